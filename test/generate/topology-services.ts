import { compareReleases } from '../../grammar/vocabulary/releases.ts';
import type { Dice } from './dice.ts';
import type { Site } from './topology-hosts.ts';
import type { DrawnRouter } from './topology-routers.ts';

type Text = Record<string, unknown>;

/** LVS services on the VIPs of the routers, in front of the real servers. */
export function drawServices(
  dice: Dice,
  site: Site,
  routers: readonly DrawnRouter[],
): Record<string, Text> | undefined {
  if (site.servers.length === 0) return undefined;
  const services: Record<string, Text> = {};
  const count = dice.between(1, 4);
  for (let at = 0; at < count; at++) {
    const { vips } = dice.pick(routers);
    const vip = dice.pick(vips);
    services[`service${at + 1}`] = drawService(dice, site, routers, { vip, vips, at });
  }
  return services;
}

/** Answers come back through the master of the inner network, which must be that of the outer one. */
function canTranslate({ together }: Site, routers: readonly DrawnRouter[]): boolean {
  return together || routers.every(({ network }) => network === 'front');
}

interface Place {
  readonly vip: string;
  readonly vips: readonly string[];
  readonly at: number;
}

function drawService(
  dice: Dice,
  site: Site,
  routers: readonly DrawnRouter[],
  { vip, vips, at }: Place,
): Text {
  const forward = dice.pick(canTranslate(site, routers) ? ['dr', 'nat', 'tun'] : ['dr', 'tun']);
  const protocol = dice.pick(['tcp', 'tcp', 'tcp', 'udp'] as const);
  const real = dice.some(site.servers, 80);
  const servers = real.length === 0 ? site.servers : real;
  const quorum = dice.chance(20)
    ? {
        quorum: dice.between(1, servers.length),
        quorum_up: '/usr/local/sbin/quorum up',
        ...(dice.chance(50) ? { quorum_down: '/usr/local/sbin/quorum down', omega: true } : {}),
      }
    : {};
  return {
    ...drawListener(dice, site, { vip, vips, at }),
    ...(protocol === 'udp' ? { protocol } : {}),
    ...drawScheduler(dice, site),
    forward,
    check: drawCheck(dice, site, protocol),
    real_servers: servers.map((host) => drawServer(dice, site, host, forward)),
    ...(dice.chance(30) ? { persistence: dice.pick(['10m', { timeout: '5m' }]) } : {}),
    ...(dice.chance(20) ? { sorry_server: dice.pick(['sorry', { host: 'sorry', inhibit: true }]) } : {}),
    ...(dice.chance(10) ? { virtualhost: 'www.example.org' } : {}),
    ...(dice.chance(10) && protocol === 'udp' ? { one_packet: true } : {}),
    ...quorum,
    ...(dice.chance(20) ? { interval: `${dice.between(5, 20)}s` } : {}),
    ...(dice.chance(10) ? { alpha: true } : {}),
    ...(dice.chance(10) ? { verbatim: '# of our own' } : {}),
  };
}

function drawListener(dice: Dice, { release }: Site, { vip, vips, at }: Place): Text {
  const port = 5000 + 10 * at;
  const isIpv6 = vip.includes(':');
  const alike = vips.filter((one) => one.includes(':') === isIpv6).slice(0, 3);
  // Real servers need a port in some releases.
  const needsPort = compareReleases(release, '2.0.7') >= 0 && compareReleases(release, '2.0.15') < 0;
  const two = needsPort ? [port] : [port, port + 1];
  switch (dice.between(1, 6)) {
    case 1:
      return { vips: alike, ports: two, group: true };
    case 2:
      return { vip, ports: two, fwmark: port };
    case 3:
      return { vips: alike, ports: [port] };
    default:
      return { vip, ports: [port, port + 1].slice(0, dice.between(1, 2)) };
  }
}

function drawScheduler(dice: Dice, { release }: Site): Text {
  const isNew = compareReleases(release, '2.0.12') >= 0;
  const scheduler = dice.pick([
    'rr',
    'wrr',
    'lc',
    'wlc',
    'sh',
    'sed',
    'nq',
    'dh',
    'lblc',
    ...(isNew ? ['mh'] : []),
  ]);
  const flags =
    scheduler === 'sh'
      ? ['sh-port', 'sh-fallback']
      : scheduler === 'mh' && compareReleases(release, '2.0.20') >= 0
        ? ['mh-port']
        : [];
  return { scheduler, ...(flags.length > 0 && dice.chance(50) ? { scheduler_flags: flags } : {}) };
}

function drawServer(dice: Dice, site: Site, host: string, forward: string): unknown {
  if (dice.chance(70)) return host;
  return {
    host,
    ...(forward === 'nat' && dice.chance(40) ? { port: 9000 } : {}),
    ...(dice.chance(20) ? { check: drawCheck(dice, site, 'tcp') } : {}),
    ...(dice.chance(50) ? { inhibit_on_failure: true } : {}),
    ...(dice.chance(30)
      ? { notify_up: '/usr/local/sbin/server up', notify_down: '/usr/local/sbin/server down' }
      : {}),
  };
}

function drawCheck(dice: Dice, { release }: Site, protocol: 'tcp' | 'udp'): unknown {
  const timing = dice.chance(50) ? { timeout: '3s', retry: 2, delay_before_retry: '1s' } : {};
  const since = (first: string, check: Text) => (compareReleases(release, first) >= 0 ? [check] : []);
  const command = {
    kind: 'command',
    run: '/usr/local/sbin/probe all',
    timeout: '2s',
    ...(compareReleases(release, '1.3.7') >= 0 ? { interval: '10s' } : {}),
  };
  if (protocol === 'udp') {
    return dice.pick([
      command,
      ...since('1.3.6', { kind: 'dns', name: 'example.org', type: 'A' }),
      ...since('2.2.0', { kind: 'udp', payload: '0a 1b', require_reply: true, ...timing }),
    ]);
  }
  return dice.pick<unknown>([
    { kind: 'tcp', ...timing },
    { kind: 'http', path: '/health', status: 200, ...timing },
    { kind: 'https', paths: ['/a', '/b'], ...timing },
    ...since('1.3.6', { kind: 'https', virtualhost: 'www.example.org', ...timing }),
    { kind: 'smtp', helo: 'lb.example.org', ...timing },
    [{ kind: 'tcp', ...timing }, command],
    command,
    ...since('2.2.0', { kind: 'ping', ...timing }),
  ]);
}
