import { isQuoted, keywordOf, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { UndefinedDefinition } from '../../../../grammar/problems.ts';
import type { Place, SourceText } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isOnTemplateLine, isPlainPlaceholder, isTemplateResidue, templateBracesIn } from '../../words.ts';
import { cascadeOf, inBlock, isSecret, misreads } from './naming.ts';
import { isNameSlot, isQuotedCommand, isTypedSlot, slotOf } from './slots.ts';
import { templateResidueExamples } from './template-residue-examples.ts';
import { eachStatementWith, refusedWords, type Search } from './walk.ts';

const why =
  'The tool that was to fill in the value did not: keepalived takes the placeholder for the value, and its braces for blocks.';

// Undefined $NAME -------------------------------------------------------------------------------------------

function undefinedReference(problem: UndefinedDefinition, context: RuleContext): void {
  const { place, statement, name, braced, quoted, cascade } = problem;
  const index = wordAt(statement, place);
  // The rule about unknown keywords speaks of a name in front of a line.
  if (index === 0 && statement.spec === undefined && statement.parent.owner?.spec?.kind !== 'list') return;
  const opensBlocks = braced && !quoted;
  const slot = slotOf(statement, index);
  if (!opensBlocks && (isSecret(statement) || !(isTypedSlot(slot) || isNameSlot(statement, index)))) return;
  const written = place.source.slice(place.span);
  const isLoop = /~[A-Za-z]+\s*\(/.test(place.source.text.slice(0, place.span.start).split('\n').at(-1)!);
  context.report({
    place,
    severity: opensBlocks || isTypedSlot(slot) ? 'error' : 'warning',
    message: `${written} in ${keywordOf(statement)} is never defined${misreads(cascade, place)}`,
    why: opensBlocks
      ? 'keepalived leaves the text as it is, and then takes its { and } for the braces of a block: the } closes the block around.'
      : 'keepalived leaves the text as it is and takes it for the value.',
    help: isLoop
      ? 'A loop is written ~SEQ(VAR,START,END), in capitals, without blanks, first on its line'
      : `$${name}=... on a line further up`,
    label: 'stays as it is written',
    related: cascadeOf(cascade),
  });
}

/** Index of the word of a statement that a place lies in. */
function wordAt(statement: Statement, place: Place): number {
  const at = statement.words.findIndex((word) => {
    const { source, span } = placeOf(statement, word);
    return source === place.source && place.span.start >= span.start && place.span.start < span.end;
  });
  return at === -1 ? 0 : at;
}

// {{ braces }} ----------------------------------------------------------------------------------------------

const openings = ['{{', '{%', '<%'];
const BRACES = /\{\{|\{%|<%/g;

/** Every line with the braces of a template. */
function braces(node: NodeModel, context: RuleContext): void {
  for (const source of node.configuration.sources) {
    if (!openings.some((opening) => source.text.includes(opening))) continue;
    let lineEnd = -1;
    for (const match of source.text.matchAll(BRACES)) {
      if (match.index < lineEnd) continue;
      lineEnd = source.lineEnd(match.index);
      const start = source.text.lastIndexOf('\n', match.index) + 1;
      const at = templateBracesIn(source.text.slice(start, lineEnd));
      if (at !== -1) reportBraces(source, start + at, lineEnd, node, context);
    }
  }
}

function reportBraces(
  source: SourceText,
  start: number,
  lineEnd: number,
  node: NodeModel,
  context: RuleContext,
): void {
  const rest = source.text.slice(start, lineEnd);
  const written = /^(?:\{\{.*?\}\}|\{%.*?%\}|<%.*?%>)/.exec(rest)?.[0] ?? rest.trimEnd();
  const place = { source, span: { start, end: start + written.length } };
  const line = source.lineIndex(start);
  const cascade = node.configuration.problems.flatMap((problem) =>
    'cascade' in problem &&
    problem.place.source === source &&
    source.lineIndex(problem.place.span.start) === line
      ? problem.cascade
      : [],
  );
  context.report({
    place,
    message: `${written} is left over from a template${misreads(cascade, place)}`,
    help: 'Render the template, or write the value here',
    label: 'never filled in',
    related: cascadeOf(cascade),
  });
}

// Placeholders ----------------------------------------------------------------------------------------------

/** What placeholders of each shape have in them. */
const searches: readonly Search[] = [
  { needles: ['<'], pattern: /<[A-Za-z][\w.-]*>/g },
  { needles: ['CHANGE', 'REPLACE', 'YOUR_'], pattern: /CHANGE_?ME|REPLACE_|YOUR_/g },
  { needles: ['.x', '.X', 'x.', 'X.'], pattern: /\b[xX]{1,3}\.[\dxX]|[\dxX]\.[xX]{1,3}(?!\w)/g },
  { needles: ['__'], pattern: /\b__[A-Za-z]/g },
  { needles: ['%'], pattern: /%[A-Z][A-Z0-9_]*%/g },
  { needles: ['@'], pattern: /@[A-Z][A-Z0-9_]*@/g },
  { needles: ['{{', '{%', '<%'], pattern: /\{\{|\{%|<%/g },
];

function placeholders(node: NodeModel, context: RuleContext): void {
  eachStatementWith(node, searches, (statement) => {
    for (const [index, word] of statement.words.entries()) {
      if (isTemplateResidue(word.image)) placeholder(statement, index, node, context);
    }
  });
}

function placeholder(statement: Statement, index: number, node: NodeModel, context: RuleContext): void {
  const word = statement.words[index]!;
  const text = textOf(word);
  const place = placeOf(statement, word);
  if (isOnTemplateLine(place) || isQuotedCommand(statement, index) || keywordOf(statement) === 'regex')
    return;
  const slot = slotOf(statement, index);
  const isRefused = refusedWords(node).has(word);
  const isTyped = isTypedSlot(slot) || isNameSlot(statement, index);
  if (!isRefused && !isTyped && !(isPlainPlaceholder(text) && (index > 0 || isQuoted(word)))) return;
  context.report({
    place,
    severity: isRefused || isTypedSlot(slot) ? 'error' : 'warning',
    message: `"${text}" ${inBlock(statement.parent)} is a placeholder that was never filled in`,
    why:
      isRefused || isTypedSlot(slot)
        ? 'keepalived takes the placeholder for the value and refuses it.'
        : 'keepalived takes the placeholder for the value, without a word.',
    help: `Write the ${slot?.name ?? 'value'} in its place`,
    label: 'a placeholder',
  });
}

/** Text that a template engine or a person was to replace. */
export const syntaxTemplateResidue = defineRule({
  id: 'syntax/template-residue',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A placeholder, a template variable or a $NAME that nobody filled in',
    why,
    references: [
      'keepalived lib/parser.c: replace_param, read_line',
      'keepalived.conf(5), CONFIGURATION PARSER',
    ],
  },
  ...templateResidueExamples,
  on: {
    problem: {
      'undefined-definition': (problem, _node, context) => {
        if (!isOnTemplateLine(problem.place)) undefinedReference(problem, context);
      },
    },
    node: (node, context) => {
      braces(node, context);
      placeholders(node, context);
    },
  },
});
