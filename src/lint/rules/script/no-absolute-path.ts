import { keywordOf } from '../../../../grammar/configuration.ts';
import type { Command, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hasTypographicCharacter } from '../../words.ts';
import { listedBriefly, someOf } from '../vrrp/settings.ts';
import { nameOfCommand } from './commands.ts';
import { notified, tracked } from './sample.ts';

/** Where common programs are, and the package that a small system lacks. */
const homes: Readonly<Record<string, { readonly path: string; readonly package?: string }>> = {
  killall: { path: '/usr/bin/killall', package: 'psmisc' },
  pidof: { path: '/usr/bin/pidof', package: 'sysvinit-utils or procps-ng' },
  pgrep: { path: '/usr/bin/pgrep', package: 'procps' },
  pkill: { path: '/usr/bin/pkill', package: 'procps' },
  curl: { path: '/usr/bin/curl' },
  wget: { path: '/usr/bin/wget' },
  nc: { path: '/usr/bin/nc', package: 'netcat' },
  ping: { path: '/usr/bin/ping' },
  systemctl: { path: '/usr/bin/systemctl' },
  sh: { path: '/usr/bin/sh' },
  bash: { path: '/usr/bin/bash' },
};

function reportBare(name: string, commands: readonly Command[], context: RuleContext): void {
  const [first, ...others] = commands;
  const home = homes[name];
  const rest = first!.argv
    .slice(1)
    .map(({ place }) => ` ${place.source.slice(place.span)}`)
    .join('');
  context.report({
    place: first!.argv[0].place,
    message: `${listedBriefly(commands.map(nameOfCommand))} ${others.length === 0 ? 'names' : 'name'} ${name} without its folder`,
    label: home?.package === undefined ? 'looked for in PATH' : `looked for in PATH; part of ${home.package}`,
    help: `${keywordOf(first!.statement)} "${home?.path ?? `/usr/local/bin/${name}`}${rest}"`,
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
