import type { FirewallPlan, HostPlan, SystemPlan } from '../plan/types.ts';
import { helpers, type Templates } from '../template-helpers.ts';
import type { OutputFile } from './types.ts';

export type FirewallKind = 'firewalld' | 'nftables' | 'none';

const kinds: Readonly<Record<SystemPlan['family'], FirewallKind>> = {
  rhel: 'firewalld',
  fedora: 'firewalld',
  debian: 'nftables',
  ubuntu: 'nftables',
  other: 'none',
};

/** What a host filters packets with, unless somebody chose otherwise. */
export function firewallOf({ system }: HostPlan): FirewallKind {
  return kinds[system.family];
}

const pieces = '/etc/nftables.d';
const marksFile = `${pieces}/hacfg-fwmark.nft`;

/** The services of firewalld that hacfg writes: apply.sh lets the zone of each interface have them. */
export const firewalldServices = { vrrp: 'hacfg-vrrp', services: 'hacfg-services' } as const;

/** Pieces for the firewall of the host. They open what keepalived needs, and say nothing of anything else. */
export function firewall(host: HostPlan, templates: Templates): OutputFile[] {
  const file = (path: string, name: string, view: object): OutputFile => ({
    path,
    text: templates.get(`host/${name}`)!(view),
    mode: 0o644,
  });
  const { vrrp, services, marks } = host.firewall;
  const kind = firewallOf(host);
  const isNeeded = vrrp.length > 0 || services.length > 0;
  return [
    ...(kind === 'nftables' && isNeeded
      ? [file(`${pieces}/hacfg.nft`, 'nftables', { rules: inputRules(host) })]
      : []),
    ...(kind === 'firewalld' ? firewalldFiles(host.firewall, file) : []),
    ...(marks.length > 0 && !hasOnlyIptables(host)
      ? [file(marksFile, 'fwmark', { rules: markRules(host.firewall) })]
      : []),
  ];
}

function firewalldFiles(
  { vrrp, services, ipvsSync }: FirewallPlan,
  file: (path: string, name: string, view: object) => OutputFile,
): OutputFile[] {
  const protocols = [...new Set(vrrp.map(({ ah }) => (ah ? 'ah' : 'vrrp')))].sort().reverse();
  const ports = [
    ...new Map(
      services.flatMap(({ protocol, ports: all }) =>
        all.map((port) => [`${protocol} ${port}`, { protocol, port }] as const),
      ),
    ).values(),
  ];
  const path = (name: string) => `/etc/firewalld/services/${name}.xml`;
  return [
    ...(protocols.length > 0 || ipvsSync !== undefined
      ? [
          file(path(firewalldServices.vrrp), 'firewalld-vrrp', {
            protocols,
            sync: ipvsSync !== undefined,
          }),
        ]
      : []),
    ...(ports.length > 0
      ? [
          file(path(firewalldServices.services), 'firewalld-services', {
            ports,
            destination: onlyDestination(services),
          }),
        ]
      : []),
  ];
}

/** A service of firewalld can name one address of each family, and then has no others. */
function onlyDestination(services: FirewallPlan['services']): object[] | undefined {
  const addresses = new Map(services.map(({ address, family }) => [address, family]));
  const families = new Set(addresses.values());
  if (addresses.size !== families.size || families.size !== 1) return undefined;
  return [...addresses].map(([address, family]) => ({ family: family === 4 ? 'ipv4' : 'ipv6', address }));
}

const { plain } = helpers;
const headers = { 4: 'ip', 6: 'ip6' } as const;

function inputRules({ firewall: plan, kernel }: HostPlan): string[] {
  const vrrp = plan.vrrp.map(({ interface: device, family, group, peers, ah }) => {
    // With a virtual MAC they may come in by either of two interfaces. IPv6 adverts come from link-local addresses.
    const isKnown = device !== '' && !kernel.vmacInterfaces.includes(device);
    const from = peers.length > 0 && (family === 4 || group === undefined);
    return [
      ...(isKnown ? [`iifname "${plain(device)}"`] : []),
      ...(from ? [`${headers[family]} saddr ${setOf(peers)}`] : [`meta nfproto ipv${family}`]),
      ...(group === undefined ? [] : [`${headers[family]} daddr ${plain(group)}`]),
      `meta l4proto ${ah ? 51 : 112} accept`,
    ].join(' ');
  });
  const sync =
    plan.ipvsSync === undefined
      ? []
      : [`iifname "${plain(plan.ipvsSync)}" ip daddr 224.0.0.81 udp dport 8848 accept`];
  const services = plan.services.flatMap(({ address, family, protocol, ports }) =>
    ports.length === 0
      ? []
      : `${headers[family]} daddr ${plain(address)} ${protocol} dport ${setOf(ports)} accept`,
  );
  return [...new Set([...vrrp, ...sync, ...services])];
}

function markRules({ marks }: FirewallPlan): string[] {
  return marks.map(({ mark, protocol, address, family, ports }) => {
    const on = ports.length === 0 ? `meta l4proto ${protocol}` : `${protocol} dport ${setOf(ports)}`;
    return `${headers[family]} daddr ${plain(address)} ${on} meta mark set ${mark}`;
  });
}

function setOf(values: readonly (string | number)[]): string {
  return values.length === 1 ? plain(values[0]!) : `{ ${values.map(plain).join(', ')} }`;
}

/** RHEL 7 and older have no nft. */
function hasOnlyIptables({ system }: HostPlan): boolean {
  return system.family === 'rhel' && Number.parseInt(system.version, 10) <= 7;
}

/** The commands that set the marks of services; none without fwmark. */
export function fwmarkCommands(host: HostPlan): string[] {
  const { marks } = host.firewall;
  if (marks.length === 0) return [];
  if (!hasOnlyIptables(host)) return [`/usr/sbin/nft -f ${marksFile}`];
  const all = marks.flatMap(({ mark, protocol, address, family, ports }) => {
    const program = family === 4 ? '/usr/sbin/iptables' : '/usr/sbin/ip6tables';
    return chunks(ports, 15).map((some) => ({
      program,
      rule: `-d ${plain(address)} -p ${protocol}${some.length === 0 ? '' : ` -m multiport --dports ${some.join(',')}`} -j MARK --set-mark ${mark}`,
    }));
  });
  // Deleted first, where it is there: a second start adds none twice.
  return all.flatMap(({ program, rule }) => [
    `-${program} -w -t mangle -D PREROUTING ${rule}`,
    `${program} -w -t mangle -A PREROUTING ${rule}`,
  ]);
}

/** multiport takes 15 ports. None at all are one chunk. */
function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const parts = Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
  return parts.length === 0 ? [[]] : parts;
}
