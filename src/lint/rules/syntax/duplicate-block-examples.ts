import type { Example } from '../../rule.ts';

const server = (protocol: string, first: string) => `virtual_server 192.0.2.100 53 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol ${protocol}
    real_server ${first} 53 {
        PING_CHECK {
        }
    }
}
`;
const instance = (name: string, id: number) => `vrrp_instance ${name} {
    state BACKUP
    interface eth0
    virtual_router_id ${id}
    priority 100
    virtual_ipaddress {
        192.0.2.${id}/24
    }
}
`;

/** Blocks that are there twice, and blocks that only look alike. */
export const duplicateBlockExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } =
  {
    bad: [
      {
        caption: 'The second instance is skipped, and its VIP with it',
        at: '11:1',
        files: `${instance('VI_1', 51)}\n${instance('VI_1', 52)}`,
      },
      {
        caption: 'One service twice',
        at: '12:1',
        files: `${server('UDP', '198.51.100.11')}\n${server('UDP', '198.51.100.12')}`,
      },
    ],
    good: [
      { files: `${instance('VI_1', 51)}\n${instance('VI_2', 52)}` },
      {
        caption: 'TCP and UDP are two services',
        files: `${server('TCP', '198.51.100.11')}\n${server('UDP', '198.51.100.11')}`,
      },
    ],
  };
