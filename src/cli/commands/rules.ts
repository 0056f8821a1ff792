import { nearest } from '../../../grammar/did-you-mean.ts';
import { ruleUrl } from '../../lint/engine.ts';
import type { Rule } from '../../lint/rule.ts';
import { groupOf } from '../../lint/rule-names.ts';
import { displayWidth } from '../../report/display-width.ts';
import type { Paint } from '../../report/paint.ts';
import { colorMode, paintFor } from '../color.ts';
import type { Arguments, Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { engine as realEngine } from '../engine.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

const severities = ['error', 'warning', 'info'] as const;
const fixKinds = ['any', 'safe', 'unsafe'] as const;

/** `hacfg rules`: the list of rules. */
export const rules: Command = {
  options: {
    format: {
      type: 'value',
      alias: 'f',
      describe: 'table or json',
      choices: ['table', 'json'],
      shownDefault: 'table',
      group: 'Output:',
    },
    group: {
      type: 'list',
      describe: 'Only rules of this group; repeatable, or separated by commas',
      group: 'Which rules:',
    },
    severity: {
      type: 'list',
      describe: 'Only rules of this severity: error, warning or info; repeatable, or separated by commas',
      group: 'Which rules:',
    },
    fixable: {
      type: 'value',
      describe: 'Only rules with a fix: any, safe or unsafe',
      choices: fixKinds,
      group: 'Which rules:',
    },
  },
  positional: { name: 'text', describe: 'Words that stand in the id, the summary or the reason of a rule' },
  examples: [
    { command: '$0 rules', does: 'id, severity, scope, kind of fix and summary of every rule' },
    { command: '$0 rules arp', does: 'those that have to do with ARP' },
    { command: '$0 rules --group cluster --severity error', does: 'errors found by comparing nodes' },
    { command: '$0 rules --fixable safe -f json', does: 'what --fix may mend, for programs' },
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const format = oneOf(args.values.format ?? 'table', ['table', 'json'], 'format');
  const all = (await (io.engine ?? realEngine).rules()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const chosen = all.filter(filterBy(args, all));
  const paint = await paintFor(colorMode(args, 'rules'), io.env, io.stdout);
  io.stdout.write(format === 'json' ? asJson(chosen) : asTable(chosen, paint));
  return exitCodes.clean;
}

/** Every filter must let a rule through; of several groups or severities one is enough. */
function filterBy({ positionals, lists, values }: Arguments, all: readonly Rule[]): (rule: Rule) => boolean {
  const groups = wordsOf(lists.group, [...new Set(all.map(({ id }) => groupOf(id)))], 'group');
  const levels = wordsOf(lists.severity, severities, 'severity');
  const kind = values.fixable === undefined ? undefined : oneOf(values.fixable, fixKinds, 'kind of fix');
  const words = positionals.map((word) => word.toLowerCase());
  return ({ id, severity, fix, docs }) => {
    const text = `${id} ${docs.summary} ${docs.why}`.toLowerCase();
    return (
      (groups === undefined || groups.includes(groupOf(id))) &&
      (levels === undefined || levels.includes(severity)) &&
      (kind === undefined || fix === kind || (kind === 'any' && fix !== undefined)) &&
      words.every((word) => text.includes(word))
    );
  };
}

/** The words of a repeatable option; undefined when it was not given. */
function wordsOf(
  list: readonly string[] | undefined,
  known: readonly string[],
  what: string,
): string[] | undefined {
  return list?.flatMap((text) => text.split(',')).map((word) => oneOf(word.trim(), known, what));
}

function oneOf<Word extends string>(word: string, known: readonly Word[], what: string): Word {
  const found = known.find((one) => one === word);
  if (found !== undefined) return found;
  const begun = known.filter((one) => word !== '' && one.startsWith(word));
  const near = begun.length > 0 ? begun : nearest(word, known);
  throw new UsageError(`unknown ${what} ${word}${didYouMean(near)}`, 'rules');
}

function asJson(all: readonly Rule[]): string {
  const list = all.map(({ id, severity, scope, fix, isOptional, docs }) => ({
    id,
    group: groupOf(id),
    severity,
    scope,
    fixable: fix ?? null,
    optional: isOptional ?? false,
    summary: docs.summary,
    why: docs.why,
    url: ruleUrl(id),
  }));
  return `${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`;
}

function asTable(all: readonly Rule[], paint: Paint): string {
  const width = Math.max(0, ...all.map(({ id }) => displayWidth(id)));
  const rows = all.map(({ id, severity, scope, fix, docs }) => {
    const level = paint.severity[severity](severity.padEnd(7));
    const fixable = fix === undefined ? '' : paint.quiet(` (fix: ${fix})`);
    return `${id.padEnd(width)}  ${level}  ${paint.quiet(scope.padEnd(7))}  ${docs.summary}${fixable}\n`;
  });
  return `${rows.join('')}${paint.quiet(`${all.length} ${all.length === 1 ? 'rule' : 'rules'}`)}\n`;
}
