import { describe, expect, it } from 'vitest';
import { parse, theParser } from '../../grammar/parser.ts';
import { SourceText } from '../../grammar/source.ts';
import { allTokens } from '../../grammar/tokens.ts';
import { commentsOf, type SyntaxNode } from '../../grammar/tree.ts';

function shape(nodes: readonly SyntaxNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'statement') {
        const words = node.words.map((word) => word.image).join(' ');
        return node.block === undefined ? words : `${words} ${shape([node.block])}`;
      }
      if (node.kind === 'block') return `{ ${shape(node.nodes)} ${node.close === undefined ? '' : '}'}`;
      return `<${node.kind} ${node.token.image}>`;
    })
    .join(' ; ');
}

const cases: [name: string, text: string, expected: string][] = [
  ['a newline ends a statement', 'a b\nc', 'a b ; c'],
  ['a brace on the next line belongs to the statement', 'a b\n{\nc\n}', 'a b { c }'],
  ['blocks on one line', 'a { b c } d', 'a { b c } ; d'],
  ['quotes make one word, glued or not', 'a "b c"d', 'a "b c" d'],
  ['a quote ends with its line', 'a "b\nc', 'a "b ; c'],
  ['comments start anywhere', 'a b#c d\n!e\nf "g#h"', 'a b ; f "g#h"'],
  ['an escape keeps the comment away', 'a b\\#c', 'a b\\#c'],
  ['braces of a reference are no block', 'a ${B}c', 'a ${B}c'],
  ['a definition takes the rest of the line', 'a { $B=c }\n}', 'a { <definition $B=c }> }'],
  ['a definition goes on behind a backslash', '$B= \\\nc { \\\nd\ne', '<definition $B= \\\nc { \\\nd> ; e'],
  ['$B =c is no definition', '$B =c', '$B =c'],
  ['a condition leaves the rest of its line', '@a b { c }', '<condition @a> ; b { c }'],
  ['an include takes braces and quotes', 'a { include "b" }', 'a { <include include "b" }> '],
  ['~LST has braces of its own', '~LST({A,B},{1,2}) c', '<sequence ~LST({A,B},{1,2})> ; c'],
  ['lower case is no loop', 'a ~seq(I,1)', 'a ~seq(I,1)'],
  ['a stray brace costs nothing', 'a }\nb', 'a ; <stray-close }> ; b'],
  ['a missing brace costs nothing', 'a {\nb {\nc\n}\nd', 'a { b { c } ; d '],
];

describe('the grammar', () => {
  it.each(cases)('%s', (_name, text, expected) => {
    expect(shape(parse(new SourceText('file', text)).nodes)).toBe(expected);
  });

  it('lets a word begin with every character that means nothing else', () => {
    const refused: string[] = [];
    for (let code = 0; code <= 0xffff; code++) {
      const first = String.fromCharCode(code);
      const word = `${first}x`;
      if (shape(parse(new SourceText('file', `${word} ${word}`)).nodes) !== `${word} ${word}`)
        refused.push(first);
    }
    // @x is a condition, and goes on to the blank; $x is a word.
    expect(refused.join('')).toBe('\t\n\v\f\r !"#@{}');
  });

  it('counts the braces that are missing and those that are too many', () => {
    const tree = parse(new SourceText('file', 'a {\nb {\n}\n}\n}\nc {\n'));
    expect(tree.strayCloses.map((token) => token.startOffset)).toEqual([12]);
    expect(tree.unclosed.map((block) => block.open.startOffset)).toEqual([16]);
  });

  it('uses every token that it defines', () => {
    const used = JSON.stringify(theParser().getSerializedGastProductions());
    const categories = new Set(
      allTokens.flatMap((token) => token.CATEGORIES ?? []).map((token) => token.name),
    );
    const parsed = allTokens.filter(
      (token) => token.GROUP === undefined && (token.CATEGORIES ?? []).length === 0,
    );
    for (const token of parsed) {
      expect(categories.has(token.name) || used.includes(`"${token.name}"`), token.name).toBe(true);
    }
  });

  it('attaches comments to the statement below or before them', () => {
    const tree = parse(new SourceText('file', '# one\n\n# two\n! three\na b # four\nc\n'));
    const [first, second] = tree.nodes as [SyntaxNode, SyntaxNode];
    const text = (node: SyntaxNode) => {
      const { leading, trailing } = commentsOf(tree, node);
      return [...leading.map((comment) => comment.image), trailing?.image];
    };
    expect(text(first)).toEqual(['# two', '! three', '# four']);
    expect(text(second)).toEqual([undefined]);
  });
});
