import { keywordOf } from '../../../../grammar/configuration.ts';
import type { Command, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hasTypographicCharacter } from '../../words.ts';
import { listedBriefly, someOf } from '../vrrp/settings.ts';
import { nameOfCommand } from './commands.ts';
import { notified, tracked } from './sample.ts';

/** Programs that are in /usr/bin on every current system. */
const inUsrBin: ReadonlySet<string> = new Set([
  ...['bash', 'cat', 'curl', 'docker', 'echo', 'env', 'false', 'grep', 'killall', 'logger', 'nc', 'perl'],
  ...['pgrep', 'ping', 'pkill', 'ps', 'python3', 'sh', 'sudo', 'systemctl', 'test', 'timeout', 'true'],
  ...['mysql', 'mysqladmin', 'redis-cli', 'wget'],
]);

/** Programs that are in different folders, and the systems that have them there. */
const elsewhere: Readonly<Record<string, readonly (readonly [path: string, systems: string])[]>> = {
  pidof: [
    ['/usr/bin/pidof', 'Debian and Ubuntu'],
    ['/usr/sbin/pidof', 'RHEL and its kin'],
  ],
  ss: [
    ['/usr/bin/ss', 'Debian and Ubuntu'],
    ['/usr/sbin/ss', 'RHEL and its kin'],
  ],
};

/** Packages that a small system lacks. */
const packages: Readonly<Record<string, string>> = {
  killall: 'psmisc',
  pidof: 'sysvinit-utils or procps-ng',
  pgrep: 'procps',
  pkill: 'procps',
  nc: 'netcat',
};

/** The line to write. A program that may be anywhere is not given a folder: a wrong one ends the check. */
function helpFor(name: string, command: Command): string {
  const keyword = keywordOf(command.statement);
  const rest = command.argv
    .slice(1)
    .map(({ place }) => ` ${place.source.slice(place.span)}`)
    .join('');
  const line = (path: string) => `${keyword} "${path}${rest}"`;
  if (inUsrBin.has(name)) return line(`/usr/bin/${name}`);
  const places = elsewhere[name];
  if (places !== undefined) return places.map(([path, systems]) => `${line(path)} on ${systems}`).join(', ');
  return `Write its folder too, as "command -v ${name}" prints it on the node: ${line(`/.../${name}`)}`;
}

function reportBare(name: string, commands: readonly Command[], context: RuleContext): void {
  const [first, ...others] = commands;
  const supplier = packages[name];
  context.report({
    place: first!.argv[0].place,
    message: `${listedBriefly(commands.map(nameOfCommand))} ${others.length === 0 ? 'names' : 'name'} ${name} without its folder`,
    label: supplier === undefined ? 'looked for in PATH' : `looked for in PATH; part of ${supplier}`,
    help: helpFor(name, first!),
    related: someOf(others.map((one) => ({ place: one.argv[0].place, message: 'here too' }))),
  });
}

function reportRelative(command: Command, context: RuleContext): void {
  const [word] = command.argv;
  const isHome = word.text.startsWith('~');
  context.report({
    place: word.place,
    severity: isHome ? 'error' : 'warning',
    message: `${nameOfCommand(command)} names ${word.text}, which is no absolute path`,
    why: isHome
      ? 'Only a shell puts a home folder in the place of ~, and none reads this: the file is not found, and the check or the notification never runs.'
      : 'keepalived looks for it from the folder it runs in, which is / for a service: what is not found there never runs.',
    label: 'begins at no fixed folder',
    help: `Write the path from / on, such as /etc/keepalived/${word.text.replace(/^.*\//, '')}`,
  });
}

function check(node: NodeModel, context: RuleContext): void {
  const bare = new Map<string, Command[]>();
  for (const command of node.commands) {
    const { text } = command.argv[0];
    // Programs of checkers are a matter of health-check/misc-check, shell syntax of script/shell-metacharacters.
    if (/^[/<!$"']|^\w+=/.test(text) || text === '' || hasTypographicCharacter(text)) continue;
    if (text.includes('/')) reportRelative(command, context);
    else if (keywordOf(command.statement) !== 'misc_path') {
      const known = bare.get(text);
      if (known === undefined) bare.set(text, [command]);
      else known.push(command);
    }
  }
  for (const [name, commands] of bare) reportBare(name, commands, context);
}

/** Programs without their folder. */
export const scriptNoAbsolutePath = defineRule({
  id: 'script/no-absolute-path',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'A command that is not named by its absolute path',
    why: 'keepalived searches the PATH it was started with. Where the program is not installed or not in that PATH, a check is switched off and the instance runs unchecked; a log line is all that says so.',
    references: ['keepalived lib/notify.c: find_path', 'acassen/keepalived#1420', 'acassen/keepalived#1984'],
  },
  bad: [
    { caption: 'killall is not everywhere', at: '7:13', files: tracked({ script: '"killall -0 nginx"' }) },
    {
      caption: 'No shell, no home folder: an error',
      at: '15:20',
      files: notified(['notify_master "~/master.sh"']),
    },
  ],
  good: [{ files: tracked() }],
  on: { node: check },
});
