import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { NodeModel, SyncGroup, SyncMember } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

function report(member: SyncMember, group: SyncGroup, node: NodeModel, context: RuleContext): void {
  const { name, place, word } = member;
  const grouped = new Set(group.members.map((one) => one.name));
  const free = node.instances.filter((instance) => !grouped.has(instance.name));
  const [meant] = nearest(
    name,
    free.map((instance) => instance.name),
    1,
  );
  const instance = free.find((one) => one.name === meant);
  const isIncomplete = node.configuration.problems.some((problem) => problem.kind === 'missing-include');
  const names = node.instances.map((one) => one.name).join(', ');
  const isAsWritten = place.source.slice(place.span) === word.image;
  context.report({
    place,
    ...(isIncomplete ? { severity: 'warning' } : {}),
    message: `vrrp_sync_group ${group.name} lists ${name}, but there is no vrrp_instance of that name`,
    label: instance === undefined ? 'no such vrrp_instance' : `did you mean ${instance.name}?`,
    help: instance?.name ?? (names === '' ? `Remove ${name}` : `Instances of this node: ${names}`),
    related: instance === undefined ? [] : [{ place: instance.place, message: `${instance.name} is here` }],
    ...(instance !== undefined && isAsWritten
      ? {
          fixes: [
            {
              title: `List ${instance.name}`,
              safety: 'unsafe' as const,
              edits: [{ place, text: instance.name }],
            },
          ],
        }
      : {}),
  });
}

const node = (second: string) => `vrrp_sync_group G1 {
    group {
        VI_1
        ${second}
    }
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}

vrrp_instance VI_2 {
    state BACKUP
    interface eth1
    virtual_router_id 52
    priority 100
    advert_int 1
    virtual_ipaddress {
        198.51.100.100/24
    }
}
`;

/** A member that does not exist. */
export const syncGroupUnknownMember = defineRule({
  id: 'sync-group/unknown-member',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  about: 'sync-groups',
  concludesFromAbsence: true,
  docs: {
    summary: 'A sync group that lists an instance which does not exist',
    why: 'keepalived leaves the name out: the instance that was meant fails over alone, and the two directions of the traffic end up on different nodes.',
    references: ['keepalived vrrp/vrrp_sync.c: vrrp_sync_set_group'],
  },
  bad: [{ caption: 'Names are compared with their case', at: '4:9', files: node('vi_2') }],
  good: [{ files: node('VI_2') }],
  on: {
    node: (model, context) => {
      for (const group of model.syncGroups) {
        for (const member of group.members) {
          if (member.dropped === 'unknown') report(member, group, model, context);
        }
      }
    },
  },
});
