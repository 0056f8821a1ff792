import type { Example } from '../../rule.ts';
import { service } from '../lvs/sample.ts';

const director = service({
  settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR', 'protocol TCP'],
});
const card = 'DEVICE=eth0\nBOOTPROTO=none\nIPADDR=192.0.2.21\nPREFIX=24\nONBOOT=yes\n';
const vip = 'DEVICE=lo:0\nIPADDR=192.0.2.100\nNETMASK=255.255.255.255\nONBOOT=yes\n';

function bundle(sysctl: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'lb1/etc/keepalived/keepalived.conf': director,
    'web1/etc/sysconfig/network-scripts/ifcfg-eth0': card,
    'web1/etc/sysconfig/network-scripts/ifcfg-lo:0': vip,
    ...(sysctl === '' ? {} : { 'web1/etc/sysctl.d/90-lvs.conf': sysctl }),
    ...more,
  };
}

const file = 'web1/etc/sysctl.d/90-lvs.conf';

export const realServerArpExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } =
  {
    bad: [
      {
        caption: 'Set for lo, where no ARP request comes in',
        at: `${file}:1:1`,
        files: bundle('net.ipv4.conf.lo.arp_ignore = 1\nnet.ipv4.conf.lo.arp_announce = 2\n'),
      },
      {
        caption: 'The values the other way round',
        at: `${file}:2:34`,
        files: bundle('net.ipv4.conf.all.arp_ignore = 2\nnet.ipv4.conf.all.arp_announce = 1\n'),
      },
      {
        caption: 'Set by a script that runs when the VIP is up already',
        at: 'web1/etc/rc.local:2:1',
        files: bundle('', {
          'web1/etc/rc.local':
            '#!/bin/sh\necho 1 > /proc/sys/net/ipv4/conf/all/arp_ignore\necho 2 > /proc/sys/net/ipv4/conf/all/arp_announce\n',
        }),
      },
    ],
    good: [
      { files: bundle('net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n') },
      {
        caption: 'For the card of the LAN',
        files: bundle('net.ipv4.conf.eth0.arp_ignore = 1\nnet.ipv4.conf.eth0.arp_announce = 2\n'),
      },
    ],
  };
