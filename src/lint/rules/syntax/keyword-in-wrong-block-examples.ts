import type { Example } from '../../rule.ts';

/** Keywords that stand in the wrong block, and where they belong. */
export const wrongBlockExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } = {
  bad: [
    {
      caption: 'vrrp_script inside the instance',
      at: '6:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    vrrp_script chk_web {
        script "/usr/bin/pgrep -x nginx"
        interval 2
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'auth_pass outside of authentication',
      at: '6:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    auth_pass 4ae1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'The name that the setting has in global_defs',
      at: '6:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    vrrp_garp_master_delay 10
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_script chk_web {
    script "/usr/bin/pgrep -x nginx"
    interval 2
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass 4ae1
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        chk_web
    }
}
`,
    },
  ],
};
