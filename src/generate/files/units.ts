import type { HostPlan } from '../plan/types.ts';
import { helpers, type Templates } from '../template-helpers.ts';
import { fwmarkCommands } from './firewall.ts';
import { loopbackVips, servicesOf } from './loopback-vips.ts';
import type { OutputFile } from './types.ts';

const folder = '/etc/systemd/system';
export const vipsUnit = 'hacfg-vips.service';
export const fwmarkUnit = 'hacfg-fwmark.service';

/** What systemd has to know: keepalived waits for the network; tunnels, marks and some VIPs have a unit. */
export function units(host: HostPlan, templates: Templates): OutputFile[] {
  const unit = (path: string, name: string, view: object): OutputFile => ({
    path: `${folder}/${path}`,
    text: templates.get(`host/${name}`)!(view),
    mode: 0o644,
  });
  const vips = vipCommands(host);
  const marks = fwmarkCommands(host);
  const services = servicesOf(loopbackVips(host));
  return [
    ...(host.runsKeepalived ? [unit('keepalived.service.d/10-hacfg.conf', 'drop-in', {})] : []),
    ...(vips.length > 0 ? [unit(vipsUnit, 'vips-unit', { services, commands: vips })] : []),
    ...(marks.length > 0 ? [unit(fwmarkUnit, 'fwmark-unit', { commands: marks })] : []),
  ];
}

const tunnels = {
  4: { module: 'ipip', device: 'tunl0' },
  6: { module: 'ip6_tunnel', device: 'ip6tnl0' },
} as const;

/** What no file of the network can say: tunnels, and VIPs where there is no such file. */
function vipCommands(host: HostPlan): string[] {
  const vips = loopbackVips(host);
  const { network } = host.system;
  const ends = ([4, 6] as const).filter((family) =>
    vips.some((vip) => vip.forward === 'tun' && vip.family === family),
  );
  const own = vips.filter(({ family }) => network === 'none' || (network === 'ifcfg' && family === 6));
  return [
    ...ends.flatMap((family) => {
      const { module, device } = tunnels[family];
      return [
        // A kernel that has it built in needs no module.
        `-/sbin/modprobe ${module}`,
        `/sbin/ip link set ${device} up`,
        // What comes out of the tunnel has the address of a client, whose way back leads elsewhere.
        ...(family === 4 ? [`/sbin/sysctl -q -w net.ipv4.conf.${device}.rp_filter=2`] : []),
      ];
    }),
    ...own.map(
      ({ address, family }) =>
        `/sbin/ip address replace ${helpers.plain(address)}/${family === 4 ? 32 : 128} dev lo`,
    ),
  ];
}
