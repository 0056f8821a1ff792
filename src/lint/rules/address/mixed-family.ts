import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed, placeIn } from '../cluster/members.ts';

/** Addresses a message names before it only counts. */
const shown = 3;

function check(instance: VrrpInstance, context: RuleContext): void {
  const dropped = instance.droppedVips.filter((vip) => vip.dropped === 'wrong-family');
  const [first] = dropped;
  if (first === undefined) return;
  const texts = dropped.map((vip) => vip.text);
  const names =
    texts.length > shown ? [...texts.slice(0, shown - 1), `${texts.length - shown + 1} more`] : texts;
  const [right] = instance.vips;
  const other = first.address.family;
  context.report({
    place: first.place,
    message: `virtual_ipaddress of vrrp_instance ${instance.name} is IPv${instance.family}, so keepalived drops ${listed(names)}`,
    label: `IPv${other}`,
    help: `Write IPv${other} addresses in a vrrp_instance of their own and both in one vrrp_sync_group, or in virtual_ipaddress_excluded`,
    related: [
      right === undefined
        ? { place: placeIn(instance, instance.source), message: `IPv${instance.family} by this` }
        : { place: right.place, message: `IPv${instance.family}` },
      ...dropped.slice(1).map((vip) => ({ place: vip.place, message: 'dropped too' })),
    ],
  });
}

const node = (lists: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
${lists}}
`;

/** Both families in one list. */
export const addressMixedFamily = defineRule({
  id: 'address/mixed-family',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'IPv4 and IPv6 addresses in one virtual_ipaddress',
    why: 'An advertisement carries addresses of one family, so keepalived drops those of the other: they appear on no node.',
    references: [
      'RFC 9568 section 5.2.9',
      'keepalived vrrp/vrrp_data.c: alloc_vrrp_vip',
      'acassen/keepalived#497',
      'acassen/keepalived#2658',
    ],
  },
  bad: [
    {
      caption: 'The first address decides which family the instance is of',
      at: '9:9',
      files: node('    virtual_ipaddress {\n        192.0.2.100/24\n        2001:db8::100/64\n    }\n'),
    },
  ],
  good: [
    {
      caption: 'Excluded addresses are not in the advertisement and may be of any family',
      files: node(
        '    virtual_ipaddress {\n        192.0.2.100/24\n    }\n    virtual_ipaddress_excluded {\n        2001:db8::100/64\n    }\n',
      ),
    },
  ],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
