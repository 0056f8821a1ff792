import { nearest } from '../../../grammar/did-you-mean.ts';
import type { Rule } from '../../lint/rule.ts';
import { displayWidth } from '../../report/display-width.ts';
import type { Paint } from '../../report/paint.ts';
import { colorMode, paintFor } from '../color.ts';
import type { Arguments, Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { engine as realEngine } from '../engine.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

/** `hacfg rules`: the list of rules. */
export const rules: Command = {
  options: {
    format: {
      type: 'value',
      alias: 'f',
      describe: 'table or json',
      shownDefault: 'table',
      group: 'Output:',
    },
  },
  examples: [
    { command: '$0 rules', does: 'id, severity, scope, kind of fix and summary of every rule' },
    { command: '$0 rules -f json', does: 'the same for programs' },
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const format = args.values.format ?? 'table';
  if (format !== 'table' && format !== 'json') {
    throw new UsageError(
      `unknown format ${format}${didYouMean(nearest(format, ['table', 'json']))}`,
      'rules',
    );
  }
  const all = (await (io.engine ?? realEngine).rules()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const paint = await paintFor(colorMode(args, 'rules'), io.env, io.stdout);
  io.stdout.write(format === 'json' ? asJson(all) : asTable(all, paint));
  return exitCodes.clean;
}

function asJson(all: readonly Rule[]): string {
  const list = all.map(({ id, severity, scope, fix, docs }) => ({
    id,
    severity,
    scope,
    fixable: fix ?? null,
    summary: docs.summary,
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
  return `${rows.join('')}${paint.quiet(`${all.length} rules`)}\n`;
}
