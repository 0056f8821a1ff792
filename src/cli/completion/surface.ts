import { severities } from '../../diagnostics/diagnostic.ts';
import { formats } from '../../report/formats.ts';
import { type CommandTable, commonOptions, type OptionSpec, type OptionTable } from '../command.ts';
import { engine as realEngine } from '../engine.ts';
import type { Io } from '../io.ts';

/** What a shell can complete of one command. */
export interface CommandSurface {
  readonly name: string;
  readonly describe: string;
  readonly options: readonly OptionSurface[];
  /** What stands beside the options. */
  readonly arguments: 'files' | 'rules' | readonly string[];
}

export interface OptionSurface {
  /** Without dashes. */
  readonly name: string;
  readonly alias: string | undefined;
  readonly describe: string;
  readonly takesValue: boolean;
  /** Words that can be the value; undefined: any file. */
  readonly values: readonly string[] | undefined;
}

export interface Surface {
  readonly commands: readonly CommandSurface[];
  readonly rules: readonly string[];
}

/** Values of options, by command and option, that the command itself checks. */
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  'lint fail-level': severities,
  'lint format': Object.keys(formats),
  'rules format': ['table', 'json'],
};
const ruleOptions: ReadonlySet<string> = new Set(['only', 'ignore', 'rule']);

/** Every command with its options, for scripts that complete them. */
export async function readSurface(commands: CommandTable, io: Io): Promise<Surface> {
  const rules = (await (io.engine ?? realEngine).rules()).map(({ id }) => id).sort();
  const list = await Promise.all(
    Object.entries(commands).map(async ([name, { describe, load }]) => {
      const { options, positional } = await load();
      const table: OptionTable = { ...options, ...commonOptions };
      return {
        name,
        describe,
        options: Object.entries(table)
          .filter(([, { hidden }]) => hidden !== true)
          .map(([option, spec]) => optionSurface(name, option, spec, rules)),
        arguments:
          positional?.choices ?? (positional?.name === 'rules' ? ('rules' as const) : ('files' as const)),
      };
    }),
  );
  return { commands: list, rules };
}

function optionSurface(
  command: string,
  name: string,
  spec: OptionSpec,
  rules: readonly string[],
): OptionSurface {
  return {
    name,
    alias: spec.alias,
    describe: spec.describe,
    takesValue: spec.type !== 'flag',
    values: spec.choices ?? valuesOf[`${command} ${name}`] ?? (ruleOptions.has(name) ? rules : undefined),
  };
}
