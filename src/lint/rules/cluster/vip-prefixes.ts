import { inSubnet } from '../../../../grammar/values/subnet.ts';
import type { VirtualAddress } from '../../../model/addresses.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { RuleContext } from '../../rule.ts';
import { type Difference, differenceIn, hosts, relatedBeside, routerName } from './members.ts';
import { entryOf } from './vip-lists.ts';

const vipsOf = ({ instance }: RouterMember) => instance.vips;

const entryIn = (member: RouterMember, text: string) => entryOf(member, text, vipsOf);

function isSingle({ address, prefix }: VirtualAddress): boolean {
  return prefix === (address.family === 4 ? 32 : 128);
}

/** Whether a member sends from the network that it adds the address with: it has that network without the VIP. */
function hasNetworkAnyway(members: readonly RouterMember[], text: string): boolean {
  return members.some((member) => {
    const entry = entryIn(member, text);
    const source = member.instance.source.value;
    if (entry === undefined || source === undefined || isSingle(entry)) return false;
    return inSubnet(source, entry.address, entry.prefix);
  });
}

/** Which nodes have the length that all should have: most of them, or those that add no network which is there already. */
function differenceOf(members: readonly RouterMember[], text: string): Difference | undefined {
  const difference = differenceIn(members, (member) => entryIn(member, text)?.prefix ?? -1);
  if (difference === undefined) return undefined;
  const single = members.filter((member) => isSingle(entryIn(member, text)!));
  if (single.length === 0 || !hasNetworkAnyway(members, text)) return difference;
  return { reference: single, deviants: members.filter((member) => !single.includes(member)) };
}

/** One address with different lengths. Only where all members have the same addresses. */
export function reportPrefixes(router: VirtualRouter, context: RuleContext): void {
  const [first] = router.members;
  for (const { text } of first!.instance.vips) {
    const difference = differenceOf(router.members, text);
    if (difference === undefined) continue;
    const [wrong, right] = [difference.deviants[0]!, difference.reference[0]!].map(
      (member) => entryIn(member, text)!,
    );
    const wrongHosts = hosts(difference.deviants);
    const rightHosts = hosts(difference.reference);
    context.report({
      place: wrong!.place,
      severity: 'warning',
      message: `VIP ${text} of ${routerName(router)} has prefix length ${wrong!.prefix} on ${wrongHosts}, ${right!.prefix} on ${rightHosts}`,
      why: 'The election ignores the length, but the address is added with it: after a failover the new master has other routes than the old one.',
      label: `/${right!.prefix} on ${rightHosts}`,
      help: `${text}/${right!.prefix} on ${wrongHosts}`,
      related: relatedBeside(
        wrong!.place,
        router.members.map((member) => {
          const entry = entryIn(member, text)!;
          return { place: entry.place, message: `${member.node.name}: /${entry.prefix}` };
        }),
      ),
    });
    return;
  }
}
