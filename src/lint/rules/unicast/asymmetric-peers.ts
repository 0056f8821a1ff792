import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, listed, placeIn, placeOfKeyword, relatedBeside, routerName } from '../cluster/members.ts';
import { asymmetricExamples } from './asymmetric-peers-examples.ts';
import { addressesOf, type Gap, gapsIn, isMutual, textOf } from './gaps.ts';

/** Peers of a member that are nobody's address: a wrong digit, mostly. */
function strangers(from: RouterMember, members: readonly RouterMember[]) {
  const known = new Set(members.flatMap((member) => [...addressesOf(member)]));
  return from.instance.unicastPeers.filter((peer) => !known.has(peer.text));
}

function why(gaps: readonly Gap[]): string {
  const priorityOf = ({ instance }: RouterMember) => instance.priority.value;
  const mute = gaps.find(({ from, to }) => priorityOf(from) >= priorityOf(to));
  return mute === undefined
    ? 'The stronger node never hears the weaker one: it takes the VIP at once, whatever nopreempt and preempt_delay say.'
    : `${mute.to.node.name} never hears ${mute.from.node.name}, takes it for dead and becomes master as well: both hold the VIP.`;
}

function report(gaps: readonly Gap[], router: VirtualRouter, context: RuleContext): void {
  const { from, to } = gaps.at(-1)!;
  const others = gaps.filter((gap) => gap.from === from).map((gap) => gap.to);
  const [stranger] = strangers(from, router.members);
  const list = placeOfKeyword(from.instance, 'unicast_peer');
  const place = stranger?.place ?? list;
  const missing = listed(others.map((member) => `${textOf(member)} (${member.node.name})`));
  const related: Related[] = gaps.flatMap((gap) => [
    {
      place: placeIn(gap.to.instance, gap.to.instance.source),
      message: `${gap.to.node.name} is ${textOf(gap.to)}`,
    },
    {
      place: placeOfKeyword(gap.from.instance, 'unicast_peer'),
      message: `${gap.from.node.name} does not send to ${gap.to.node.name}`,
    },
  ]);
  const senders = new Set(gaps.flatMap((gap) => (gap.from === from ? [] : gap.from)));
  context.report({
    place,
    message: `unicast_peer of ${from.node.name} for ${routerName(router)} lacks ${missing}${
      senders.size === 0
        ? ''
        : `; nor ${senders.size === 1 ? 'does' : 'do'} ${hosts([...senders])} send to all others`
    }`,
    why: why(gaps),
    label: stranger === undefined ? `does not list ${textOf(to)}` : 'no node of this router has this address',
    help: `${textOf(to)} in unicast_peer on ${from.node.name}`,
    related: relatedBeside(place, related),
  });
}

/** Nodes that do not send their advertisements to each other. */
export const unicastAsymmetricPeers = defineRule({
  id: 'unicast/asymmetric-peers',
  severity: 'error',
  scope: 'cluster',
  about: 'unicast',
  docs: {
    summary: 'A unicast node that does not list another one as its peer',
    why: 'A node hears only those that list it. One that hears nobody becomes master: both hold the VIP.',
    references: ['keepalived.conf(5): unicast_peer', 'acassen/keepalived#2458'],
  },
  ...asymmetricExamples,
  on: {
    router: (router, _cluster, context) => {
      const all = gapsIn(router);
      // Three or more nodes may leave a pair out on both sides: that is a mesh with a hole.
      const gaps = router.members.length === 2 ? all : all.filter((gap) => !isMutual(gap, all));
      if (gaps.length > 0) report(gaps, router, context);
    },
  },
});
