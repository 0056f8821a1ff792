import {
  isQuoted,
  keywordOf,
  placeOf,
  type Statement,
  textOf,
  type Word,
} from '../../../../grammar/configuration.ts';
import type { Edit, Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import {
  asciiFor,
  hasTypographicCharacter,
  kindOfTypographic,
  looksLikeComment,
  toAscii,
  typographicIndex,
} from '../../words.ts';
import { isTypographicKeyword } from './explained.ts';
import { inBlock, isSecret } from './naming.ts';
import { isCommand, isEntry, isTypedSlot, slotOf } from './slots.ts';
import { typographicExamples } from './typographic-characters-examples.ts';
import { eachStatementWith, refusedWords, type Search } from './walk.ts';

/** Every character beyond Latin-1 letters that could be one of them; the words are looked at closely then. */
const searches: readonly Search[] = [
  {
    needles: [''],
    pattern:
      /[\u00a0\u00ad\u1680\u2000-\u2015\u2018-\u201f\u202f\u205f\u2060\u2212\u3000-\u3002\ufeff\uff01-\uff5e]/g,
  },
];

const names: Readonly<Record<string, string>> = {
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero width space',
  '\u2013': 'en dash',
  '\u2014': 'em dash',
  '\u2018': 'curly quote',
  '\u2019': 'curly quote',
  '\u201c': 'curly quote',
  '\u201d': 'curly quote',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};

function nameOfCharacter(character: string): string {
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const kind = kindOfTypographic(character);
  const family = {
    space: 'wide space',
    invisible: 'invisible character',
    quote: 'curly quote',
    dash: 'typographic dash',
    'full-width': `full-width ${asciiFor(character)}`,
  };
  return `${names[character] ?? family[kind]} (${code})`;
}

/** Where the character does harm, and is not simply text that somebody wants. */
function isMistake(statement: Statement, index: number, node: NodeModel): boolean {
  const word = statement.words[index]!;
  if (refusedWords(node).has(word)) return true;
  const slot = slotOf(statement, index);
  if (index === 0 && !isEntry(statement)) return isTypographicKeyword(statement);
  if (isTypedSlot(slot)) return true;
  const text = textOf(word);
  if (/[\uff5b\uff5d]$/.test(text) && !isQuoted(word)) return true;
  if (isCommand(statement))
    return (
      /[\u00a0\u00ad\u200b\ufeff]/.test(text) ||
      /(?:^|\s)[\u2010-\u2015\u2212]+\w/.test(text) ||
      (!isQuoted(word) && /[\u201c-\u201f]/.test(text))
    );
  // In free text wide punctuation is somebody's name; glued words and quotes that are none are not.
  return (
    !isQuoted(word) &&
    ['space', 'invisible', 'quote'].includes(kindOfTypographic(text[typographicIndex(text)]!))
  );
}

function check(statement: Statement, node: NodeModel, context: RuleContext): void {
  if (looksLikeComment(statement)) return;
  for (const [index, word] of statement.words.entries()) {
    if (!hasTypographicCharacter(word.image) || !isMistake(statement, index, node)) continue;
    report(statement, index, node, context);
    // The fix is for the whole line, and so is the finding.
    return;
  }
}

function report(statement: Statement, index: number, node: NodeModel, context: RuleContext): void {
  const word = statement.words[index]!;
  const at = typographicIndex(word.image);
  const character = word.image[at]!;
  const start = word.startOffset + at;
  const isSilent = index > 0 && !refusedWords(node).has(word) && !/[\uff5b\uff5d]$/.test(word.image);
  const line = toAscii(statement.words.map(({ image }) => image).join(' ')).trim();
  const fix = fixFor(statement);
  context.report({
    place: statement.source.origin({ start, end: start + 1 }),
    ...(isSilent ? { severity: 'warning' as const } : {}),
    message: `${messageFor(character, word, statement)} ${inBlock(statement.parent)}`,
    ...(isSecret(statement) || line === '' ? {} : { help: line }),
    label: nameOfCharacter(character),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

function messageFor(character: string, word: Word, statement: Statement): string {
  const name = nameOfCharacter(character);
  const subject = `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
  const isShown = !isSecret(statement) || word === statement.words[0];
  const text = textOf(word);
  const [before = '', behind = ''] = text.split(character, 2);
  const of = isShown ? `"${toAscii(text).trim()}"` : `the value of ${keywordOf(statement)}`;
  switch (kindOfTypographic(character)) {
    case 'space':
      return isShown && before !== '' && behind !== ''
        ? `${subject} makes one word of "${before}" and "${toAscii(behind)}"`
        : `${subject} is taken for a part of ${of}`;
    case 'invisible':
      return `${subject} is taken for a part of ${text.length === 1 ? 'a keyword' : of}`;
    case 'quote':
      return `${subject} is no quote: it is taken for a part of ${of}`;
    case 'dash':
      return `${subject} stands where a - belongs`;
    case 'full-width':
      return `${subject} is not the character ${asciiFor(character)}`;
  }
}

/** Every typographic character of the line typed in ASCII. */
function fixFor(statement: Statement): Fix | undefined {
  const edits: Edit[] = [];
  for (const word of statement.words) {
    const place = placeOf(statement, word);
    // What came out of a definition cannot be mended at its use.
    if (place.source.slice(place.span) !== word.image) continue;
    for (const [at, character] of [...word.image].entries()) {
      if (!hasTypographicCharacter(character)) continue;
      const start = place.span.start + at;
      edits.push({
        place: { source: place.source, span: { start, end: start + 1 } },
        text: asciiFor(character),
      });
    }
  }
  return edits.length === 0 ? undefined : { title: 'Type the line in ASCII', safety: 'safe', edits };
}

/** Characters that look like those of ASCII, or like nothing, and are others. */
export const syntaxTypographicCharacters = defineRule({
  id: 'syntax/typographic-characters',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'Curly quotes, wide spaces, byte order marks and the like outside comments',
    why: 'keepalived separates words by blanks and tabs and quotes them with " only; every other character is a part of the word, seen or not.',
    references: ['keepalived lib/parser.c: alloc_strvec_r'],
  },
  ...typographicExamples,
  on: {
    node: (node, context) =>
      eachStatementWith(node, searches, (statement) => check(statement, node, context)),
  },
});
