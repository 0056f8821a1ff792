import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeOfKeyword } from '../cluster/members.ts';
import { isFrom, setting } from './settings.ts';

/** Somebody else may bring the address: a script, as clouds need it. */
const scripts = ['notify', 'notify_master'];

/** Whether the daemon refuses such an instance: it means the whole configuration. */
function isRefused({ family, strict, version }: VrrpInstance, context: RuleContext): boolean {
  return version.value === 3 || strict.value || (family === 6 && !isFrom(context, '2.1.0'));
}

/** First release of which -t fails for an instance without a VIP, whatever its version. */
const REPORTED_SINCE = '2.1.0';

function whyRefused({ strict, version }: VrrpInstance): string {
  const cause = strict.value ? 'strict mode' : version.value === 3 ? 'VRRPv3' : 'IPv6';
  return `With ${cause} keepalived rejects the configuration and VRRP does not start on this node.`;
}

function check(instance: VrrpInstance, context: RuleContext): void {
  if (instance.vips.length > 0) return;
  // Strict mode does not let an instance do without.
  const isMeant = setting(instance, 'no_virtual_ipaddress', context) !== undefined && !instance.strict.value;
  if (isMeant) return;
  const refused = isRefused(instance, context);
  // Entries that cannot be read are findings of their own, which say what becomes of them.
  const entries = instance.all('virtual_ipaddress').flatMap(({ block }) => block?.statements ?? []);
  if (entries.length > 0 && !refused) return;
  const isReported = isFrom(context, REPORTED_SINCE);
  const isMovedByScript = scripts.some((keyword) => instance.last(keyword) !== undefined);
  const isExcluded = entries.length === 0 && instance.excludedVips.length > 0;
  context.report({
    place: placeOfKeyword(instance, 'virtual_ipaddress'),
    ...(refused || isReported ? { severity: 'error' } : isMovedByScript ? { severity: 'info' } : {}),
    message: `vrrp_instance ${instance.name} has no ${entries.length > 0 ? 'usable ' : ''}address in virtual_ipaddress${
      isExcluded ? ': those in virtual_ipaddress_excluded do not count' : ''
    }`,
    ...(refused
      ? { why: whyRefused(instance) }
      : isReported
        ? {
            why: 'The instance elects a master and moves no address; keepalived says so, and keepalived -t fails for it.',
          }
        : {}),
    label: 'no VIP',
    help: isExcluded
      ? 'Move one address of virtual_ipaddress_excluded to virtual_ipaddress, on all nodes'
      : `virtual_ipaddress { ADDRESS/LENGTH }${isFrom(context, '2.2.8') && !instance.strict.value ? '; no_virtual_ipaddress says that none is meant' : ''}`,
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
