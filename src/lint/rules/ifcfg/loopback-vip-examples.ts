import type { Example } from '../../rule.ts';
import { service } from '../lvs/sample.ts';

const director = service({ settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR', 'protocol TCP'] });
const scripts = 'web1/etc/sysconfig/network-scripts';

function bundle(more: Readonly<Record<string, string>>): Record<string, string> {
  return {
    'lb1/etc/keepalived/keepalived.conf': director,
    [`${scripts}/ifcfg-eth0`]: 'DEVICE=eth0\nIPADDR=192.0.2.21\nPREFIX=24\n',
    'web1/etc/sysctl.d/90-lvs.conf': 'net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n',
    ...more,
  };
}

const alias = (address: string, netmask: string) =>
  `DEVICE=lo:0\nIPADDR=${address}\nNETMASK=${netmask}\nONBOOT=yes\n`;

export const loopbackVipExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } = {
  bad: [
    {
      caption: 'A netmask of the LAN on lo',
      at: `${scripts}/ifcfg-lo:0:3:9`,
      files: bundle({ [`${scripts}/ifcfg-lo:0`]: alias('192.0.2.100', '255.255.255.0') }),
    },
    {
      caption: 'Another address than that of the service',
      at: `${scripts}/ifcfg-lo:0:2:8`,
      files: bundle({ [`${scripts}/ifcfg-lo:0`]: alias('192.0.2.101', '255.255.255.255') }),
    },
    {
      caption: 'On the card of the LAN',
      at: `${scripts}/ifcfg-eth0:1:2:8`,
      files: bundle({ [`${scripts}/ifcfg-eth0:1`]: 'DEVICE=eth0:1\nIPADDR=192.0.2.100\nPREFIX=32\n' }),
    },
  ],
  good: [
    { files: bundle({ [`${scripts}/ifcfg-lo:0`]: alias('192.0.2.100', '255.255.255.255') }) },
    {
      caption: 'netplan',
      files: bundle({
        'web1/etc/netplan/60-vip.yaml':
          'network:\n  ethernets:\n    lo:\n      addresses: [192.0.2.100/32]\n',
      }),
    },
  ],
};
