import { createHash } from 'node:crypto';
import type { HostPlan, RealServerVip, SystemPlan } from '../plan/types.ts';
import type { Templates } from '../template-helpers.ts';
import { loopbackVips, servicesOf } from './loopback-vips.ts';
import type { OutputFile } from './types.ts';

/** The VIPs of services on a real server, in the files of whatever brings up its interfaces. */
export function loopback(host: HostPlan, templates: Templates): OutputFile[] {
  const vips = loopbackVips(host);
  if (vips.length === 0) return [];
  const files = writers[host.system.network](viewOf(host, vips));
  return files.map(({ template, view, ...file }) => ({ ...file, text: templates.get(template)!(view) }));
}

interface View {
  readonly services: string;
  readonly uuid: string;
  readonly vips: readonly NumberedVip[];
  readonly ipv4: readonly NumberedVip[];
  readonly ipv6: readonly NumberedVip[];
}

interface NumberedVip {
  readonly address: string;
  readonly prefix: number;
  /** Of its entry in a keyfile: the first is that of the loopback itself. */
  readonly number: number;
  /** A label on lo. */
  readonly device: string;
}

function viewOf(host: HostPlan, all: readonly RealServerVip[]): View {
  const of = (family: 4 | 6): NumberedVip[] =>
    all
      .filter((vip) => vip.family === family)
      .map(({ address }, at) => ({
        address,
        prefix: family === 4 ? 32 : 128,
        number: at + 2,
        device: `lo:${at}`,
      }));
  const [ipv4, ipv6] = [of(4), of(6)];
  return {
    services: servicesOf(all),
    uuid: uuidOf(`hacfg-lo ${host.name}`),
    vips: [...ipv4, ...ipv6],
    ipv4,
    ipv6,
  };
}

/** The same name gives the same: version 5 by its form (RFC 9562 section 5.5). */
function uuidOf(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface Wanted {
  readonly path: string;
  readonly mode: number;
  readonly template: string;
  readonly view: object;
}

const scripts = '/etc/sysconfig/network-scripts';

const writers: Readonly<Record<SystemPlan['network'], (view: View) => Wanted[]>> = {
  // IPv6 goes into a unit: ifcfg has no aliases for it, and ifcfg-lo belongs to the distribution.
  ifcfg: ({ ipv4 }) => [
    ...ipv4.map((vip) => ({
      path: `${scripts}/ifcfg-${vip.device}`,
      mode: 0o644,
      template: 'host/ifcfg',
      view: vip,
    })),
    ...(ipv4.length === 0
      ? []
      : [
          {
            path: `${scripts}/route-lo`,
            mode: 0o644,
            template: 'host/route',
            view: { addresses: ipv4.map(({ address }) => address) },
          },
        ]),
  ],
  networkmanager: (view) => [
    {
      path: '/etc/NetworkManager/system-connections/hacfg-lo.nmconnection',
      // NetworkManager reads no file that others can.
      mode: 0o600,
      template: 'host/keyfile',
      view,
    },
  ],
  netplan: (view) => [{ path: '/etc/netplan/90-hacfg.yaml', mode: 0o600, template: 'host/netplan', view }],
  networkd: (view) => [
    { path: '/etc/systemd/network/10-hacfg-lo.network', mode: 0o644, template: 'host/networkd', view },
  ],
  ifupdown: (view) => [
    { path: '/etc/network/interfaces.d/hacfg', mode: 0o644, template: 'host/interfaces', view },
  ],
  none: () => [],
};
