import { placeOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import { BUILT_IN } from '../../../../grammar/preprocess/definitions.ts';
import type { UndefinedDefinition } from '../../../../grammar/problems.ts';
import type { Place } from '../../../../grammar/source.ts';
import { blockTable } from '../../../../grammar/vocabulary/index.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { isOnTemplateLine } from '../../words.ts';
import { cascadeOf, inBlock, isSecret, lineNumber, misreads } from './naming.ts';
import { isNameSlot, isTypedSlot, nounOf, slotOf } from './slots.ts';
import { eachStatementWith, Places, refusedWords, type Search } from './walk.ts';

/** `$NAME` and `${NAME}` that nothing defines, in places where they are not meant as they stand. */
export function undefinedReference(
  problem: UndefinedDefinition,
  node: NodeModel,
  context: RuleContext,
): void {
  const { place, statement, name, braced, quoted, cascade } = problem;
  const index = wordAt(statement, place);
  // The rule about unknown keywords speaks of a name in front of a line.
  if (index === 0 && statement.spec === undefined && blockTable(statement.parent.path) !== undefined) return;
  const opensBlocks = braced && !quoted;
  const isTyped = isTypedSlot(slotOf(statement, index)) || refusedWords(node).has(statement.words[index]!);
  if (!opensBlocks && (isSecret(statement) || !(isTyped || isNameSlot(statement, index)))) return;
  const written = place.source.slice(place.span);
  const definition = definitionOf(name, node);
  context.report({
    place,
    severity: opensBlocks || isTyped ? 'error' : 'warning',
    message: `${written} in ${nounOf(statement)} ${faultOf(place, name, definition)}${misreads(cascade, place)}`,
    why: opensBlocks
      ? 'keepalived leaves the text as it is, and then takes its { and } for the braces of a block: the } closes the block around.'
      : 'keepalived leaves the text as it is and takes it for the value.',
    help: helpFor(place, name, definition),
    label: 'stays as it is written',
    related: [
      ...(definition === undefined ? [] : [{ place: definition, message: 'defined here' }]),
      ...cascadeOf(cascade),
    ],
  });
}

/** `${NAME:-default}` and its like: of a shell, or of what fills in templates. */
function isOfShell({ source, span }: Place): boolean {
  return /^\$\{\w+:?[-=?+]/.test(source.slice(span));
}

/** Not defined at all, further down, or further up where a condition does not hold. */
function faultOf(place: Place, name: string, definition: Place | undefined): string {
  if (isOfShell(place)) return 'is of a shell, and nothing to keepalived';
  if (definition === undefined) {
    const since = BUILT_IN[name];
    return since === undefined ? 'is never defined' : `is built in only from keepalived ${since} on`;
  }
  if (hasArgument(place))
    return `has a blank behind the name, and then $${name} of line ${lineNumber(definition)} is not meant`;
  return isAbove(definition, place)
    ? `is defined on line ${lineNumber(definition)}, behind a condition that does not hold`
    : `is used before line ${lineNumber(definition)} defines it`;
}

function isAbove(definition: Place, use: Place): boolean {
  return definition.source !== use.source || definition.span.start < use.span.start;
}

/** Only what keepalived itself defines takes arguments. */
function hasArgument({ source, span }: Place): boolean {
  return /^\$\{\w+[ \t]/.test(source.slice(span));
}

function helpFor(place: Place, name: string, definition: Place | undefined): string {
  const before = place.source.text.slice(0, place.span.start).split('\n').at(-1)!;
  if (/~[A-Za-z]+\s*\(/.test(before)) {
    return 'A loop is written ~SEQ(VAR,START,END), in capitals, without a blank in front of the (, first on its line';
  }
  if (isOfShell(place))
    return `Let the shell fill it in before keepalived reads the file; or \${${name}} here, and $${name}=... on a line further up`;
  if (definition === undefined && BUILT_IN[name] !== undefined) return 'Write the value itself in its place';
  if (definition !== undefined && hasArgument(place)) return `\${${name}}`;
  return definition === undefined || isAbove(definition, place)
    ? `$${name}=... on a line further up`
    : `Move line ${lineNumber(definition)} above this one`;
}

/** Index of the word of a statement that a place lies in. */
function wordAt(statement: Statement, place: Place): number {
  const at = statement.words.findIndex((word) => {
    const { source, span } = placeOf(statement, word);
    return source === place.source && place.span.start >= span.start && place.span.start < span.end;
  });
  return at === -1 ? 0 : at;
}

function definitionOf(name: string, node: NodeModel): Place | undefined {
  for (const source of node.configuration.sources) {
    const match = new RegExp(`^[ \\t]*(?:@\\S+[ \\t]+)?\\$${name}=`, 'm').exec(source.text);
    if (match === null) continue;
    const end = match.index + match[0].length;
    return { source, span: { start: end - name.length - 2, end } };
  }
  return undefined;
}

const references: readonly Search[] = [{ needles: ['$'], pattern: /\$[A-Za-z_]/g }];
/** Neither a blank, a comma, a `)` nor the end of the line follows. */
const UNREPLACED = /\$([A-Za-z_]\w*)(?=[^\w\s,)=])/;

/** `$NAME` that the daemon does not replace because of what stands behind it. */
export function unreplacedReferences(node: NodeModel, context: RuleContext): void {
  const defined = new Set<string>();
  for (const source of node.configuration.sources) {
    if (!source.text.includes('$')) continue;
    for (const match of source.text.matchAll(/^[ \t]*\$([A-Za-z_]\w*)=/gm)) defined.add(match[1]!);
  }
  if (defined.size === 0 && refusedWords(node).size === 0) return;
  const places = new Places();
  eachStatementWith(node, references, (statement) => {
    for (const word of statement.words) {
      const name = UNREPLACED.exec(word.image)?.[1];
      if (name === undefined || !places.add(placeOf(statement, word))) continue;
      if (defined.has(name) || refusedWords(node).has(word)) {
        unreplaced(statement, word, { name, isDefined: defined.has(name), node, context });
      }
    }
  });
}

interface Unreplaced {
  readonly name: string;
  readonly isDefined: boolean;
  readonly node: NodeModel;
  readonly context: RuleContext;
}

function unreplaced(statement: Statement, word: Word, { name, isDefined, node, context }: Unreplaced): void {
  const at = UNREPLACED.exec(word.image)!.index;
  const start = word.startOffset + at;
  const place = statement.source.origin({ start, end: start + name.length + 1 });
  if (isOnTemplateLine(place)) return;
  const behind = word.image[at + name.length + 1]!;
  const isWritten = place.source.slice(place.span) === `$${name}`;
  const fix: Fix = { title: `Write \${${name}}`, safety: 'unsafe', edits: [{ place, text: `\${${name}}` }] };
  context.report({
    place,
    severity: refusedWords(node).has(word) ? 'error' : 'warning',
    message: isDefined
      ? `$${name} in ${nounOf(statement)} is not replaced: a ${behind} stands behind it`
      : `$${name} in "${textOf(word)}" ${inBlock(statement.parent)} is never defined`,
    why: `keepalived replaces $${name} only in front of a blank, a comma, a ) or the end of the line, but \${${name}} everywhere.`,
    help: isDefined ? `\${${name}}` : `\${${name}} here, and $${name}=... on a line further up`,
    label: 'stays as it is written',
    ...(isDefined && isWritten ? { fixes: [fix] } : {}),
  });
}
