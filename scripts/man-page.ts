// Writes docs/man/hacfg.1 from the tables of the command line; with --check only says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, commonOptions, type OptionTable } from '../src/cli/command.ts';
import { commands } from '../src/cli/commands/index.ts';
import { version } from '../src/cli/version.ts';

const target = join(import.meta.dirname, '../docs/man/hacfg.1');

async function manPage(): Promise<string> {
  const sections = await Promise.all(
    Object.entries(commands).map(async ([name, { describe, positional, load }]) =>
      commandSection(name, describe, positional, await load()),
    ),
  );
  return [
    `.TH HACFG 1 "" "hacfg ${version}" "User Commands"`,
    '.SH NAME',
    'hacfg \\- lint and generate keepalived configurations',
    '.SH SYNOPSIS',
    '.B hacfg',
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    text(
      'hacfg reads keepalived.conf exactly as the daemon does, on any machine, without root, without keepalived and without the network cards of the host. It says what is wrong with one node, with nodes that belong together, and with the files around them.',
    ),
    '.SH COMMANDS',
    ...sections.flat(),
    '.SH EXIT STATUS',
    ...item('0', 'Nothing was found at or above the fail level.'),
    ...item('1', 'There are findings.'),
    ...item(
      '2',
      'The job could not be done: wrong usage, a missing or unreadable file, a faulty hacfg.yaml.',
    ),
    '.SH ENVIRONMENT',
    ...item('NO_COLOR', 'Set to anything: no colours.'),
    ...item('FORCE_COLOR', 'Set to anything but 0: colours even where the output is no terminal.'),
    ...item(
      'XDG_CACHE_HOME',
      'Where compiled code is kept when the folder of the program cannot be written to.',
    ),
    '.SH FILES',
    ...item('hacfg.yaml', 'The description of a cluster: in the folder of a configuration or above it.'),
    '.SH SEE ALSO',
    '.BR keepalived (8),',
    '.BR keepalived.conf (5)',
    '',
  ].join('\n');
}

function commandSection(
  name: string,
  describe: string,
  positional: string | undefined,
  command: Command,
): string[] {
  const options: OptionTable = { ...command.options, ...commonOptions };
  return [
    `.SS hacfg ${text(name)}${positional === undefined ? '' : ` ${text(positional)}`}`,
    text(`${describe}.`),
    ...(command.positional === undefined ? [] : ['.PP', text(`${command.positional.describe}.`)]),
    ...Object.entries(options)
      .filter(([, { hidden }]) => hidden !== true)
      .flatMap(([option, { alias, type, describe: says, shownDefault }]) => {
        const value = type === 'flag' ? '' : ' VALUE';
        const names = [...(alias === undefined ? [] : [`-${alias}`]), `--${option}${value}`].join(', ');
        const usual = shownDefault === undefined ? '' : ` (default: ${shownDefault})`;
        return item(names, `${says}${usual}.`);
      }),
    ...command.examples.flatMap(({ command: line, does }) =>
      item(line.replaceAll('$0', 'hacfg'), `${does}.`),
    ),
    ...(command.epilogue === undefined ? [] : ['.PP', text(command.epilogue)]),
  ];
}

function item(head: string, body: string): string[] {
  return ['.TP', `.B ${text(head)}`, text(body)];
}

/** What roff would take for a request or an escape is escaped. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}

const page = await manPage();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== page) {
    console.error('docs/man/hacfg.1 is not up to date: run `npm run docs:man`');
    process.exitCode = 1;
  }
} else writeFileSync(target, page);
