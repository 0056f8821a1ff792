import type { Severity } from '../diagnostics/diagnostic.ts';
import type { RuleSettings } from '../lint/request.ts';
import type { Rule } from '../lint/rule.ts';
import { nearRules, rulesMeant } from '../lint/rule-names.ts';
import type { Arguments } from './command.ts';
import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './errors.ts';

type Level = Severity | 'off';

const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];

/** Whether the command line says anything about rules. */
export function mentionsRules({ lists, flags }: Arguments): boolean {
  return (
    ['rule', 'only', 'ignore'].some((option) => lists[option] !== undefined) ||
    optionalRules.some(([flag]) => flags.has(flag))
  );
}

/** Options that ask for a rule which does not run by itself. */
const optionalRules: readonly (readonly [flag: string, rule: string])[] = [
  ['report-unused-disables', 'suppression/unused'],
  ['require-reasons', 'suppression/no-reason'],
  ['report-stale-baseline', 'suppression/stale-baseline'],
];

/** `--rule`, `--only` and `--ignore`, with groups resolved to the rules in them. Throws UsageError. */
export function ruleSettings({ lists, flags }: Arguments, rules: readonly Rule[]): RuleSettings {
  const optional = optionalRules.flatMap(([flag, rule]) => (flags.has(flag) ? [rule] : []));
  const ids = (option: string): string[] =>
    (lists[option] ?? [])
      .flatMap((text) => text.split(','))
      .flatMap((word) => resolveRules(word.trim(), rules, 'lint'));
  const severity: Record<string, Level> = {};
  for (const [id, level] of (lists.rule ?? []).flatMap((text) => ruleLevels(text, rules)))
    severity[id] = level;
  return {
    ...(lists.only === undefined ? {} : { only: ids('only') }),
    ...(lists.ignore === undefined ? {} : { ignore: ids('ignore') }),
    ...(lists.rule === undefined ? {} : { severity }),
    ...(optional.length === 0 ? {} : { optional }),
  };
}

function ruleLevels(text: string, rules: readonly Rule[]): [id: string, level: Level][] {
  const equals = text.lastIndexOf('=');
  const level = levels.find((known) => known === text.slice(equals + 1));
  if (equals < 1 || level === undefined) {
    throw new UsageError(`--rule takes ID=${levels.join('|')}, not ${text}`, 'lint');
  }
  return resolveRules(text.slice(0, equals), rules, 'lint').map((id) => [id, level]);
}

/**
 * Ids of the rules that a word stands for: an id, a group, `group/*`.
 *
 * @param command whose usage error it is when there is no such rule
 */
export function resolveRules(word: string, rules: readonly Rule[], command: string): string[] {
  const ids = rules.map(({ id }) => id);
  const found = rulesMeant(word, ids);
  if (found.length > 0) return found;
  throw new UsageError(`unknown rule ${word}${didYouMean(nearRules(word, ids))}`, command);
}
