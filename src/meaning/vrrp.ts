import { textOf } from '../../grammar/configuration.ts';
import { formatAddress, type IpAddress } from '../../grammar/values/address.ts';
import type { VirtualAddress } from '../model/addresses.ts';
import type { NodeModel, SyncGroup, Tracked, TrackedDefinition, VrrpInstance } from '../model/node.ts';
import type { Facts } from './facts.ts';
import { commandText, rawsOf } from './raw.ts';

/** Keywords of an instance that the model resolves; all others count as they are written. */
const resolved: ReadonlySet<string> = new Set([
  ...['interface', 'virtual_router_id', 'priority', 'state', 'version', 'advert_int', 'authentication'],
  ...['strict_mode', 'accept', 'no_accept', 'nopreempt', 'preempt', 'preempt_delay', 'virtual_ipaddress'],
  ...['virtual_ipaddress_excluded', 'mcast_src_ip', 'unicast_src_ip', 'mcast_dst_ip', 'unicast_peer'],
  ...['track_script', 'track_interface', 'track_file', 'track_process', 'track_bfd', 'check_unicast_src'],
  ...['skip_check_adv_addr', 'lower_prio_no_advert', 'higher_prio_send_advert', 'dont_track_primary'],
  ...['track_src_ip', 'down_timer_adverts'],
]);

/** Instances of two nodes are the same router's by these, not by name. */
export function instanceKey({ family, vrid, interface: device }: VrrpInstance): string {
  return `IPv${family} vrid ${vrid.value} on ${device.value}`;
}

export function instanceFacts(node: NodeModel, facts: Facts): void {
  for (const instance of node.instances) {
    const key = `instance ${instanceKey(instance)}`;
    for (const [name, value] of valuesOf(instance)) facts.set(`${key}: ${name}`, value);
    facts.set(`${key}: tracked`, trackedText(ownTracked(instance), node));
    facts.set(`${key}: others`, rawsOf(instance.block, node.release, resolved).join('; '));
  }
}

function valuesOf(instance: VrrpInstance): [string, string][] {
  const { authentication } = instance;
  return [
    ['version', text(instance.version.value)],
    ['state', instance.state.value],
    ['priority', text(instance.priority.value)],
    ['interval', text(instance.advertInterval.value)],
    ['down timer', text(instance.downTimerAdverts.value)],
    ['authentication', `${authentication.type.value} ${authentication.pass.value ?? ''}`],
    ['strict', text(instance.strict.value)],
    ['accept', text(instance.accept.value)],
    ['nopreempt', text(instance.nopreempt.value)],
    ['preempt delay', text(instance.preemptDelay.value)],
    ['checks', flags(instance)],
    ['VIPs', instance.vips.map((vip) => vipText(vip)).join(', ')],
    ['excluded VIPs', instance.excludedVips.map((vip) => vipText(vip)).join(', ')],
    ['source', addressText(instance.source.value)],
    ['group', instance.unicast ? '' : addressText(instance.multicastGroup.value)],
    ['peers', peersText(instance)],
    ['VMAC', `${instance.vmac.value} ${instance.ipvlan.value}`],
  ];
}

function flags(instance: VrrpInstance): string {
  const { skipCheckAdvAddr, checkUnicastSource, lowerPrioNoAdvert, higherPrioSendAdvert } = instance;
  const { dontTrackPrimary, trackSourceAddress } = instance;
  return [
    skipCheckAdvAddr,
    // Multicast has no peers to check.
    ...(instance.unicast ? [checkUnicastSource] : []),
    lowerPrioNoAdvert,
    higherPrioSendAdvert,
    dontTrackPrimary,
    trackSourceAddress,
  ]
    .map(({ value }) => text(value))
    .join(' ');
}

/** Options with their values, wherever they stand in the entry; `dev` and the address come from the model. */
function vipText(vip: VirtualAddress): string {
  const words = vip.statement.words.slice(1).map(textOf);
  const device = words.indexOf('dev');
  const others = words.filter((_, at) => device === -1 || (at !== device && at !== device + 1));
  return [`${vip.text}/${vip.prefix}`, `dev ${vip.device}`, ...others].join(' ');
}

function peersText({ unicastPeers }: VrrpInstance): string {
  return unicastPeers
    .map(({ text: address, minTtl, maxTtl }) => `${address} ${minTtl ?? ''} ${maxTtl ?? ''}`.trimEnd())
    .sort()
    .join(', ');
}

/** What without a weight fails in a member of a sync group fails the group: it counts as the group's own. */
function isOfGroup({ weight }: Tracked, { syncGroup }: VrrpInstance): boolean {
  return syncGroup !== undefined && weight.value === 0;
}

function ownTracked(instance: VrrpInstance): Tracked[] {
  return instance.tracked.filter((one) => !isOfGroup(one, instance));
}

/** What is tracked, by what it is and not by its name. */
function trackedText(tracked: readonly Tracked[], node: NodeModel): string {
  const texts = tracked
    .filter(({ dropped }) => dropped === undefined)
    .map(({ kind, name, weight, reverse, definition }) => {
      const what = definition === undefined ? name : definitionText(definition, node);
      return `${kind} ${what} weight ${weight.value}${reverse ? ' reverse' : ''}`;
    });
  return [...new Set(texts)].sort().join('; ');
}

const resolvedInDefinitions: ReadonlySet<string> = new Set([
  ...['script', 'interval', 'timeout', 'rise', 'fall', 'weight', 'user', 'init_fail'],
  ...['file', 'process', 'quorum', 'delay'],
]);

function definitionText(definition: TrackedDefinition, node: NodeModel): string {
  const { release } = node;
  const others = rawsOf(definition.statement.block, release, resolvedInDefinitions).map((raw) =>
    raw === 'init_file' ? 'init_file 0' : raw,
  );
  return [...definitionValues(definition, node), ...others].join(', ');
}

function definitionValues(definition: TrackedDefinition, { release }: NodeModel): string[] {
  switch (definition.kind) {
    case 'script': {
      const { command, interval, timeout, rise, fall, user, initFail } = definition;
      const runs = command.statement === undefined ? '' : commandText(command.statement, release);
      const numbers = [interval, timeout, rise, fall].map(({ value }) => text(value)).join(' ');
      const words = user.statement?.words.slice(1).map(textOf).join(' ') ?? '';
      return [`${runs} ${numbers} ${words} ${initFail.value}`];
    }
    case 'file':
      return [`${definition.file.value}`];
    case 'process':
      return [`${definition.process.value} ${definition.quorum.value} ${definition.delay.value}`];
    case 'bfd':
      return [definition.name];
  }
}

const resolvedInGroups: ReadonlySet<string> = new Set([
  ...['group', 'sync_group_tracking_weight', 'global_tracking'],
  ...['track_script', 'track_interface', 'track_file', 'track_process', 'track_bfd'],
]);

export function groupFacts(node: NodeModel, facts: Facts): void {
  for (const group of node.syncGroups) {
    const key = `sync group of ${membersText(group)}`;
    facts.set(`${key}: tracking weight`, text(group.trackingWeight.value));
    const ofMembers = group.instances.flatMap((one) => one.tracked.filter((entry) => isOfGroup(entry, one)));
    facts.set(`${key}: tracked`, trackedText([...group.tracked, ...ofMembers], node));
    facts.set(`${key}: others`, rawsOf(group.statement.block, node.release, resolvedInGroups).join('; '));
  }
}

function membersText({ instances }: SyncGroup): string {
  return instances.map(instanceKey).sort().join(' and ');
}

/** Definitions that nothing tracks, by name: they run nothing, and yet are not to be lost. */
export function unusedDefinitions(node: NodeModel): TrackedDefinition[] {
  const used = new Set(
    [...node.instances, ...node.syncGroups].flatMap(({ tracked }) =>
      tracked.filter(({ dropped }) => dropped === undefined).map(({ definition }) => definition),
    ),
  );
  return [...node.scripts, ...node.trackFiles, ...node.trackProcesses, ...node.bfdInstances].filter(
    (one) => !used.has(one),
  );
}

function addressText(address: IpAddress | undefined): string {
  return address === undefined ? '' : formatAddress(address);
}

function text(value: string | number | boolean): string {
  return String(value);
}
