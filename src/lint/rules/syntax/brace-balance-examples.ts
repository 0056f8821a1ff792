import type { Example } from '../../rule.ts';

/** Braces as people lose them, and the same files with all of them. */
export const braceBalanceExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } = {
  bad: [
    {
      caption: 'The instance is not closed before the next block',
      at: '1:1',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }

vrrp_instance VI_2 {
    state BACKUP
    interface eth1
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        198.51.100.100/24
    }
}
`,
    },
    {
      caption: 'A brace too many ends the instance early',
      at: '9:1',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    virtual_ipaddress {
        192.0.2.100/24
    }}
    priority 100
}
`,
    },
    {
      caption: 'authentication without its brace',
      at: '6:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    authentication
        auth_type PASS
        auth_pass 4ae1
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'A value that is no block',
      at: '6:18',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1 {
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      caption: 'A block may stand on one line',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress { 192.0.2.100/24 }
}
`,
    },
    {
      caption: 'Braces in comments and in double quotes are no braces',
      files: `vrrp_script chk_web { # {
    script "/usr/bin/curl -fsS -w %{http_code} http://192.0.2.11/"
    interval 2
}
`,
    },
  ],
};
