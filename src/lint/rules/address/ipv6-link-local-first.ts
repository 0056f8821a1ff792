import { isLinkLocal } from '../../../../grammar/values/address.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { indentOf } from '../syntax/edits.ts';
import { sample } from '../vrrp/sample.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  const [first] = instance.vips;
  if (instance.family !== 6 || instance.unicast || first === undefined || isLinkLocal(first.address)) return;
  const { place } = first;
  const present = instance.vips.find(({ address }) => isLinkLocal(address));
  const proposal = `fe80::${instance.vrid.value ?? 51}/64`;
  const isFirst =
    place.source.slice({ start: place.span.start, end: place.span.end }) === first.statement.words[0]!.image;
  const start = { source: place.source, span: { start: place.span.start, end: place.span.start } };
  context.report({
    place,
    message: `the first VIP of vrrp_instance ${instance.name}, ${first.text}, is not link-local`,
    ...(instance.strict.value
      ? {
          why: 'With strict mode keepalived reports it as an error; routers of other makes discard the advertisements.',
        }
      : {}),
    label: 'fe80::/10 goes first',
    help:
      present === undefined
        ? `${proposal} as the first entry, on all nodes`
        : `Move ${present.text} to the front, on all nodes`,
    related: present === undefined ? [] : [{ place: present.place, message: 'link-local, but not first' }],
    ...(present === undefined && isFirst
      ? {
          fixes: [
            {
              title: `Put ${proposal} in front`,
              safety: 'unsafe' as const,
              edits: [{ place: start, text: `${proposal}\n${indentOf(first.statement)}` }],
            },
          ],
        }
      : {}),
  });
}

/** The link-local address of an IPv6 virtual router is what hosts know it by. */
export const addressIpv6LinkLocalFirst = defineRule({
  id: 'address/ipv6-link-local-first',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'The first VIP of an IPv6 instance is not link-local',
    why: 'The protocol wants the link-local address of the virtual router first: strict mode insists on it, routers of other makes discard the advertisements, and hosts that learn their gateway from router advertisements need it.',
    references: [
      'RFC 9568 section 5.2.9',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#565',
      'acassen/keepalived#2129',
    ],
  },
  bad: [{ caption: 'A global address alone', at: '8:9', files: sample({ vips: ['2001:db8::100/64'] }) }],
  good: [
    { files: sample({ vips: ['fe80::51/64', '2001:db8::100/64'] }) },
    {
      caption: 'Unicast is exempt',
      files: sample({
        lines: ['unicast_src_ip 2001:db8::11', 'unicast_peer {', '    2001:db8::12', '}'],
        vips: ['2001:db8::100/64'],
      }),
    },
  ],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
