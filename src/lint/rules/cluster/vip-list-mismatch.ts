import { isKnownIn } from '../../../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../../../grammar/vocabulary/types.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import {
  type Difference,
  differenceIn,
  hosts,
  placeOfKeyword,
  relatedBeside,
  routerName,
} from './members.ts';
import { vipListExamples } from './vip-list-mismatch-examples.ts';
import { describeStrays, entryOf, type ListOf, listKey, type Stray, straysIn } from './vip-lists.ts';
import { reportPrefixes } from './vip-prefixes.ts';

const vipsOf: ListOf = ({ instance }) => instance.vips;
const excludedOf: ListOf = ({ instance }) => instance.excludedVips;

/** The entry that only this member has, or the list that lacks one. */
function placeIn(member: RouterMember, strays: readonly Stray[], listOf: ListOf, keyword: string): Related {
  const own = strays.find(({ holders }) => holders.includes(member));
  const entry = own === undefined ? undefined : entryOf(member, own.text, listOf);
  return entry === undefined
    ? {
        place: placeOfKeyword(member.instance, keyword),
        message: `not in ${keyword} of ${member.node.name}`,
      }
    : { place: entry.place, message: `${entry.text} on ${member.node.name}` };
}

/** What comes of lists that differ: it changed between 2.2.8 and 2.3.4. */
function consequence(releases: readonly (ReleaseName | undefined)[]): string {
  const refused = 'each node drops the other’s advertisements: both become master';
  const accepted = 'the nodes elect one master, and an address that it does not have is held by nobody';
  const known = releases.filter((release) => release !== undefined);
  if (known.length < releases.length)
    return `Up to 2.2.8 ${refused}. Later releases only log it: ${accepted}.`;
  const areNew = known.map((release) => isKnownIn(release, { since: '2.3.0' }));
  if (areNew.every((isNew) => !isNew)) return `In this release ${refused}.`;
  return areNew.every((isNew) => isNew) ? `In this release ${accepted}.` : `Up to 2.2.8 ${refused}.`;
}

function reportVips(difference: Difference, router: VirtualRouter, context: RuleContext): void {
  const { reference, deviants } = difference;
  const strays = straysIn(router.members, vipsOf);
  const at = placeIn(deviants[0]!, strays, vipsOf, 'virtual_ipaddress');
  const own = strays.filter(({ holders }) => holders.includes(deviants[0]!));
  context.report({
    place: at.place,
    message: `virtual_ipaddress differs for ${routerName(router)}: ${describeStrays(strays)}`,
    why: consequence(router.members.map(({ node }) => context.target ?? node.release)),
    label: own.length > 0 ? `not in the list of ${hosts(reference)}` : `without ${strays[0]!.text}`,
    help: `Give ${hosts(router.members)} the same addresses in virtual_ipaddress; their order does not matter`,
    related: relatedBeside(
      at.place,
      router.members.map((member) => placeIn(member, strays, vipsOf, 'virtual_ipaddress')),
    ),
  });
}

function reportExcluded(difference: Difference, router: VirtualRouter, context: RuleContext): void {
  const keyword = 'virtual_ipaddress_excluded';
  const strays = straysIn(router.members, excludedOf);
  const at = placeIn(difference.deviants[0]!, strays, excludedOf, keyword);
  context.report({
    place: at.place,
    severity: 'warning',
    message: `${keyword} differs for ${routerName(router)}: ${describeStrays(strays)}`,
    why: 'Advertisements do not carry these addresses, so no node notices: an address that the new master does not have is gone after a failover.',
    label: `not the list of ${hosts(difference.reference)}`,
    related: relatedBeside(
      at.place,
      router.members.map((member) => placeIn(member, strays, excludedOf, keyword)),
    ),
  });
}

/** Address lists that are not the same. */
export const clusterVipListMismatch = defineRule({
  id: 'cluster/vip-list-mismatch',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'Nodes of a virtual router with different virtual addresses',
    why: 'Up to 2.2.8 each node drops the other’s advertisements and both become master. Later releases only log it: an address that the master does not have is held by nobody.',
    references: [
      'RFC 9568 section 7.1',
      'keepalived vrrp/vrrp.c: vrrp_check_packet',
      'acassen/keepalived#1515',
      'acassen/keepalived#2175',
      'acassen/keepalived#2444',
    ],
  },
  ...vipListExamples,
  on: {
    router: (router, _cluster, context) => {
      const difference = differenceIn(router.members, (member) => listKey(vipsOf(member)));
      if (difference !== undefined) return reportVips(difference, router, context);
      reportPrefixes(router, context);
      const excluded = differenceIn(router.members, (member) => listKey(excludedOf(member)));
      if (excluded !== undefined) reportExcluded(excluded, router, context);
    },
  },
});
