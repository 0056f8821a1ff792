import type { Rule } from '../../rule.ts';

const node = (source: string, peer: string, priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    unicast_src_ip ${source}
    unicast_peer {
        ${peer}
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** The examples of unicast/asymmetric-peers. */
export const asymmetricExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: 'The peer of lb1 is no address of lb2',
      at: 'lb1.conf:9:9',
      files: {
        'lb1.conf': node('192.0.2.11', '192.0.2.99', 110),
        'lb2.conf': node('192.0.2.12', '192.0.2.11', 100),
      },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': node('192.0.2.11', '192.0.2.12', 110),
        'lb2.conf': node('192.0.2.12', '192.0.2.11', 100),
      },
    },
    {
      caption: 'A length behind an address is cut off',
      files: {
        'lb1.conf': node('192.0.2.11/24', '192.0.2.12', 110),
        'lb2.conf': node('192.0.2.12', '192.0.2.11/24', 100),
      },
    },
  ],
};
