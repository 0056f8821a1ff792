import { compareReleases } from '../../../../grammar/vocabulary/releases.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedNode } from '../check-script/sample.ts';
import { isRun, nameOfUse } from '../check-script/uses.ts';
import { nameOfBlock } from '../value/wording.ts';
import { checkPresence } from './missing-scripts.ts';
import { isExecutable, modeOf, startOf } from './script-modes.ts';
import { checkUnrun } from './unrun-scripts.ts';

/** Whether keepalived itself starts the file, rather than a shell that is given it. */
function isStarted({ statement, place, path }: ScriptUse, node: NodeModel): boolean {
  const command = node.commands.find((one) => one.statement === statement);
  return (
    command !== undefined &&
    command.argv[0].text === path &&
    command.argv[0].place.span.start === place?.span.start
  );
}

/** Its mode is known, and has no execute bit. */
function checkMode(use: ScriptUse, node: NodeModel, context: RuleContext): void {
  const { file, place } = use;
  if (file === undefined || isExecutable(file) || !isRun(use) || !isStarted(use, node)) return;
  context.report({
    place: startOf(use, file),
    // Copies lose the bit easily; on the host itself there is no doubt.
    severity: node.files.extent === 'host' ? 'error' : 'warning',
    message: `${nameOfUse(use)} is not executable: its mode is ${modeOf(file)}`,
    label: 'cannot be run',
    help: `chmod 755 ${file.path}, owned by root`,
    related: place === undefined ? [] : [{ place, message: 'named here' }],
  });
}

const links: readonly (readonly [RegExp, string])[] = [
  [/^\/(bin|sbin|lib|lib64)\//, '/usr/$1/'],
  [/^\/var\/run\//, '/run/'],
];
/** From here on no folder on the way to a script that root runs may be a symbolic link. */
const linksRefusedSince = '2.3.0';

function checkLinks(use: ScriptUse, node: NodeModel, context: RuleContext): void {
  const { statement, user } = use;
  const command = node.commands.find((one) => one.statement === statement);
  const word = command?.argv[0];
  const link = word === undefined ? undefined : links.find(([pattern]) => pattern.test(word.text));
  if (word === undefined || link === undefined || (user !== undefined && user !== 'root')) return;
  if (use.role !== 'check' && use.role !== 'notify') return;
  const release = context.target ?? node.release;
  // Most hosts run an older one: it is said only of a release that was chosen.
  if (release === undefined || compareReleases(release, linksRefusedSince) < 0) return;
  const real = word.text.replace(link[0], link[1]);
  const written = word.place.source.slice(word.place.span);
  context.report({
    place: word.place,
    // Without script_user it is root only where there is no user keepalived_script.
    severity: user === undefined ? 'info' : 'warning',
    message: `${nameOfBlock(statement!.parent)} runs ${word.text}, and ${word.text.replace(/^(\/[^/]+(?:\/run)?)\/.*$/, '$1')} is a symbolic link on current systems`,
    why: 'keepalived 2.3 and later take a script that root runs for insecure when a folder on its path is a link, and switch it off: the node goes on without the check.',
    label: 'reached through a link',
    help: real,
    fixes: [
      {
        title: `Name ${real}`,
        safety: 'safe',
        edits: [{ place: word.place, text: written.replace(word.text, real) }],
      },
    ],
  });
}

/** A script that cannot be run as it is named. */
export const scriptNotExecutable = defineRule({
  id: 'script/not-executable',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A script that is missing, not executable, or reached through a symbolic link',
    why: 'keepalived switches the check or the notification off, with a line in the log, and goes on as healthy.',
    references: [
      'keepalived lib/notify.c: check_script_secure, check_security',
      'acassen/keepalived#1372',
      'acassen/keepalived#2438',
    ],
  },
  bad: [
    {
      caption: 'The folder is there, the script is not',
      at: 'lb1/etc/keepalived/keepalived.conf:7:13',
      files: { 'lb1/etc/keepalived/keepalived.conf': checkedNode() },
    },
    {
      caption: '/bin leads to /usr/bin',
      at: '7:13',
      release: '2.4.3',
      files: checkedNode({ command: '"/bin/pidof nginx"' }),
    },
  ],
  good: [
    { files: checkedNode({ command: '"/usr/bin/pgrep -x nginx"' }) },
    {
      caption: 'keepalived 2.2 follows links',
      release: '2.2.7',
      files: checkedNode({ command: '"/bin/pidof nginx"' }),
    },
    { caption: 'Most hosts run 2.2 or older', files: checkedNode({ command: '"/bin/pidof nginx"' }) },
    {
      caption: 'At hand',
      files: {
        'lb1/etc/keepalived/keepalived.conf': checkedNode(),
        'lb1/etc/keepalived/check.sh': '#!/bin/sh\nexec /usr/bin/pgrep -x nginx\n',
      },
    },
  ],
  on: {
    node: (node, context) => {
      for (const use of node.scriptUses) {
        checkMode(use, node, context);
        checkLinks(use, node, context);
      }
      checkPresence(node, context);
    },
    run: checkUnrun,
  },
});
