import type { Example } from '../../rule.ts';

const conf = (vmac: string) => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    ${vmac}
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

export const vmacManualSysctlExamples: {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
} = {
  bad: [
    {
      caption: 'Out of instructions for old releases',
      at: 'lb1.sysctl.conf:1:1',
      files: {
        'lb1.conf': conf('use_vmac'),
        'lb1.sysctl.conf': 'net.ipv4.conf.eth0.arp_filter = 1\nnet.ipv4.conf.vrrp/51.rp_filter = 0\n',
      },
    },
    {
      caption: 'A card with a dot in its name',
      at: 'lb1.sysctl.conf:1:1',
      files: {
        'lb1.conf': conf('use_vmac vrrp.51'),
        'lb1.sysctl.conf': 'net.ipv4.conf.vrrp.51.rp_filter = 0\n',
      },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': conf('use_vmac'),
        'lb1.sysctl.conf': 'net.ipv4.conf.eth1.arp_filter = 1\nnet.ipv4.conf.all.rp_filter = 1\n',
      },
    },
    {
      caption: 'Without a virtual MAC',
      files: {
        'lb1.conf': conf('garp_master_delay 5'),
        'lb1.sysctl.conf': 'net.ipv4.conf.eth0.arp_filter = 1\n',
      },
    },
  ],
};
