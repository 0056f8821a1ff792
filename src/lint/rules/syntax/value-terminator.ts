import { keywordOf, placeOf, type Statement, type Word } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isOnTemplateLine, isTerminated } from '../../words.ts';
import { inBlock, isSecret, lineWith, nameOfBlock } from './naming.ts';
import { isCommand, isEntry } from './slots.ts';
import { valueTerminatorExamples } from './value-terminator-examples.ts';
import { eachStatementWith, refusedWords, type Search } from './walk.ts';

const searches: readonly Search[] = [
  { needles: [';', ','], pattern: /[;,](?=[\s}]|$)/g },
  { needles: ['=', ':'], pattern: /[=:](?<=[ \t].)(?=[ \t\r\n]|$)/g },
];

/** Values that are text to be matched or shown; they may well end in a comma. */
const freeText: ReadonlySet<string> = new Set(['regex', 'virtualhost', 'sni_name', 'digest', 'auth_hmac']);

function check(statement: Statement, node: NodeModel, context: RuleContext): void {
  if (statement.spec === undefined && !isEntry(statement)) return;
  if (isCommand(statement) || freeText.has(keywordOf(statement))) return;
  const from = isEntry(statement) ? 0 : 1;
  for (let index = from; index < statement.words.length; index++) {
    const word = statement.words[index]!;
    if (!isTerminated(word)) continue;
    const isComma = word.image.endsWith(',');
    const isSign = word.image.length === 1;
    // Commas between the entries of a list are another rule's; a sign counts only in front of the value.
    if ((isComma && isEntry(statement)) || (isSign && index !== 1)) continue;
    if (isSign) sign(statement, word, node, context);
    else terminator(statement, index, node, context);
    return;
  }
}

function terminator(statement: Statement, index: number, node: NodeModel, context: RuleContext): void {
  const word = statement.words[index]!;
  const mark = word.image.at(-1)!;
  const place = placeOf(statement, word);
  if (isOnTemplateLine(place)) return;
  const end = place.span.end;
  const isWritten = place.source.slice(place.span) === word.image;
  const at: Place = isWritten ? { source: place.source, span: { start: end - 1, end } } : place;
  const container = isEntry(statement)
    ? nameOfBlock(statement.parent)
    : `${keywordOf(statement)} ${inBlock(statement.parent)}`;
  const fix: Fix = { title: `Remove the ${mark}`, safety: 'safe', edits: [{ place: at, text: '' }] };
  const isRefused = refusedWords(node).has(word);
  context.report({
    place: at,
    ...(isRefused ? {} : { severity: 'warning' as const }),
    message: isSecret(statement)
      ? `the ${mark} behind the value of ${container} is a part of it`
      : `the ${mark} is a part of the value "${word.image}" of ${container}`,
    ...(isRefused
      ? {}
      : { why: `keepalived separates words by blanks alone: it goes on with the ${mark} in the value.` }),
    ...(isSecret(statement) ? {} : { help: lineWith(statement, index, word.image.slice(0, -1)) }),
    label: `no ${mark} ends a line here`,
    // A password may end like this.
    ...(isWritten && !isSecret(statement) ? { fixes: [fix] } : {}),
  });
}

function sign(statement: Statement, word: Word, node: NodeModel, context: RuleContext): void {
  const place = placeOf(statement, word);
  if (isOnTemplateLine(place)) return;
  const value = statement.words[2];
  const isRefused = refusedWords(node).has(word);
  const isWritten = place.source.slice(place.span) === word.image;
  const end = value === undefined ? place.span.end : placeOf(statement, value).span.start;
  const fix: Fix = {
    title: `Remove the ${word.image}`,
    safety: 'safe',
    edits: [{ place: { source: place.source, span: { start: place.span.start, end } }, text: '' }],
  };
  context.report({
    place,
    ...(isRefused ? {} : { severity: 'warning' as const }),
    message: `keepalived takes the ${word.image} for the value of ${keywordOf(statement)} ${inBlock(statement.parent)}`,
    ...(value === undefined ? {} : { help: lineWith(statement, 1, '').replace(/[;,]$/, '') }),
    label: 'read as the value',
    ...(isWritten && value !== undefined ? { fixes: [fix] } : {}),
  });
}

/** Punctuation that other languages put behind or in front of a value. */
export const syntaxValueTerminator = defineRule({
  id: 'syntax/value-terminator',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A ; , = or : carried over from another configuration language',
    why: 'keepalived separates words by blanks alone: the sign becomes part of the value, the value is refused, and a default takes its place.',
    references: ['keepalived lib/parser.c: alloc_strvec_r, read_unsigned_func', 'acassen/keepalived#2371'],
  },
  ...valueTerminatorExamples,
  on: {
    node: (node, context) =>
      eachStatementWith(node, searches, (statement) => check(statement, node, context)),
  },
});
