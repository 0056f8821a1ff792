import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../grammar/parser.ts';
import { SourceText } from '../../grammar/source.ts';
import { leavesOf, printTree } from '../../grammar/tree.ts';
import { collectedTexts, REFERENCE, whenThere } from '../support/reference.ts';
import { anyText } from './any-text.ts';

function roundTrip(text: string): string {
  return printTree(parse(new SourceText('file', text)));
}

/** What lies between tokens must be blank: text the tree does not know of would be lost to every tool. */
function textBetweenTokens(text: string): string {
  const tree = parse(new SourceText('file', text));
  const tokens = [...leavesOf(tree.nodes), ...tree.comments].sort((a, b) => a.startOffset - b.startOffset);
  let end = 0;
  let between = '';
  for (const token of tokens) {
    between += text.slice(end, token.startOffset);
    end = token.startOffset + token.image.length;
  }
  return (between + text.slice(end)).replaceAll(/[ \t\n\r\v\f]/g, '');
}

const odd: [name: string, text: string][] = [
  ['nothing', ''],
  ['no final newline', 'global_defs {\n}'],
  ['CRLF', 'global_defs {\r\n\trouter_id a\r\n}\r\n'],
  ['CR only', 'global_defs {\rrouter_id a\r}\r'],
  ['a byte order mark', '\ufeffglobal_defs {\n}\n'],
  ['NUL', 'global_defs {\n router_id a\0b\n}\n'],
  ['an unterminated quote', 'vrrp_script a {\n script "x\n}\n'],
  ['glued quotes', 'a"b c"d""'],
  ['braces everywhere', '}}{a}{{b c}d{'],
  ['a definition over lines', '$A= x \\\n y \\ # c\n z\n$A\n'],
  ['a definition at the end', '$A=x \\'],
  ['a reference with braces', 'priority ${P}\n$\\${\\#x'],
  ['an include that takes the brace', 'a { include b }\n'],
  ['loops and conditions', '@a ~SEQ(I,1,3) ~LST({A,B},{1,2}) x${I}\n@\n~SEQ(\n'],
  ['comments', '! a\n# b\nc # d\n#\n!'],
  ['very deep blocks', `${'a {'.repeat(300)}${'}'.repeat(310)}`],
];

describe('printing a tree gives the text back', () => {
  it.each(odd)('%s', (_name, text) => {
    expect(roundTrip(text)).toBe(text);
    expect(textBetweenTokens(text)).toBe('');
  });

  it('for any text', () => {
    fc.assert(
      fc.property(anyText, (input) => {
        expect(roundTrip(input)).toBe(input);
        expect(textBetweenTokens(input)).toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it.skipIf(!existsSync(REFERENCE))(`for every collected file ${whenThere}`, () => {
    const different: string[] = [];
    let count = 0;
    for (const [path, text] of collectedTexts()) {
      count++;
      if (roundTrip(text) !== text || textBetweenTokens(text) !== '') different.push(path);
    }
    expect(different).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });
});
