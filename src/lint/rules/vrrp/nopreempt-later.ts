import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { Tracked } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { hosts, placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { byPlace, describeWeight, placeOfWeight, strengthOf, weighted } from './weighted-checks.ts';

/** A weighted check that moves nothing once its node, which is not the strongest, has become master. */
interface IdleLater {
  readonly entry: Tracked;
  readonly router: VirtualRouter;
  readonly holder: RouterMember;
  readonly waiting: readonly RouterMember[];
}

/**
 * The strongest was away, another node is master, and the strongest is back but waits: it accepts that master whatever
 * its priority (keepalived vrrp/vrrp.c: vrrp_state_backup), so a check that fails there moves nothing.
 */
export function idleLaterIn(router: VirtualRouter): IdleLater[] {
  const { members } = router;
  const best = Math.max(...members.map(strengthOf));
  for (const holder of members.filter((member) => strengthOf(member) < best)) {
    const [entry] = weighted(holder);
    const waiting = members.filter((member) => member !== holder);
    if (entry !== undefined && waiting.every(({ instance }) => instance.nopreempt.value))
      return [{ entry, router, holder, waiting }];
  }
  return [];
}

function report({ entry, router, holder, waiting }: IdleLater, context: RuleContext): void {
  const place = placeOfWeight(entry);
  const [name, others] = [holder.node.name, hosts(waiting)];
  context.report({
    place,
    // A file is often an operator's switch: who turns it looks on.
    ...(entry.kind === 'file' ? { severity: 'info' } : {}),
    message: `${describeWeight(entry)} moves nothing for ${routerName(router)} once ${name} is master: nopreempt keeps ${others} from taking over from ${name}`,
    why: `After a restart of ${others}, or a failure there that is over, ${name} is master and ${others} waits until ${name} is silent. When the check fails on ${name} then, the VIP stays on the broken node, with a sound one beside it.`,
    label: `nobody takes over, however low ${name} falls`,
    help: 'Leave the weight out (weight 0): a failure is then FAULT, and the VIP moves whatever nopreempt says',
    related: relatedBeside(place, [
      ...waiting.map(({ node, instance }) => ({
        place: placeIn(instance, instance.nopreempt),
        message: `${node.name} waits until ${name} is silent`,
      })),
      { place: entry.place, message: `tracked by ${name}` },
    ]),
  });
}

/** Reports the checks of the weaker nodes from which nobody would take over; one a place is enough. */
export function checkLater(routers: readonly VirtualRouter[], context: RuleContext): void {
  for (const [first] of byPlace(routers.flatMap(idleLaterIn), ({ entry }) => placeOfWeight(entry)))
    report(first!, context);
}
