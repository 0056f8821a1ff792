import { placeOf } from '../../../../grammar/configuration.ts';
import { programOf } from '../../../model/command.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed } from '../cluster/members.ts';
import { notified } from '../script/sample.ts';
import { someOf } from '../vrrp/settings.ts';
import { hasFifo, isNotified, type Notifier, notifiersOf } from './owners.ts';

/** What a node becomes, and the keyword that tells. */
const others = [
  ['BACKUP', 'notify_backup'],
  ['FAULT', 'notify_fault'],
  ['stopped', 'notify_stop'],
] as const;

/** Programs that only tell people: nothing has to be undone. */
const messengers = /^(?:logger|echo|mail|mailx|mutt|sendmail|wall)$/;

function unheard(notifier: Notifier): (typeof others)[number][] {
  return others.filter(([, keyword]) => !isNotified(notifier, keyword));
}

/** Those that do something as master and are not told of every way to stop being it. */
function check(node: NodeModel, context: RuleContext): void {
  if (hasFifo(node)) return;
  const found = notifiersOf(node).flatMap((notifier) => {
    const statement = notifier.last('notify_master');
    const command = node.commands.find((one) => one.statement === statement);
    if (statement === undefined || command === undefined || messengers.test(programOf(command))) return [];
    const missing = isNotified(notifier, 'notify') ? [] : unheard(notifier);
    return missing.length === 0 ? [] : [{ notifier, statement, missing }];
  });
  const [first, ...rest] = found;
  if (first === undefined) return;
  const { notifier, statement, missing } = first;
  context.report({
    place: placeOf(statement),
    message: `${notifier.name} runs notify_master, but nothing when it is ${listed(missing.map(([state]) => state)).replace(' and ', ' or ')}`,
    label: 'undone by nothing',
    help: `${listed(missing.map(([, keyword]) => keyword))} as well; or one notify "SCRIPT" for all states and notify_stop`,
    related: someOf(rest.map((one) => ({ place: placeOf(one.statement), message: 'this one too' }))),
  });
}

/** A service that is started and never stopped. */
export const notifyMissingStates = defineRule({
  id: 'notify/missing-states',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'notify_master without a counterpart for the other states',
    why: 'What notify_master starts goes on after the node has lost its role: two nodes then do what only the master is to do.',
    references: ['keepalived.conf(5): notify_stop', 'acassen/keepalived#101', 'acassen/keepalived#1457'],
  },
  bad: [
    {
      caption: 'Started, never stopped',
      at: '15:5',
      files: notified(['notify_master "/usr/local/sbin/vip.sh master"']),
    },
  ],
  good: [
    { files: notified(['notify "/usr/local/sbin/vip.sh"', 'notify_stop "/usr/local/sbin/vip.sh stop"']) },
    {
      files: notified(
        ['master', 'backup', 'fault', 'stop'].map(
          (state) => `notify_${state} "/usr/local/sbin/vip.sh ${state}"`,
        ),
      ),
    },
  ],
  on: { node: check },
});
