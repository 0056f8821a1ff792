import { isQuoted, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { Edit, Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import {
  asciiFor,
  hasTypographicCharacter,
  isCommentMark,
  kindOfTypographic,
  toAscii,
  typographicIndex,
} from '../../words.ts';
import { isTypographicKeyword } from './explained.ts';
import { cascadeAt, cascadeOf, inBlock, isSecret, misreads } from './naming.ts';
import { isCommand, isEntry, isTypedSlot, slotOf } from './slots.ts';
import { typographicExamples } from './typographic-characters-examples.ts';
import { nameOfCharacter, typographicMessage } from './typographic-wording.ts';
import { eachStatementWith, refusedWords, type Search } from './walk.ts';

/** Every character beyond Latin-1 letters that could be one of them; the words are looked at closely then. */
const searches: readonly Search[] = [
  {
    needles: [''],
    pattern:
      /[\u00a0\u00ad\u1680\u2000-\u2015\u2018-\u201f\u202f\u205f\u2060\u2212\u3000-\u3002\ufeff\uff01-\uff5e]/g,
  },
];

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
  for (const [index, word] of statement.words.entries()) {
    // What was meant as a comment may be written as one likes.
    if (isCommentMark(textOf(word))) return;
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
  // A program of this name there is nowhere.
  const isLost =
    index === 1 && isCommand(statement) && !isQuoted(word) && kindOfTypographic(character) === 'quote';
  const isSilent = index > 0 && !refusedWords(node).has(word) && !/[\uff5b\uff5d]$/.test(word.image);
  const line = toAscii(writtenLine(statement)).trim();
  const fix = fixFor(statement);
  const place = statement.source.origin({ start, end: start + 1 });
  const cascade = cascadeAt(place, node);
  context.report({
    place,
    ...(isSilent ? { severity: 'warning' as const } : {}),
    message: `${typographicMessage(character, word, statement)} ${inBlock(statement.parent)}${misreads(cascade, place)}`,
    ...(isLost
      ? {
          why: 'keepalived quotes with " only. It looks for a program that has the curly quote in its name and finds none: what the line was to run never runs, and a line in the log is all that says so.',
        }
      : {}),
    ...(character === '\ufeff' && start === 0
      ? { help: 'Save the file as UTF-8 without a byte order mark' }
      : isSecret(statement) || line === ''
        ? {}
        : { help: line }),
    label: nameOfCharacter(character),
    related: cascadeOf(cascade),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

/** The line from its first word to its last, with the braces behind that. */
function writtenLine({ words, source }: Statement): string {
  const last = words.at(-1)!;
  const end = last.startOffset + last.image.length;
  const braces = /^[ \t{}]*/.exec(source.text.slice(end, source.lineEnd(end)))![0];
  return `${words.map(({ image }) => image).join(' ')}${braces}`;
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
