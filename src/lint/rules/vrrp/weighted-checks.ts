import type { Place } from '../../../../grammar/source.ts';
import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { effective, healthyTotal, lossOf } from '../../../model/election/priority.ts';
import type { Tracked } from '../../../model/node.ts';
import { trackedEntries } from '../../../model/tracked-entries.ts';
import { definedBy } from '../script/tracking.ts';

/** A file whose value times weight is this low stands for FAULT, not for a lower priority. */
const fault = 254;

/** What an instance and its sync group track with a weight, scripts and the like before files. */
export function weighted({ instance }: Pick<RouterMember, 'instance'>): Tracked[] {
  const entries = trackedEntries(instance).filter(
    ({ dropped, weight, kind }) =>
      dropped === undefined && weight.value !== 0 && !(kind === 'file' && Math.abs(weight.value) >= fault),
  );
  return [...entries.filter(({ kind }) => kind !== 'file'), ...entries.filter(({ kind }) => kind === 'file')];
}

/** What a member advertises while all is well. */
export function strengthOf(member: RouterMember): number {
  return effective(member, healthyTotal(member));
}

/** What is left of it with one check failed; what a file can take is not known, so it is taken to be enough. */
export function leftWithout(entry: Tracked, member: RouterMember): number {
  return entry.kind === 'file' ? 1 : effective(member, healthyTotal(member) - lossOf(entry));
}

/** Where the weight is written; the name of the entry when it is the default. */
export function placeOfWeight({ weight, place }: Tracked): Place {
  return weight.place ?? place;
}

/** `weight -50 of vrrp_script chk_nginx`. */
export function describeWeight({ kind, name, weight }: Tracked): string {
  return `weight ${weight.value} of ${kind === 'interface' ? 'track_interface' : definedBy[kind]} ${name}`;
}

/** A router of which one node only is at hand. */
export function lonelyRouters(clusters: readonly Cluster[]): VirtualRouter[] {
  return clusters.flatMap(({ routers }) => routers.filter(({ members }) => members.length === 1));
}

export function sharedRouters(clusters: readonly Cluster[]): VirtualRouter[] {
  return clusters.flatMap(({ routers }) => routers.filter(({ members }) => members.length > 1));
}

/** Things by the place that is to be shown: one mistake may concern several routers. */
export function byPlace<T>(items: readonly T[], placeOf: (item: T) => Place): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const { source, span } = placeOf(item);
    const key = `${source.path} ${span.start}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
