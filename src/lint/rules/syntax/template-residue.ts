import { isQuoted, keywordOf, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { ArgumentSpec } from '../../../../grammar/vocabulary/types.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isOnTemplateLine, isPlainPlaceholder, isTemplateResidue } from '../../words.ts';
import { undefinedReference, unreplacedReferences } from './definition-references.ts';
import { inBlock, isSecret } from './naming.ts';
import { isNameSlot, isQuotedCommand, isTypedSlot, slotOf } from './slots.ts';
import { templateBraces } from './template-braces.ts';
import { templateResidueExamples } from './template-residue-examples.ts';
import { eachStatementWith, isRepeated, Places, refusedWords, type Search } from './walk.ts';

const why =
  'The tool that was to fill in the value did not: keepalived takes the placeholder for the value, and its braces for blocks.';

/** What placeholders of each shape have in them. */
const searches: readonly Search[] = [
  { needles: ['<'], pattern: /<\w[\w.-]*>/g },
  { needles: ['CHANGE', 'REPLACE', 'YOUR_'], pattern: /CHANGE_?ME|REPLACE_|YOUR_/g },
  { needles: ['x', 'X'], pattern: /[xX](?=\.)|[xX](?<=[.][xX]{1,3})(?!\w)/g },
  { needles: ['__'], pattern: /\b__[A-Za-z]/g },
  { needles: ['%'], pattern: /%[A-Z][A-Z0-9_]*%/g },
  { needles: ['@'], pattern: /@[A-Z][A-Z0-9_]*@/g },
  { needles: ['{{', '{%', '<%'], pattern: /\{\{|\{%|<%/g },
];

function placeholders(node: NodeModel, context: RuleContext): void {
  const places = new Places();
  eachStatementWith(node, searches, (statement) => {
    for (const [index, word] of statement.words.entries()) {
      if (isTemplateResidue(word.image) && places.add(placeOf(statement, word)))
        placeholder(statement, index, node, context);
    }
  });
  // The rules about values leave these to this one, whatever they look like.
  for (const problem of node.configuration.problems) {
    if (problem.kind !== 'bad-argument' && problem.kind !== 'bad-entry') continue;
    const { statement, word } = problem;
    if (isTemplateResidue(word.image) && places.add(placeOf(statement, word)))
      placeholder(statement, statement.words.indexOf(word), node, context);
  }
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
  // What is said of a secret shows nothing of it, and would be stars.
  const isHidden = isSecret(statement) && index > 0;
  context.report({
    place,
    severity: isRefused || isTypedSlot(slot) ? 'error' : 'warning',
    message: `${isHidden ? `the value of ${keywordOf(statement)}` : `"${text}"`} ${inBlock(statement.parent)} is a placeholder that was never filled in`,
    why:
      isRefused || isTypedSlot(slot)
        ? 'keepalived takes the placeholder for the value and refuses it.'
        : 'keepalived takes the placeholder for the value, without a word.',
    help: `Write the ${isHidden ? 'password' : kindOf(slot)} in its place`,
    label: 'a placeholder',
  });
}

function kindOf(slot: ArgumentSpec | undefined): string {
  if (slot === undefined) return 'value';
  if (slot.type === 'interface') return 'interface';
  if (/^ip/.test(slot.type) || slot.type === 'vs-header') return 'address';
  return /^(?:u?int|decimal|port)$/.test(slot.type) ? 'number' : 'value';
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
      'undefined-definition': (problem, node, context) => {
        if (!isRepeated(problem, node) && !isOnTemplateLine(problem.place))
          undefinedReference(problem, node, context);
      },
    },
    node: (node, context) => {
      templateBraces(node, context);
      placeholders(node, context);
      unreplacedReferences(node, context);
    },
  },
});
