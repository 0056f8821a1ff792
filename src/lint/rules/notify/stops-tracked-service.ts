import { keywordOf } from '../../../../grammar/configuration.ts';
import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { NodeModel, ScriptUse, SyncGroup, Tracked, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedNode } from '../check-script/sample.ts';
import { serviceAction, testedService } from '../check-script/services.ts';
import { nameOfUse, written } from '../check-script/uses.ts';

/** Who is told of changes, and what it tracks. */
interface Owner {
  readonly name: string;
  readonly statement: VrrpInstance['statement'];
  readonly tracked: readonly Tracked[];
}

function ownersOf(node: NodeModel): Owner[] {
  const ofInstance = (instance: VrrpInstance): Owner => ({
    name: `vrrp_instance ${instance.name}`,
    statement: instance.statement,
    tracked: instance.tracked,
  });
  const ofGroup = (group: SyncGroup): Owner => ({
    name: `vrrp_sync_group ${group.name}`,
    statement: group.statement,
    tracked: [
      ...group.tracked,
      ...node.instances.filter((one) => one.syncGroup === group).flatMap((one) => one.tracked),
    ],
  });
  return [...node.instances.map(ofInstance), ...node.syncGroups.map(ofGroup)];
}

interface Stop {
  readonly use: ScriptUse;
  readonly command: ShellCommand;
  readonly service: string;
}

/** What the notifications of leaving the master state stop. */
function stopsOf(owner: Owner, node: NodeModel): Stop[] {
  const uses = node.scriptUses.filter(
    ({ statement }) =>
      statement?.parent.owner === owner.statement && /^notify_(?:backup|fault)$/.test(keywordOf(statement)),
  );
  return uses.flatMap((use) =>
    use.commands.flatMap((command) => {
      const action = serviceAction(command);
      const isStop = action !== undefined && /^(?:stop|kill)$/.test(action.verb) && action.service !== '';
      return isStop ? { use, command, service: action.service } : [];
    }),
  );
}

function asksFor(use: ScriptUse | undefined, service: string): boolean {
  return (use?.commands ?? []).some((command) => testedService(command) === service);
}

function check(node: NodeModel, context: RuleContext): void {
  for (const owner of ownersOf(node)) {
    for (const stop of stopsOf(owner, node)) {
      const tracked = owner.tracked.find(
        ({ definition, dropped }) =>
          dropped === undefined &&
          definition?.kind === 'script' &&
          asksFor(
            node.scriptUses.find((use) => use.definition === definition),
            stop.service,
          ),
      );
      if (tracked !== undefined) report(owner, stop, tracked, context);
    }
  }
}

function report(owner: Owner, { use, command, service }: Stop, tracked: Tracked, context: RuleContext): void {
  const isFault = tracked.weight.value === 0;
  const { place } = command;
  const isElsewhere = use.place !== undefined && use.place.source !== place.source;
  context.report({
    place,
    ...(isFault ? {} : { severity: 'warning' }),
    message: `${keywordOf(use.statement!)} of ${owner.name} stops ${service}, which ${tracked.name} wants to see running`,
    why: isFault
      ? 'A backup without the service is not a backup but in fault state: nobody can take over. When both nodes start they put each other out, and nobody holds the VIP.'
      : 'A backup without the service runs with a lower priority for as long as it is a backup: it takes over later, or not at all.',
    label: 'takes the standby out',
    help: `Let ${service} run on both nodes, and remove this ${isElsewhere ? `command from ${nameOfUse(use)}` : 'notification'}`,
    related: [
      { place: tracked.place, message: `tracked here${isFault ? ', with weight 0' : ''}` },
      ...(isElsewhere ? [{ place: use.place!, message: `run here; it has \`${written(place)}\`` }] : []),
    ],
  });
}

const samples = (...instance: string[]) => checkedNode({ command: '"/usr/bin/pgrep -x nginx"', instance });

/** A standby that switches itself off. */
export const notifyStopsTrackedService = defineRule({
  id: 'notify/stops-tracked-service',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A notification that stops the service which the node tracks',
    why: 'A backup without the service is in fault state: nobody can take over.',
    references: ['keepalived.conf(5): notify_backup', 'acassen/keepalived#731'],
  },
  bad: [
    {
      caption: 'In the configuration',
      at: '25:20',
      files: samples(
        'notify_master "/usr/bin/systemctl start nginx"',
        'notify_backup "/usr/bin/systemctl stop nginx"',
      ),
    },
    {
      caption: 'In a script',
      at: 'lb1/standby.sh:2:1',
      files: {
        'lb1/keepalived.conf': samples('notify_backup "/etc/keepalived/standby.sh"'),
        'lb1/standby.sh': '#!/bin/sh\nservice nginx stop\n',
      },
    },
  ],
  good: [{ files: samples('notify_backup "/usr/bin/systemctl stop backup-job"') }],
  on: { node: check },
});
