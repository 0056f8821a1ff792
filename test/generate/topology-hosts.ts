import type { Dice } from './dice.ts';

export type Mode = 'IPv4' | 'IPv6' | 'both';

/** The hosts of a cluster: directors on a front network and mostly on a back one, real servers on one of them. */
export interface Site {
  readonly release: string;
  readonly mode: Mode;
  readonly hosts: Record<string, object>;
  readonly directors: readonly string[];
  readonly servers: readonly string[];
  readonly hasBack: boolean;
  readonly hasServices: boolean;
  /** All routers move together. */
  readonly together: boolean;
  /** Of each director, its interface on a network. */
  readonly interfaceOn: Readonly<Record<'front' | 'back', ReadonlyMap<string, string>>>;
}

const fronts = ['eth0', 'ens192', 'enp1s0', 'bond0', 'eth0.100', 'br-lan'];
const backs = ['eth1', 'ens224', 'enp2s0', 'bond1', 'eth0.200'];

const systems = ['rhel7', 'rocky8', 'rhel9', 'debian12', 'ubuntu24.04', 'fedora'];

/** Names of directors, some of which are more than letters and a number. */
const directorNames: readonly ((at: number) => string)[] = [
  (at) => `lb${at + 1}`,
  (at) => `lb${at + 1}`,
  (at) => `lb-${at + 1}.dc1.example.org`,
  (at) => `${10 + at}`,
  (at) => `Knoten_${at + 1}`,
  (at) => `数据${at + 1}`,
  (at) => `n${'o'.repeat(60)}${at + 1}`,
  (at) => `virtual_server${at + 1}`,
];

/** The third word of an IPv4 network, and of an IPv6 one. */
const networks = { front: { v4: '192.0.2', v6: '2001:db8:a' }, back: { v4: '198.51.100', v6: '2001:db8:b' } };

export function addresses(mode: Mode, network: 'front' | 'back', host: number): string[] {
  const { v4, v6 } = networks[network];
  return [
    ...(mode === 'IPv6' ? [] : [`${v4}.${host}/24`]),
    ...(mode === 'IPv4' ? [] : [`${v6}::${host.toString(16)}/64`]),
  ];
}

export function drawHosts(dice: Dice, release: string): Site {
  const mode = dice.pick(['IPv4', 'IPv4', 'IPv6', 'both'] as const);
  const nameOf = dice.pick(directorNames);
  const directors = Array.from({ length: dice.between(1, 5) }, (_, at) => nameOf(at));
  const hasServices = dice.chance(60);
  const servers = Array.from({ length: hasServices ? dice.between(1, 5) : 0 }, (_, at) => `web${at + 1}`);
  const hasBack = dice.chance(50);
  const isSame = dice.chance(50);
  const hasOthers = dice.chance(25);
  const usual = { front: dice.pick(fronts), back: dice.pick(backs) };
  const front = new Map(directors.map((name) => [name, isSame ? usual.front : dice.pick(fronts)]));
  const back = new Map(directors.map((name) => [name, isSame ? usual.back : dice.pick(backs)]));
  const hosts: Record<string, object> = {};
  for (const [at, name] of directors.entries()) {
    hosts[name] = {
      address: addresses(mode, 'front', 11 + at),
      interface: front.get(name),
      ...(hasBack || hasOthers
        ? {
            interfaces: {
              ...(hasBack ? { [back.get(name)!]: addresses(mode, 'back', 11 + at) } : {}),
              ...(hasOthers ? { mgmt0: `203.0.113.${11 + at}/26`, spare0: null } : {}),
            },
          }
        : {}),
      ...maybeSystem(dice),
      ...(dice.chance(10) ? { router_id: `${name}.example.org` } : {}),
    };
  }
  for (const [at, name] of servers.entries()) {
    const network = hasBack && dice.chance(30) ? 'back' : 'front';
    hosts[name] = {
      address: addresses(mode, network, 101 + at),
      interface: dice.pick(fronts),
      ...maybeSystem(dice),
    };
  }
  if (servers.length > 0) hosts.sorry = { address: addresses(mode, 'front', 99), interface: 'eth0' };
  return {
    release,
    mode,
    hosts,
    directors,
    servers,
    hasBack,
    hasServices,
    together: dice.chance(35),
    interfaceOn: { front, back },
  };
}

function maybeSystem(dice: Dice): { os?: string } {
  return dice.chance(70) ? { os: dice.pick(systems) } : {};
}
