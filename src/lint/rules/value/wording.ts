import {
  argumentOf,
  type Block,
  keywordOf,
  placeOf,
  type Statement,
  textOf,
  type Word,
} from '../../../../grammar/configuration.ts';
import { limitsOf } from '../../../../grammar/values/check-number.ts';
import type { ArgumentSpec, KeywordSpec } from '../../../../grammar/vocabulary/types.ts';
import type { Edit, Fix } from '../../../diagnostics/diagnostic.ts';
import { openingOf } from '../syntax/naming.ts';
import type { WordProblem } from './ownership.ts';

/** `vrrp_instance VI_1`, `virtual_server 192.0.2.100 80`, `global_defs`: the block as people call it. */
export function nameOfBlock(block: Block): string {
  const { owner } = block;
  if (owner === undefined) return 'the configuration';
  const [first, second] = [argumentOf(owner, 1), argumentOf(owner, 2)];
  const name = [keywordOf(owner), first, second].filter((part) => part !== undefined).join(' ');
  // A list or an unnamed block is known by what it belongs to.
  if (first !== undefined || owner.parent.owner === undefined) return name;
  return `${name} of ${nameOfBlock(owner.parent)}`;
}

/** What the word was read as: `priority`, `weight`, `port`. */
export function nameOfValue(problem: WordProblem): string {
  const { statement, argument, word } = problem;
  if (problem.kind === 'bad-entry') return problem.option?.option ?? argument?.name ?? 'entry';
  const keyword = keywordOf(statement);
  if (word === statement.words[1] || argument === undefined || argument.variadic) return keyword;
  // `weight -50 reverse`: the word has no name of its own.
  if (argument.name === 'opt') return keyword;
  if (statement.spec?.args.some((known) => known.name === argument.name)) return argument.name;
  // A keyword with options of its own: the word before is the option.
  const before = statement.words[statement.words.indexOf(word) - 1];
  return before === undefined ? argument.name : textOf(before);
}

/** The entry as people call it: by its address or name; a route or rule that begins with an option, by its words. */
export function nameOfEntry(statement: Statement): string {
  const first = keywordOf(statement);
  const list = statement.parent.owner?.spec?.list;
  const isOption = list === 'route' || list === 'rule' ? !/[\d:]|^default$/.test(first) : first === 'fwmark';
  if (!isOption) return first;
  const words = statement.words.map((word) => word.image);
  return `"${words.slice(0, 3).join(' ')}${words.length > 3 ? ' ...' : ''}"`;
}

/** Where the value stands: `in vrrp_instance VI_1`, `of chk_nginx in track_script of vrrp_instance VI_1`. */
export function whereabouts(problem: WordProblem): string {
  const { statement } = problem;
  const block = `in ${nameOfBlock(statement.parent)}`;
  const keyword = keywordOf(statement);
  const isPart =
    nameOfValue(problem) !== keyword && (problem.kind !== 'bad-entry' || problem.word !== statement.words[0]);
  return isPart ? `of ${problem.kind === 'bad-entry' ? nameOfEntry(statement) : keyword} ${block}` : block;
}

/** The value as it is to be read in a sentence. */
export function shown(problem: WordProblem): string {
  return problem.value === '' ? '""' : problem.value;
}

const units: Readonly<Record<string, string>> = { s: 's', ms: 'ms', us: '\u00b5s', bytes: 'bytes' };

/** `1-255`, `0.01-255 s`, `at least 0.000001 s`: the values that would be right. */
export function rangeText(argument: ArgumentSpec | undefined, spec?: KeywordSpec): string {
  if (argument === undefined) return 'the allowed range';
  if (argument.type === 'rtt') return '200 ms to 120 s';
  const { min, max } = limitsOf(argument);
  const unit = spec?.unit === undefined ? '' : ` ${units[spec.unit] ?? spec.unit}`;
  if (max === undefined) return `${formatNumber(min ?? 0)}${unit} or more`;
  // A dash between signed numbers reads badly.
  const low = formatNumber(min ?? 0);
  return min !== undefined && min < 0
    ? `${low}..${formatNumber(max)}${unit}`
    : `${low}-${formatNumber(max)}${unit}`;
}

/** Plain digits, never `1e-6`. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/0+$/, '');
}

/** What the daemon does in place of the value: the second half of a `why`. */
export function consequence(problem: WordProblem): string {
  if (problem.kind === 'bad-entry') return entryConsequence(problem);
  const { spec } = problem.statement;
  const keyword = keywordOf(problem.statement);
  if (spec?.onBad === 'drop-block') {
    const { block, parent } = problem.statement;
    return `keepalived skips the whole ${block === undefined ? nameOfBlock(parent) : `${keyword} block`}.`;
  }
  if (problem.used !== undefined)
    return `keepalived reports it and goes on with ${problem.used}${unitOf(spec)}.`;
  if (spec?.onBad === 'ignore-part')
    return `keepalived leaves the word out and goes on with the rest of the line.`;
  const fallback = spec?.default;
  if (fallback === undefined) return `keepalived reports it and goes on as if ${keyword} were not there.`;
  return `keepalived ignores the line, and the default holds (${fallback}).`;
}

function unitOf(spec: KeywordSpec | undefined): string {
  return spec?.unit === undefined ? '' : ` ${units[spec.unit] ?? spec.unit}`;
}

function entryConsequence(problem: WordProblem & { kind: 'bad-entry' }): string {
  const entry = nameOfEntry(problem.statement);
  if (problem.dropsEntry) return `keepalived leaves out the whole entry ${entry}.`;
  if (problem.used !== undefined) return `keepalived reports it and goes on with ${problem.used}.`;
  // A word behind the value of an option, such as `weight 10 revers`: the option holds.
  const isBehind =
    problem.argument !== undefined && (problem.option?.args.indexOf(problem.argument) ?? 0) > 0;
  return problem.option === undefined || isBehind
    ? 'keepalived reports the word and passes over it.'
    : `keepalived reports it and goes on without ${problem.option.option}.`;
}

/** `TCP, UDP or SCTP`. */
export function oneOf(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

/** The line to type with `text` in the place of the word. */
export function lineWith(statement: Statement, word: Word, text: string): string {
  const words = statement.words.map((part) => (part === word ? text : part.image));
  return `${words.join(' ')}${openingOf(statement)}`;
}

/** An edit that puts `text` in the place of a word; undefined when the word came out of a definition. */
export function replaceWord(statement: Statement, word: Word, text: string): Edit | undefined {
  const place = placeOf(statement, word);
  return place.source.slice(place.span) === word.image ? { place, text } : undefined;
}

/** The fix that puts `text` in the place of the problem's word, as a list to spread into a finding. */
export function replacement(
  problem: WordProblem,
  text: string | undefined,
  safety: Fix['safety'],
): { readonly fixes?: readonly Fix[] } {
  if (text === undefined) return {};
  const edit = replaceWord(problem.statement, problem.word, text);
  return edit === undefined ? {} : { fixes: [{ title: `Write ${text}`, safety, edits: [edit] }] };
}

/** `help` with the line to type, when it is known what was meant. */
export function typeThis(problem: WordProblem, text = problem.suggestion): { readonly help?: string } {
  return text === undefined ? {} : { help: lineWith(problem.statement, problem.word, text) };
}

/** The edit that takes a statement out, with its line when nothing else stands on it. */
export function removeStatement(statement: Statement): Edit | undefined {
  const first = placeOf(statement);
  const last = placeOf(statement, statement.words.at(-1)!);
  const { source } = first;
  if (last.source !== source || source.slice(first.span) !== statement.words[0]!.image) return undefined;
  const line = source.lineSpan(source.lineIndex(first.span.start) + 1);
  const before = source.text.slice(line.start, first.span.start);
  const after = source.text.slice(last.span.end, line.end);
  const isAlone = before.trim() === '' && /^\s*([#!].*)?$/.test(after);
  const end = source.text.indexOf('\n', line.end);
  const span = isAlone
    ? { start: line.start, end: end === -1 ? source.text.length : end + 1 }
    : { start: first.span.start, end: last.span.end };
  return { place: { source, span }, text: '' };
}
