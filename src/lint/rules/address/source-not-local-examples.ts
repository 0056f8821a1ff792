import type { Rule } from '../../rule.ts';

const multicast = (source: string, priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    mcast_src_ip ${source}
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

const unicast = (source: string, peer: string, priority: number) => `vrrp_instance VI_1 {
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

const [one, two] = ['192.0.2.11', '192.0.2.12'];

/** The examples of address/source-not-local. */
export const sourceExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: 'The line of the first node, copied to the second',
      at: 'lb2.conf:4:18',
      files: { 'lb1.conf': multicast(one, 110), 'lb2.conf': multicast(one, 100) },
    },
    {
      caption: 'The whole block copied: the node without the address is deaf, or in FAULT',
      at: 'lb2.conf:7:20',
      files: { 'lb1.conf': unicast(one, two, 110), 'lb2.conf': unicast(one, two, 100) },
    },
  ],
  good: [
    { files: { 'lb1.conf': multicast(one, 110), 'lb2.conf': multicast(two, 100) } },
    { files: { 'lb1.conf': unicast(one, two, 110), 'lb2.conf': unicast(two, one, 100) } },
  ],
};
