import { nearest } from '../../grammar/did-you-mean.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { RuleSettings } from '../lint/request.ts';
import type { Rule } from '../lint/rule.ts';
import type { Arguments } from './command.ts';
import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './errors.ts';

type Level = Severity | 'off';

const levels: readonly Level[] = ['off', 'info', 'warning', 'error'];

/** Whether the command line says anything about rules. */
export function mentionsRules({ lists }: Arguments): boolean {
  return ['rule', 'only', 'ignore'].some((option) => lists[option] !== undefined);
}

/** `--rule`, `--only` and `--ignore`, with groups resolved to the rules in them. Throws UsageError. */
export function ruleSettings({ lists }: Arguments, rules: readonly Rule[]): RuleSettings {
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
  const group = word.replace(/\/\*?$/, '');
  const found = rules.filter(({ id }) => id === word || id.startsWith(`${group}/`)).map(({ id }) => id);
  if (found.length > 0) return found;
  throw new UsageError(`unknown rule ${word}${didYouMean(nearRules(word, rules))}`, command);
}

/** People mistype ids, and forget groups: `duplicate-vrid` for `vrrp/duplicate-vrid`. */
function nearRules(word: string, rules: readonly Rule[]): string[] {
  const ids = rules.map(({ id }) => id);
  const near = nearest(word, [...ids, ...new Set(ids.map(groupOf))]);
  if (near.length > 0) return near;
  const slug = slugOf(word);
  const slugs = new Set(nearest(slug, ids.map(slugOf)));
  return ids.filter((id) => slugs.has(slugOf(id))).slice(0, 3);
}

function groupOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function slugOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
