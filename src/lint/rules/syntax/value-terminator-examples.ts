import type { Example } from '../../rule.ts';

/** Punctuation of other languages, and punctuation that belongs where it is. */
export const valueTerminatorExamples: {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
} = {
  bad: [
    {
      caption: 'A semicolon: the node runs with priority 100, the default',
      at: '5:17',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150;
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'A sign of equality',
      at: '5:14',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority = 150
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      caption: 'The shell of the script reads its own semicolon',
      files: `vrrp_script chk_web {
    script "/bin/sh -c 'pgrep -x nginx; exit $?'"
    interval 2
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
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
