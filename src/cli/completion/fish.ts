import type { CommandSurface, OptionSurface, Surface } from './surface.ts';

/** A completion script for fish. */
export function fishCompletion({ commands, rules }: Surface): string {
  return `# hacfg completion for fish: hacfg completion fish | source
complete -c hacfg -e
set -g __hacfg_rules ${rules.join(' ')}
${commands.map(({ name, describe }) => `complete -c hacfg -f -n __fish_use_subcommand -a ${name} -d ${quoted(describe)}`).join('\n')}
complete -c hacfg -f -n __fish_use_subcommand -l version -d 'Show the release'
complete -c hacfg -f -l help -d 'Show help'
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines(command: CommandSurface): string[] {
  const when = `-n '__fish_seen_subcommand_from ${command.name}'`;
  const lines = command.options.map((option) => `complete -c hacfg ${when} ${optionWords(option)}`);
  if (command.arguments === 'files') return lines;
  const words = command.arguments === 'rules' ? '"$__hacfg_rules"' : quoted(command.arguments.join(' '));
  return [...lines, `complete -c hacfg -f ${when} -a ${words}`];
}

function optionWords({ name, alias, describe, takesValue, values }: OptionSurface): string {
  const spelling = `-l ${name}${alias === undefined ? '' : ` -s ${alias}`}`;
  const value = !takesValue ? '-f' : values === undefined ? '-r' : `-x -a ${wordsOf(values)}`;
  return `${spelling} ${value} -d ${quoted(describe)}`;
}

function wordsOf(values: readonly string[]): string {
  return values.some((value) => value.includes('/')) ? '"$__hacfg_rules"' : quoted(values.join(' '));
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
