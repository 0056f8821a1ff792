import type { CommandSurface, OptionSurface, Surface } from './surface.ts';

/** A completion script for zsh: a function for a folder of $fpath, or to be evaluated. */
export function zshCompletion({ commands, rules }: Surface): string {
  return `#compdef hacfg
# hacfg completion for zsh: source <(hacfg completion zsh)
_hacfg() {
  local -a commands rules
  rules=(${rules.join(' ')})
  commands=(
${commands.map(({ name, describe }) => `    ${quoted(`${escaped(name)}:${describe}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[show help]' '--version[show the release]'
    return
  fi
  case $words[2] in
${commands.map(commandCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _hacfg ]; then _hacfg "$@"; else compdef _hacfg hacfg; fi
`;
}

function commandCase({ name, options, arguments: rest }: CommandSurface): string {
  const others =
    rest === 'files'
      ? '*:file:_files'
      : rest === 'rules'
        ? '*:rule:($rules)'
        : `*:${name}:(${rest.join(' ')})`;
  // `$rules` is expanded by the shell: such specifications stand in double quotes.
  const specs = [...options.flatMap(optionSpecs), others].map((spec) =>
    spec.includes('$rules') ? `"${spec.replace(/["`]/g, '')}"` : quoted(spec),
  );
  return `    ${name})
      shift words; (( CURRENT-- ))
      _arguments \\
        ${specs.join(' \\\n        ')}
      ;;`;
}

function optionSpecs({ name, alias, describe, takesValue, values }: OptionSurface): string[] {
  const text = describe.replace(/[[\]\\:]/g, '\\$&');
  const list =
    values === undefined
      ? '_files'
      : values.some((value) => value.includes('/'))
        ? '($rules)'
        : `(${values.join(' ')})`;
  const value = takesValue ? `:${name}:${list}` : '';
  const spellings = [`--${name}`, ...(alias === undefined ? [] : [`-${alias}`])];
  return spellings.map((spelling) => `*${spelling}[${text}]${value}`);
}

function escaped(text: string): string {
  return text.replaceAll(':', '\\:');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
