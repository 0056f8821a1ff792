import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { isFrom, mayLackInterface } from '../vrrp/settings.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  if (instance.interface.value !== undefined || instance.source.value === undefined) return;
  if (!isFrom(context, '2.1.0') || !mayLackInterface(instance, context)) return;
  const [first, ...others] = [...instance.vips, ...instance.excludedVips].filter(
    (vip) => vip.device === undefined,
  );
  if (first === undefined) return;
  context.report({
    place: first.place,
    message: `VIP ${first.text}${others.length === 0 ? '' : ` and ${others.length} more`} of vrrp_instance ${instance.name} has no interface to go to`,
    label: 'removed',
    help: `${first.statement.words.map(({ image }) => image).join(' ')} dev NAME, or interface NAME in the instance`,
    related: others.map((vip) => ({ place: vip.place, message: 'removed too' })),
  });
}

const peers = ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'];

/** A unicast instance may lack an interface, its addresses may not. */
export const addressVipWithoutInterface = defineRule({
  id: 'address/vip-without-interface',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A VIP without dev in an instance without interface',
    why: 'keepalived removes the address: the node becomes master of nothing.',
    references: ['keepalived vrrp/vrrp.c: vrrp_complete_instance'],
  },
  bad: [
    {
      caption: 'Nothing says where the address goes',
      at: '11:9',
      files: sample({ interface: undefined, lines: peers }),
    },
  ],
  good: [{ files: sample({ interface: undefined, lines: peers, vips: ['192.0.2.100/24 dev eth0'] }) }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
