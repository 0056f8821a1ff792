import { addressBits } from '../../../../grammar/values/address.ts';
import type { HostFile } from '../../../bundle/host-file.ts';
import { isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import { addressesOf } from '../../../bundle/interface-files.ts';
import type { RealServerHost } from '../../../model/real-servers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { service } from '../lvs/sample.ts';

/** `route add -host ADDRESS dev lo:0`, `ip route add ADDRESS dev lo`. */
const routeToLoopback =
  /^[ \t]*((?:\/\S*\/)?(?:route add -host|ip r(?:o(?:ute)?)? (?:add|replace)) ([\d.]+)(?:\/32)? dev lo(?::\w+)?)[ \t]*$/gm;

function check(host: RealServerHost, context: RuleContext): void {
  const own = addressesOf(host.files).filter(
    ({ interface: name, prefix, address }) =>
      name !== undefined && isLoopbackDevice(name) && prefix === addressBits(address.family),
  );
  const files = host.files.all.filter(({ kind }) => kind === 'rc.local' || kind === 'script');
  for (const file of files) {
    for (const match of file.source.text.matchAll(routeToLoopback)) {
      const address = own.find(({ text }) => text === match[2]);
      if (address !== undefined) report(host, file, match, address, context);
    }
  }
}

function report(
  { name }: RealServerHost,
  { source }: HostFile,
  match: RegExpExecArray,
  own: ReturnType<typeof addressesOf>[number],
  context: RuleContext,
): void {
  const [, command = ''] = match;
  const start = match.index + match[0].indexOf(command);
  const isOld = /^\S*route /.test(command);
  context.report({
    place: source.origin({ start, end: start + command.length }),
    message: `The route to ${own.text} is not needed: ${name} has ${own.text}/${own.prefix} on ${own.interface}`,
    why: `The kernel has a route of its own to every address of the host, in the table local, which comes first.${isOld ? ' And route is of net-tools, which systems of today do not install: there the line only fails.' : ''}`,
    label: 'changes nothing',
    help: 'Leave the line out; ip route show table local shows the route that is used',
    related: [{ place: own.place, message: 'local by this' }],
  });
}

const director = service({ settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR', 'protocol TCP'] });
const scripts = 'web1/etc/sysconfig/network-scripts';
const bundle = (line: string) => ({
  'lb1/etc/keepalived/keepalived.conf': director,
  [`${scripts}/ifcfg-eth0`]: 'DEVICE=eth0\nIPADDR=192.0.2.21\nPREFIX=24\n',
  [`${scripts}/ifcfg-lo:0`]: 'DEVICE=lo:0\nIPADDR=192.0.2.100\nNETMASK=255.255.255.255\nONBOOT=yes\n',
  'web1/etc/sysctl.d/90-lvs.conf': 'net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n',
  'web1/etc/rc.d/rc.local': `#!/bin/sh\n${line}\n`,
});

/** A line that old instructions for LVS-DR copy from each other. */
export const ifcfgRouteToOwnAddress = defineRule({
  id: 'ifcfg/route-to-own-address',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'A route to the VIP on a real server that has the VIP on lo anyway',
    why: 'The kernel has a route of its own to every address of the host. The line is one more thing that can fail at boot, and looks as if it were needed.',
    references: ['ip-route(8): table local', 'LVS-HOWTO, LVS-DR'],
  },
  bad: [
    {
      caption: 'From the days of net-tools',
      at: 'web1/etc/rc.d/rc.local:2:1',
      files: bundle('/sbin/route add -host 192.0.2.100 dev lo:0'),
    },
  ],
  good: [{ caption: 'Another network', files: bundle('ip route add 198.51.100.0/24 via 192.0.2.1') }],
  on: { realServer: check },
});
