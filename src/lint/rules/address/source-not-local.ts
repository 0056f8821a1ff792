import { keywordOf } from '../../../../grammar/configuration.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { groupedBy, hosts, placeIn, relatedBeside } from '../cluster/members.ts';
import { foreignSourceIn, foreignSourceWhy } from './foreign-source.ts';
import { sourceExamples } from './source-not-local-examples.ts';
import { ownAddress, ownerOf, sourceOf } from './source-owner.ts';

function vipThere(members: readonly RouterMember[], text: string): Related[] {
  return members.flatMap(({ node, instance }) =>
    [...instance.vips, ...instance.excludedVips]
      .filter((vip) => vip.text === text)
      .map((vip) => ({ place: vip.place, message: `${node.name} has it as VIP` })),
  );
}

/** A copy on the strictly weaker node works, as long as the stronger one never waits for anybody. */
function seemsToWork(
  owner: RouterMember | undefined,
  wrong: readonly RouterMember[],
  router: VirtualRouter,
): boolean {
  if (router.members.some(({ instance }) => instance.unicast)) return false;
  if (router.members.some(({ instance }) => instance.nopreempt.value || instance.preemptDelay.value > 0))
    return false;
  const priorityOf = ({ instance }: RouterMember) => instance.priority.value;
  if (owner !== undefined) return wrong.every((member) => priorityOf(member) < priorityOf(owner));
  const priorities = router.members.map(priorityOf);
  return new Set(priorities).size === priorities.length;
}

/** Where nothing tells whose the address is: the file of the master was there first, and got copied. */
function strongestOf(members: readonly RouterMember[]): RouterMember | undefined {
  return members.toSorted((a, b) => b.instance.priority.value - a.instance.priority.value)[0];
}

interface Copy {
  readonly text: string;
  readonly claimants: readonly RouterMember[];
  readonly owner: RouterMember | undefined;
  /** Never empty. */
  readonly wrong: readonly RouterMember[];
}

function why({ wrong }: Copy, isVip: boolean, works: boolean, context: RuleContext): string {
  const release = context.target ?? wrong[0]!.node.release;
  const isBound = release === undefined || foreignSourceIn(release) !== 'sent-under';
  if (isBound && wrong.some(({ instance }) => instance.unicast))
    return foreignSourceWhy(release, hosts(wrong));
  const deaf = `A host drops packets that claim to come from itself: the node that ${
    isVip ? 'holds the VIP' : 'has this address'
  } never hears the others`;
  return works
    ? `${deaf}. With these priorities it goes unnoticed until that node has to wait for another one.`
    : `${deaf}, and after a restart two nodes hold the VIP.`;
}

/** What to type; without an address where none can be told. */
function help(wrong: RouterMember, text: string, router: VirtualRouter): string {
  const { node, instance } = wrong;
  const keyword = keywordOf(instance.source.statement!);
  const own = ownAddress(wrong, text, router);
  if (own !== undefined) {
    const isPeerToo = instance.unicastPeers.some((peer) => peer.text === own);
    return `${keyword} ${own} on ${node.name}${isPeerToo ? `, and ${text} in its unicast_peer in place of ${own}` : ''}`;
  }
  const device = instance.interface.value ?? 'the interface';
  const alone = `On ${node.name} write the address of its own ${device}`;
  return instance.unicast
    ? alone
    : `${alone}, or leave ${keyword} out: keepalived then takes the first address of ${device}`;
}

function message({ text, claimants, owner, wrong }: Copy, isVip: boolean): string {
  const statement = wrong[0]!.instance.source.statement;
  const source = `${statement === undefined ? 'source' : keywordOf(statement)} ${text}`;
  if (owner !== undefined) {
    const { name } = owner.node;
    return isVip
      ? `${source} is the address of ${name} and the VIP as well, not an address of ${hosts(wrong)}`
      : `${source} is the address of ${name}, not of ${hosts(wrong)}`;
  }
  const vip = isVip ? ', which is the VIP as well' : '';
  const all = claimants.length === 2 ? 'both' : 'all';
  return `${hosts(claimants)} ${all} send from ${source}${vip}: it can be the address of one host only`;
}

function report(copy: Copy, router: VirtualRouter, context: RuleContext): void {
  const { text, claimants, owner, wrong } = copy;
  const [first] = wrong;
  const place = placeIn(first!.instance, first!.instance.source);
  const vips = vipThere(router.members, text);
  const works = vips.length === 0 && seemsToWork(owner, wrong, router);
  const known = owner?.node.addresses.find((one) => one.text === text && one.place !== undefined);
  context.report({
    place,
    ...(works ? { severity: 'warning' } : {}),
    message: message(copy, vips.length > 0),
    why: why(copy, vips.length > 0, works, context),
    label: `${first!.node.name} sends its advertisements under this address`,
    help: help(first!, text, router),
    related: relatedBeside(place, [
      ...claimants.map(({ node, instance }) => ({
        place: placeIn(instance, instance.source),
        message: node === owner?.node ? `the source of ${node.name}` : `and so does ${node.name}`,
      })),
      ...(known?.place === undefined
        ? []
        : [{ place: known.place, message: `the address of ${owner!.node.name}: ${known.how}` }]),
      ...vips,
    ]),
  });
}

/** A source address that another node has. */
export const addressSourceNotLocal = defineRule({
  id: 'address/source-not-local',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'A source address that belongs to another node',
    why: 'The advertisements leave under the address all the same, and the host that has it drops them as its own: it never hears the other node, and both hold the VIP. From 2.1.0 to 2.3.2 unicast_src_ip does not get that far: the instance stays in FAULT on the node that does not have the address.',
    references: [
      'RFC 1812 section 5.3.7',
      'keepalived vrrp/vrrp.c: open_vrrp_read_socket',
      'acassen/keepalived#2237',
    ],
  },
  ...sourceExamples,
  on: {
    router: (router, _cluster, context) => {
      const stating = router.members.filter((member) => sourceOf(member) !== '');
      for (const claimants of groupedBy(stating, sourceOf)) {
        const text = sourceOf(claimants[0]!);
        const owner = ownerOf(text, claimants, router);
        const kept = owner ?? strongestOf(claimants);
        const wrong = claimants.filter((one) => one !== kept);
        // An address that its owner states too, and nobody else, is as it should be.
        if (wrong.length > 0) report({ text, claimants, owner, wrong }, router, context);
      }
    },
  },
});
