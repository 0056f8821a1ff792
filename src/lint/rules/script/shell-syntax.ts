import { keywordOf } from '../../../../grammar/configuration.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Finding, Fix } from '../../../diagnostics/diagnostic.ts';
import { programOf } from '../../../model/command.ts';
import type { Command, CommandWord } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { nameOfCommand, shellText } from './commands.ts';

/** Up to here a shell ran every command (system()). */
const WITHOUT_SHELL_SINCE = '2.0.0';

/** Whether keepalived runs commands without a shell. */
export function isWithoutShell({ target }: RuleContext): boolean {
  return compareReleases(target ?? NEWEST, WITHOUT_SHELL_SINCE) >= 0;
}

/** A word that a shell would take for an operator: `|`, `||`, `&&`, `>file`, `2>&1`, `;`. */
const operator = /^(?:\|\|?|&&?|;|(?:\d|&)?>>?|<)/;
/** Inside of a word: a command in place of which its output was meant to stand. */
const substitution = /\$\(|`/;

function isQuoted({ place }: CommandWord): boolean {
  return /^['\\]/.test(place.source.slice(place.span));
}

function isShellWord(word: CommandWord, at: number): boolean {
  if (isQuoted(word)) return false;
  if (at === 0) return word.text === '!' || /^[A-Za-z_]\w*=/.test(word.text);
  return operator.test(word.text) || substitution.test(word.text) || /[^&][;&]$/.test(word.text);
}

/** What only throws away output, or fails where the command fails anyway: `2>/dev/null`, `|| exit 1`. */
const needless = /^(?:\s*(?:(?:\d|&)?>>?\s*\/dev\/null|2>&1|\|\|\s*(?:exit\s+[1-9]\d*|false)))+\s*;?\s*$/;

/** The command without what it does not need; undefined when it needs a shell. */
function withoutNeedless(command: Command, first: number): string | undefined {
  const rest = command.argv.slice(first).map((word) => word.text);
  if (first === 0 || !needless.test(` ${rest.join(' ')}`)) return undefined;
  return command.argv
    .slice(0, first)
    .map(({ place }) => place.source.slice(place.span))
    .join(' ');
}

/** The text to write in the place of the command; undefined when quotes in it are in the way. */
function better(command: Command, first: number): string | undefined {
  const kept = withoutNeedless(command, first);
  if (kept !== undefined) return `"${kept}"`;
  const { place } = command.argv[0];
  const end = command.argv.at(-1)!.place.span.end;
  const text = place.source.slice({ start: place.span.start, end });
  return /['"\\]/.test(text) ? undefined : `"/usr/bin/sh -c '${text}'"`;
}

function fixesFor(command: Command, text: string | undefined): { readonly fixes?: readonly Fix[] } {
  const word = command.statement.words[1]!;
  const { source, span } = command.argv[0].place;
  const isQuotedWhole = word.image.startsWith('"') && word.image.endsWith('"') && word.image.length > 2;
  if (text === undefined || !isQuotedWhole || source !== command.statement.source) return {};
  const place = { source, span: { start: span.start - 1, end: word.startOffset + word.image.length } };
  if (source.slice(place.span) !== word.image) return {};
  return { fixes: [{ title: `Write ${text}`, safety: 'unsafe', edits: [{ place, text }] }] };
}

/** What is wrong with a command that is written for a shell; undefined when nothing is. */
export function shellFinding(command: Command): Finding | undefined {
  if (command.argv[0].text.startsWith('<')) return openTestFinding(command);
  if (shellText(command) !== undefined) return undefined;
  const first = command.argv.findIndex(isShellWord);
  if (first === -1) return undefined;
  const word = command.argv[first]!;
  const program = programOf(command);
  const text = better(command, first);
  const isCheck = ['script', 'misc_path'].includes(keywordOf(command.statement));
  return {
    place: word.place,
    message:
      first === 0
        ? `${nameOfCommand(command)} begins with ${word.text}, which only a shell understands: keepalived looks for a program of that name`
        : `${nameOfCommand(command)} uses ${word.text}, but no shell reads the command: ${program} gets it as an argument`,
    // What is lost of a notification may be no more than a log file.
    ...(isCheck || !/^(?:\d|&)?>/.test(word.text) ? {} : { severity: 'warning' as const }),
    label: first === 0 ? 'not a program' : 'an argument like any other',
    help:
      text === undefined
        ? 'Put the command into a script file and name that here'
        : `${keywordOf(command.statement)} ${text}`,
    ...fixesFor(command, text),
  };
}

/** `</path` is a test of keepalived's own; a shell opens it, and only bash knows /dev/tcp. */
function openTestFinding(command: Command): Finding | undefined {
  const [word] = command.argv;
  if (!/^<\s*\/dev\/(?:tcp|udp)\//.test(word.text)) return undefined;
  return {
    place: word.place,
    severity: 'warning',
    message: `${nameOfCommand(command)} opens ${word.text.slice(1).trim()}, a path that only bash has`,
    why: 'keepalived hands it to /bin/sh. Where that is another shell, as on Debian and Ubuntu (dash), the check always fails.',
    label: 'works where /bin/sh is bash',
    help: `${keywordOf(command.statement)} "/usr/bin/bash -c '${word.text}'"`,
  };
}
