import type { SyncGroup, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed, replacing } from '../cluster/members.ts';
import { group, instance } from './examples.ts';

const OWNER = 255;

const isOwner = (one: VrrpInstance) => one.priority.value === OWNER && one.state.value === 'MASTER';

function names(instances: readonly VrrpInstance[]): string {
  return listed(instances.map((one) => one.name));
}

/** Owners and others in one group: the owner never gives way, and never takes over alone. */
function checkOwners(syncGroup: SyncGroup, context: RuleContext): boolean {
  const owners = syncGroup.instances.filter(isOwner);
  const others = syncGroup.instances.filter((one) => !isOwner(one));
  if (owners.length === 0 || others.length === 0) return false;
  const { priority } = owners[0]!;
  // A group has one state, too.
  const isState = others.some((one) => one.state.value === 'BACKUP');
  const edits = owners.flatMap((one) => [
    ...replacing(one.priority, '254'),
    ...(isState ? replacing(one.state, 'BACKUP') : []),
  ]);
  const change = `${isState ? 'state BACKUP and ' : ''}priority 254`;
  context.report({
    place: priority.place ?? owners[0]!.place,
    message: `vrrp_sync_group ${syncGroup.name} mixes address owners and others: ${names(owners)} with priority 255, ${names(others)} without`,
    label: 'an address owner',
    help: `${change} in vrrp_instance ${names(owners)}`,
    related: others.map((one) => ({
      place: one.priority.place ?? one.place,
      message: `${one.name} has priority ${one.priority.value}`,
    })),
    ...(edits.length === 0
      ? {}
      : { fixes: [{ title: `Write ${change}`, safety: 'unsafe' as const, edits }] }),
  });
  return true;
}

/** MASTER beside BACKUP: as if every member said BACKUP. */
function checkStates(syncGroup: SyncGroup, context: RuleContext): void {
  const masters = syncGroup.instances.filter((one) => one.state.value === 'MASTER' && one.state.isWritten);
  const backups = syncGroup.instances.filter((one) => one.state.value === 'BACKUP');
  const [master] = masters;
  if (master === undefined || backups.length === 0) return;
  context.report({
    place: master.state.place ?? master.place,
    severity: 'info',
    message: `vrrp_sync_group ${syncGroup.name} has members with state MASTER (${names(masters)}) and with state BACKUP (${names(backups)}): all of them start as BACKUP`,
    why: 'A group has one state. keepalived starts all members as BACKUP when one of them does, without a message.',
    label: 'starts as BACKUP too',
    help: `Give all members of ${syncGroup.name} the same state`,
    related: backups.map((one) => ({
      place: one.state.place ?? one.place,
      message: `${one.name} is BACKUP`,
    })),
  });
}

const states = (text: string) => text.replace('state BACKUP', 'state MASTER');

/** Members of one group that start differently. */
export const syncGroupMixedOwners = defineRule({
  id: 'sync-group/mixed-owners',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  about: 'sync-groups',
  docs: {
    summary: 'A sync group with address owners (priority 255) and other instances, or with different states',
    why: 'The owner wants to be master from the start and never gives way, the others must be elected: the group cannot agree, and VIPs end up on different nodes or on none.',
    references: [
      'keepalived vrrp/vrrp_sync.c: vrrp_sync_set_group',
      'keepalived vrrp/vrrp.c: vrrp_complete_init',
    ],
  },
  bad: [
    {
      caption: 'VI_1 owns its address, VI_2 does not',
      at: '12:14',
      files: [group(['VI_1', 'VI_2']), states(instance(1, '', 'priority 255')), instance(2)].join('\n'),
    },
  ],
  good: [{ files: [group(['VI_1', 'VI_2']), instance(1), instance(2)].join('\n') }],
  on: {
    node: (node, context) => {
      for (const syncGroup of node.syncGroups) {
        if (!checkOwners(syncGroup, context)) checkStates(syncGroup, context);
      }
    },
  },
});
