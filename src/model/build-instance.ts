import { type Block, type Statement, spanOf, textOf, type Word } from '../../grammar/configuration.ts';
import { readPrefixedAddress } from '../../grammar/values/subnet.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { Family } from './addresses.ts';
import { readAuthentication } from './authentication.ts';
import { readAddress } from './definitions.ts';
import type { Globals } from './globals.ts';
import type { SyncGroup, VrrpInstance } from './instance.ts';
import { dropsRepeated, ipvlanAddressWord, readLists, settleFamily, sortPeers } from './instance-lists.ts';
import { inherited, written } from './known.ts';
import { boolean, decimal, flag, interfaceName, lastUsable, unsigned } from './readings.ts';
import {
  afterAuthentication,
  ownerPriority,
  settleAccept,
  settleDownTimer,
  settleGroup,
  settleHigherPrio,
  settleInterval,
  settleLowerPrio,
  settlePreemption,
  settleRole,
  settleSkipCheck,
  settleSourceCheck,
  settleVersion,
} from './settle.ts';
import { StatementIndex } from './statements.ts';
import { readTracked, type TrackingContext } from './tracked.ts';
import { sortVips } from './virtual-address.ts';

export interface InstanceContext extends TrackingContext {
  readonly globals: Globals;
  readonly release: ReleaseName | undefined;
}

/**
 * A vrrp_instance as the daemon has it after reading (keepalived vrrp_parser.c) and completing it (vrrp.c:
 * vrrp_complete_instance). `group`: the sync group that lists it.
 */
export function buildInstance(
  statement: Statement,
  block: Block,
  group: SyncGroup | undefined,
  context: InstanceContext,
): VrrpInstance {
  const { globals } = context;
  const index = new StatementIndex([block]);
  const all = (keyword: string) => index.all(keyword);
  const ownInterface = lastUsable(all('interface'), usableInterface, undefined);
  const lists = readLists(index, ownInterface.value, context.lostEntries);
  const settled = settleFamily(block, lists, index, context.release);
  const { family } = settled;
  const strict = boolean(all('strict_mode')) ?? inherited(globals.strict);
  const version = settleVersion(index, block, settled, globals, strict.value);
  const role = settleRole(index, strict.value);
  const { priority } = role;
  const authentication = readAuthentication(index, { family, version: version.value, strict: strict.value });
  const state = afterAuthentication(role.state, priority.value, authentication.type.value);
  const preemption = settlePreemption(index, block, state.value, priority.value, strict.value);
  const sorted = sortVips(lists.vips, lists.excluded, family, dropsRepeated(context.release));
  const peers = sortPeers(lists.peers, family, dropsRepeated(context.release));
  const unicastPeers = peers.filter((peer) => peer.dropped === undefined);
  const unicast = unicastPeers.length > 0;
  const nameWord = statement.words[1]!;
  return {
    name: textOf(nameWord),
    statement,
    block,
    place: statement.source.origin(spanOf(nameWord)),
    family,
    version,
    state,
    interface: ownInterface,
    vrid: lastUsable(all('virtual_router_id'), unsigned(1, 255), undefined),
    priority,
    advertInterval: settleInterval(lastUsable(all('advert_int'), decimal(0.01, 255), 1), version.value),
    downTimerAdverts: settleDownTimer(index, globals, strict.value),
    authentication,
    strict,
    accept: settleAccept(index, block, version.value, strict.value, priority.value),
    ...preemption,
    skipCheckAdvAddr: settleSkipCheck(index, globals),
    checkUnicastSource: settleSourceCheck(index, globals, unicastPeers),
    lowerPrioNoAdvert: settleLowerPrio(index, globals, strict.value),
    higherPrioSendAdvert: settleHigherPrio(index, globals, strict.value),
    dontTrackPrimary: flag(all('dont_track_primary')),
    trackSourceAddress: flag(all('track_src_ip')),
    vips: sorted.vips,
    excludedVips: sorted.excluded,
    droppedVips: sorted.dropped,
    source: sourceOf(lists.sources, index, family),
    multicastGroup: settleGroup(index, globals, family, unicast),
    unicastPeers,
    droppedPeers: peers.filter((peer) => peer.dropped !== undefined),
    unicast,
    vmac: flag(all('use_vmac')),
    ipvlan: flag(all('use_ipvlan')),
    tracked: readTracked(
      index,
      {
        statement,
        interface: ownInterface.value,
        owner: priority.value === ownerPriority,
        weightless: group !== undefined && !group.trackingWeight.value,
        group: undefined,
      },
      context,
    ),
    syncGroup: group,
    all,
    last: (keyword) => index.last(keyword),
  };
}

/** The daemon refuses the loopback as interface of an instance. */
function usableInterface(word: Word | undefined): string | undefined {
  const name = interfaceName(word);
  return name === 'lo' ? undefined : name;
}

/** The address of an ipvlan is the source when nothing else is. */
function sourceOf(
  sources: readonly Statement[],
  index: StatementIndex,
  family: Family,
): VrrpInstance['source'] {
  const own = lastUsable(sources, addressOf(family), undefined);
  const ipvlan = index.first('use_ipvlan');
  const word = ipvlanAddressWord(ipvlan);
  if (own.value !== undefined || ipvlan === undefined || word === undefined) return own;
  const { address } = readPrefixedAddress(textOf(word));
  return address?.family === family ? written(address, ipvlan, word) : own;
}

const addressOf = (family: Family) => (word: Word | undefined) => {
  const address = readAddress(word);
  return address?.family === family ? address : undefined;
};
