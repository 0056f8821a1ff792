import type { Example } from '../../rule.ts';

/** Settings made twice, and settings that may be. */
export const duplicateScalarExamples: {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
} = {
  bad: [
    {
      caption: 'The node runs with priority 90',
      at: '9:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
    priority 90
}
`,
    },
    {
      caption: 'MASTER stays, whatever follows',
      at: '3:5',
      files: `vrrp_instance VI_1 {
    state MASTER
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      caption: 'Every url has its own path; real servers have weights of their own',
      files: `virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.11 80 {
        weight 2
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            url {
                path /health
                status_code 200
            }
            connect_timeout 3
        }
    }
    real_server 198.51.100.12 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    },
  ],
};
