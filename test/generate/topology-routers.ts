import { compareReleases } from '../../grammar/vocabulary/releases.ts';
import type { Dice } from './dice.ts';
import { addresses, type Site } from './topology-hosts.ts';

/** A router that was drawn, and what others need to know of it. */
export interface DrawnRouter {
  readonly name: string;
  readonly text: Record<string, unknown>;
  readonly nodes: readonly string[];
  readonly network: 'front' | 'back';
  /** Without prefix. */
  readonly vips: readonly string[];
}

const names = ['VI_1', 'VI_2', 'gateway', 'web.front', 'dns', 'mail'];

export function drawRouters(dice: Dice, site: Site, checks: readonly string[]): DrawnRouter[] {
  const count = dice.between(1, 4);
  return names.slice(0, count).map((name, at) => drawRouter(dice, site, { name, at, checks }));
}

interface Wish {
  readonly name: string;
  readonly at: number;
  readonly checks: readonly string[];
}

function drawRouter(dice: Dice, site: Site, { name, at, checks }: Wish): DrawnRouter {
  const network = site.hasBack && dice.chance(30) ? 'back' : 'front';
  // The first has all nodes; the others may prefer another one.
  const order = at === 0 || site.together || dice.chance(50) ? site.directors : dice.shuffled(site.directors);
  const nodes =
    at > 0 && !site.together && dice.chance(20) ? order.slice(0, Math.max(1, order.length - 1)) : order;
  const vips = drawVips(dice, site, network, at);
  const isUnicast = dice.chance(40);
  const protocol = drawProtocol(dice, site, isUnicast, at);
  const preemption = dice.pick([{}, {}, { preempt: false }, { preempt_delay: '30s' }, { preempt: true }]);
  // One check on both networks says that they belong together.
  const own = network === 'back' && !site.together ? [] : checks;
  const text = {
    nodes: drawNodes(dice, nodes, own, preemption),
    vips: vips.entries,
    ...(network === 'back' ? { interface: interfacesOf(site, nodes, network) } : {}),
    ...protocol,
    ...preemption,
    ...drawTracking(dice, site, nodes, network, own),
    ...(dice.chance(20) ? { vrid: 20 + at } : {}),
    ...(network === 'back' && site.together && dice.chance(30) ? { gateway: true } : {}),
    ...(dice.chance(10) ? { bind: true } : {}),
    ...(dice.chance(10) ? { verbatim: 'garp_master_delay 3 # of our own' } : {}),
  };
  return { name, text, nodes, network, vips: vips.plain };
}

function interfacesOf(site: Site, nodes: readonly string[], network: 'front' | 'back'): unknown {
  const all = nodes.map((node) => [node, site.interfaceOn[network].get(node)!] as const);
  return new Set(all.map(([, device]) => device)).size === 1 ? all[0]![1] : Object.fromEntries(all);
}

function drawVips(
  dice: Dice,
  { mode, release }: Site,
  network: 'front' | 'back',
  router: number,
): { entries: unknown[]; plain: string[] } {
  const count = dice.chance(10) ? dice.between(15, 24) : dice.between(1, 3);
  const texts = Array.from({ length: count }, (_, at) => addresses(mode, network, 130 + router * 30 + at));
  const all = texts.flat().map((one) => (dice.chance(20) ? one.split('/')[0]! : one));
  const entries = all.map((address, at) => {
    const isFirst = at < 2;
    if (isFirst || dice.chance(80)) return address;
    if (dice.chance(40)) return { address, excluded: true };
    if (dice.chance(30) && !address.includes(':')) return { address, options: ['scope', 'link'] };
    return compareReleases(release, '1.3.0') < 0 || address.includes(':')
      ? { address }
      : { address, label: `vip:${at}` };
  });
  return { entries, plain: all.map((one) => one.split('/')[0]!) };
}

function drawProtocol(dice: Dice, { mode, release }: Site, isUnicast: boolean, at: number): object {
  const common = isUnicast
    ? { transport: 'unicast', ...(dice.chance(10) ? { check_unicast_source: false } : {}) }
    : {};
  const hasGroups = compareReleases(release, '2.2.5') >= 0;
  const group =
    hasGroups && !isUnicast && mode === 'IPv4' && dice.chance(10) ? { multicast_group: '224.0.1.18' } : {};
  const vmac = dice.chance(15)
    ? { vmac: dice.pick([true, { name: `vrrp-${at}` }, { xmit_base: true }]) }
    : {};
  const link = mode !== 'IPv4' && dice.chance(15) ? { link_local: true } : {};
  const hasHmac = compareReleases(release, '2.4.0') >= 0;
  const auth = dice.between(1, 4);
  if (auth === 1 && mode === 'IPv4')
    return {
      ...common,
      ...group,
      ...vmac,
      auth: { pass: `Xq7${dice.between(100, 999)}` },
      ...maybe(dice, 30, { failover: '7s' }),
    };
  if (auth === 2 && mode === 'IPv4' && !isUnicast) return { ...common, ...group, auth: { ah: 'k3Zr9wQ' } };
  const hmac = hasHmac && auth === 3 ? { auth: { hmac: 'a-key-of-more-than-thirty-two-bytes-x' } } : {};
  const time = dice.pick([
    {},
    {},
    { failover: '3s' },
    { failover: '1s' },
    { failover: '500ms' },
    { failover: '150ms' },
    { advert_interval: '50ms' },
    { advert_interval: '2s' },
  ]);
  return { ...common, ...group, ...vmac, ...link, ...hmac, ...time };
}

function maybe<Value extends object>(dice: Dice, percent: number, value: Value): Value | object {
  return dice.chance(percent) ? value : {};
}

function drawNodes(
  dice: Dice,
  nodes: readonly string[],
  checks: readonly string[],
  preemption: object,
): unknown[] {
  const fixed = dice.chance(15) && nodes.length > 1;
  const tracks = dice.chance(15) && checks.length > 0;
  // A delay and nopreempt exclude each other.
  const nopreempt = dice.chance(10) && Object.keys(preemption).length === 0;
  return nodes.map((host, at) => {
    const own = {
      ...(fixed ? { priority: 200 - at * 7 } : {}),
      ...(tracks ? { track: [checks[0]] } : {}),
      ...(nopreempt ? { nopreempt: true } : {}),
      ...(dice.chance(5) ? { notify: { master: '/usr/local/sbin/became master' } } : {}),
      ...(dice.chance(5) ? { verbatim: ['# of this node'] } : {}),
    };
    return Object.keys(own).length === 0 ? host : { host, ...own };
  });
}

function drawTracking(
  dice: Dice,
  site: Site,
  nodes: readonly string[],
  network: 'front' | 'back',
  checks: readonly string[],
): object {
  const other = network === 'front' ? 'back' : 'front';
  const devices = new Set(nodes.map((node) => site.interfaceOn[other].get(node)!));
  const canTrack = site.hasBack && devices.size === 1;
  const tracked = dice.some(checks, 70);
  return {
    ...(tracked.length > 0 ? { track: tracked } : {}),
    ...(canTrack && dice.chance(30) ? { track_interfaces: [...devices] } : {}),
  };
}

/** A group of all routers, where they are to move together. */
export function drawGroups(
  dice: Dice,
  { release, together }: Site,
  routers: readonly DrawnRouter[],
  checks: readonly string[],
): Record<string, unknown> | undefined {
  if (!together || routers.length < 2) return undefined;
  const canTrack = checks.length > 0 && compareReleases(release, '2.0.0') >= 0;
  return {
    together: {
      routers: routers.map(({ name }) => name),
      ...(canTrack && dice.chance(40) ? { track: [checks[0]] } : {}),
      ...(dice.chance(30) ? { notify: 'log' } : {}),
    },
  };
}
