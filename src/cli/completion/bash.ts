import type { CommandSurface, Surface } from './surface.ts';

/** A completion script for bash 3.2 and later; needs no bash-completion package. */
export function bashCompletion({ commands, rules }: Surface): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# hacfg completion for bash: source <(hacfg completion bash)
_hacfg() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]-} words=''
  local rules='${rules.join(' ')}'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${names} --help --version'
  else
    case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
      *)
        case $command in
${commands.map(commandCase).join('\n')}
        esac ;;
    esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -o default -o bashdefault -F _hacfg hacfg
`;
}

function valueCases({ name: command, options }: CommandSurface): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ name, alias, values }) => {
      const spellings = [`--${name}`, ...(alias === undefined ? [] : [`-${alias}`])];
      const pattern = spellings.map((spelling) => `'${command} ${spelling}'`).join('|');
      return `      ${pattern}) words=${values === undefined ? "''" : wordsOf(values)} ;;`;
    });
}

/** The list of rules is long: it stands in the script once. */
function wordsOf(values: readonly string[]): string {
  return values.some((value) => value.includes('/')) ? '$rules' : `'${values.join(' ')}'`;
}

function commandCase({ name, options, arguments: rest }: CommandSurface): string {
  const flags = [...options.map((option) => `--${option.name}`), '--help'].join(' ');
  const more = rest === 'files' ? '' : rest === 'rules' ? ' $rules' : ` ${rest.join(' ')}`;
  const plain =
    more === ''
      ? ''
      : `\n            case $current in -*) words='${flags}' ;; *) words="${more.trim()}" ;; esac`;
  return plain === ''
    ? `          ${name}) case $current in -*) words='${flags}' ;; esac ;;`
    : `          ${name})${plain} ;;`;
}
