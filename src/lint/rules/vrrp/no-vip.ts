import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeOfKeyword } from '../cluster/members.ts';

/** Somebody else may bring the address: a script, as clouds need it. */
const scripts = ['notify', 'notify_master'];

function check(instance: VrrpInstance, context: RuleContext): void {
  // An entry that cannot be read is a finding of its own.
  const isEmpty = instance
    .all('virtual_ipaddress')
    .every((list) => (list.block?.statements ?? []).length === 0);
  if (instance.vips.length > 0 || !isEmpty || instance.last('no_virtual_ipaddress') !== undefined) return;
  const isFatal = instance.version.value === 3 || instance.strict.value;
  const isMovedByScript = scripts.some((keyword) => instance.last(keyword) !== undefined);
  const excluded = instance.excludedVips.length;
  context.report({
    place: placeOfKeyword(instance, 'virtual_ipaddress'),
    ...(isFatal ? { severity: 'error' } : isMovedByScript ? { severity: 'info' } : {}),
    message: `vrrp_instance ${instance.name} has no address in virtual_ipaddress${
      excluded === 0 ? '' : ': those in virtual_ipaddress_excluded do not count'
    }`,
    ...(isFatal
      ? {
          why: `With ${instance.strict.value ? 'strict mode' : 'VRRPv3'} keepalived rejects the configuration and VRRP does not start on this node.`,
        }
      : {}),
    label: 'no VIP',
    help:
      excluded === 0
        ? 'virtual_ipaddress { ADDRESS/LENGTH }; from 2.2.8 on no_virtual_ipaddress says that none is meant'
        : 'Move one address of virtual_ipaddress_excluded to virtual_ipaddress, on all nodes',
  });
}

const node = (vips: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
${vips}}
`;

/** A virtual router with nothing to give. */
export const vrrpNoVip = defineRule({
  id: 'vrrp/no-vip',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A vrrp_instance without a virtual address',
    why: 'The nodes elect a master of nothing: no address moves when it fails. A node that does list addresses drops the advertisements of this one up to 2.2.8.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#2121',
      'acassen/keepalived#2175',
    ],
  },
  bad: [{ caption: 'No virtual_ipaddress at all', at: '1:15', files: node('') }],
  good: [{ files: node('    virtual_ipaddress {\n        192.0.2.100/24\n    }\n') }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
