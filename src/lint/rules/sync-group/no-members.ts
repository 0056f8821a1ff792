import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel, SyncGroup } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { group, instance } from './examples.ts';

/** Finding for a group that has no name in it at all. */
function report(syncGroup: SyncGroup, node: NodeModel, context: RuleContext): void {
  const { name, statement } = syncGroup;
  const list = syncGroup.last('group');
  const names = node.instances.filter((one) => one.syncGroup === undefined).map((one) => one.name);
  context.report({
    place: placeOf(statement, statement.words[1]),
    message:
      list === undefined
        ? `vrrp_sync_group ${name} has no group block, so it has no members`
        : `the group block of vrrp_sync_group ${name} is empty`,
    label: 'no members',
    // A single member is no group either.
    help:
      names.length === 1
        ? `Remove vrrp_sync_group ${name}, or write a second vrrp_instance to hold together with ${names[0]}`
        : `group { ${names.length === 0 ? 'VI_1 VI_2' : names.join(' ')} } inside vrrp_sync_group ${name}`,
    related: [
      ...(list === undefined ? [] : [{ place: placeOf(list), message: 'empty' }]),
      ...closes(list?.block?.close),
      ...closes(statement.block?.close),
    ],
  });
}

function closes(place: ReturnType<typeof placeOf> | undefined) {
  return place === undefined ? [] : [{ place, message: 'ends here' }];
}

/** Groups without a member. */
export const syncGroupNoMembers = defineRule({
  id: 'sync-group/no-members',
  severity: 'error',
  scope: 'node',
  about: 'sync-groups',
  docs: {
    summary: 'A sync group without members',
    why: 'keepalived removes the group, its notify scripts and its tracking: the instances fail over one by one.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_sync_group_end_handler',
      'keepalived vrrp/vrrp_sync.c: vrrp_sync_set_group',
    ],
  },
  bad: [
    {
      caption: 'The names must stand in a group block',
      at: '1:17',
      files: `vrrp_sync_group G1 {
    notify_master "/usr/local/sbin/routes-up"
}

${instance(1)}
${instance(2)}`,
    },
  ],
  good: [{ files: `${group(['VI_1', 'VI_2'])}\n${instance(1)}\n${instance(2)}` }],
  on: {
    node: (node, context) => {
      for (const syncGroup of node.syncGroups) {
        if (syncGroup.members.length === 0) report(syncGroup, node, context);
      }
    },
  },
});
