import type { NodeModel, VirtualAddress, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { isFrom } from '../vrrp/settings.ts';

/** The count is a byte (RFC 9568 section 5.2.5); IPv6 fills an Ethernet frame of 1500 bytes before that. */
const most = { 4: 255, 6: 89 } as const;
/** Most that releases before 1.2.20 had room for. */
const mostOfOld = 20;
/** From here on the bursts of gratuitous ARP and the long list take their time. */
const many = 60;

/** All entries the daemon accepted, those included that it moved to the excluded ones for want of room. */
function acceptedIn(instance: VrrpInstance): VirtualAddress[] {
  const lists = new Set(instance.all('virtual_ipaddress').map(({ block }) => block));
  const moved = instance.excludedVips.filter((vip) => lists.has(vip.statement.parent));
  return [...instance.vips, ...moved];
}

function check(instance: VrrpInstance, _node: NodeModel, context: RuleContext): void {
  const vips = acceptedIn(instance);
  const limit = isFrom(context, '1.2.20') ? most[instance.family] : mostOfOld;
  if (vips.length <= Math.min(limit, many)) return;
  const isTooMany = vips.length > limit;
  const first = vips[isTooMany ? limit : many]!;
  const { name, family } = instance;
  context.report({
    place: first.place,
    ...(isTooMany ? {} : { severity: 'info' as const }),
    message: isTooMany
      ? `virtual_ipaddress of vrrp_instance ${name} has ${vips.length} addresses: an advertisement has room for ${limit}`
      : `virtual_ipaddress of vrrp_instance ${name} has ${vips.length} addresses`,
    why: isTooMany
      ? 'keepalived moves the others to the excluded addresses, in the order of the file: a node with another order, or another MTU, rejects the advertisements and becomes master as well.'
      : 'A new master announces each of them before it is done, and every node compares the whole list. Most of them can stand in virtual_ipaddress_excluded.',
    label: isTooMany ? 'no room from here on' : `more than ${many} from here on`,
    help:
      family === 6 && isTooMany
        ? 'Move them to virtual_ipaddress_excluded on all nodes; with an MTU below 1500 there is room for fewer'
        : 'Move them to virtual_ipaddress_excluded on all nodes',
  });
}

const vips = (count: number) =>
  Array.from({ length: count }, (_, at) => `198.51.${100 + (at >> 7)}.${(at & 127) + 1}/32`);

/** An advertisement lists every VIP. */
export const addressTooManyVips = defineRule({
  id: 'address/too-many-vips',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'More VIPs than an advertisement has room for',
    why: 'keepalived moves the rest to the excluded addresses.',
    references: [
      'RFC 9568 section 5.2.5',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#1653',
      'acassen/keepalived#2327',
    ],
  },
  bad: [{ caption: '256 addresses do not fit', at: '263:9', files: sample({ vips: vips(256) }) }],
  good: [{ files: sample({ vips: vips(3) }) }],
  on: { instance: check },
});
