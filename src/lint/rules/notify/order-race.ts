import { keywordOf } from '../../../../grammar/configuration.ts';
import { programOf } from '../../../model/command.ts';
import type { Command, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { nameOfCommand, shellText } from '../script/commands.ts';
import { notified } from '../script/sample.ts';
import { someOf } from '../vrrp/settings.ts';
import { hasFifo, isStateChange } from './owners.ts';

/** Programs that change something that all nodes share: an interface of a cloud, a database. */
const remote: ReadonlySet<string> = new Set([
  ...['curl', 'wget', 'http', 'aws', 'az', 'gcloud', 'hcloud', 'doctl', 'openstack', 'oci', 'linode-cli'],
  ...['psql', 'mysql', 'mariadb', 'redis-cli', 'etcdctl', 'consul', 'kubectl', 'nsupdate'],
]);

function remoteIn(command: Command): string | undefined {
  const inner = shellText(command)?.text;
  if (inner === undefined) return remote.has(programOf(command)) ? programOf(command) : undefined;
  return inner
    .split(/[\s;|&()]+/)
    .map((word) => word.replace(/^.*\//, ''))
    .find((word) => remote.has(word));
}

function check(node: NodeModel, context: RuleContext): void {
  if (hasFifo(node)) return;
  const found = node.commands.flatMap((command) => {
    const { statement } = command;
    const tells = statement.parent.statements.some((one) => keywordOf(one) === 'notify_master_rx_lower_pri');
    const program = isStateChange(statement) && !tells ? remoteIn(command) : undefined;
    return program === undefined ? [] : [{ command, program }];
  });
  const [first, ...others] = found;
  if (first === undefined) return;
  const { command, program } = first;
  context.report({
    place: command.argv[0].place,
    message: `${nameOfCommand(command)} calls ${program}: runs for one change may end after those for the next`,
    label: 'the last one to write wins',
    help: 'vrrp_notify_fifo and vrrp_notify_fifo_script handle one change after the other; notify_master_rx_lower_pri tells a master that another one has given up',
    related: someOf(others.map((one) => ({ place: one.command.argv[0].place, message: 'this one too' }))),
  });
}

/** Notifications that overtake each other. */
export const notifyOrderRace = defineRule({
  id: 'notify/order-race',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'A notification that calls an API or a database and may be overtaken by the next one',
    why: 'keepalived starts a script for every change and waits for none: after quick changes an old one may be the last to write. And a master that was one all along is not told again when two masters meet: what the other has claimed stays claimed.',
    references: [
      'keepalived.conf(5): vrrp_notify_fifo',
      'acassen/keepalived#1884',
      'acassen/keepalived#1991',
    ],
  },
  bad: [
    {
      caption: 'A floating address is claimed',
      at: '15:20',
      files: notified(['notify_master "/usr/bin/curl -fsS -X POST http://192.0.2.1/claim"']),
    },
  ],
  good: [
    {
      files: notified(
        [],
        [
          'script_user root',
          'enable_script_security',
          'vrrp_notify_fifo /run/keepalived.fifo',
          'vrrp_notify_fifo_script "/usr/local/sbin/claim.sh"',
        ],
      ),
    },
  ],
  on: { node: check },
});
