import type { Example } from '../../rule.ts';

const instance = (interfaceName: string, password: string, address: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface ${interfaceName}
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass ${password}
    }
    virtual_ipaddress {
        ${address}
    }
}
`;

/** Placeholders of all kinds, and text that only looks like one. */
export const templateResidueExamples: {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
} = {
  bad: [
    {
      caption: 'A template that was never rendered',
      at: '11:9',
      files: instance('eth0', '4ae1', '{{ vip }}'),
    },
    { caption: 'A placeholder of a manual', at: '11:9', files: instance('eth0', '4ae1', '<VIP>/24') },
    {
      caption: 'An address with its digits left out',
      at: '11:9',
      files: instance('eth0', '4ae1', 'x.x.x.100/24'),
    },
    {
      caption: 'Digits crossed out one by one',
      at: '11:9',
      files: instance('eth0', '4ae1', '10.xx.1xx1.xxx'),
    },
    {
      caption: 'A password from an example',
      at: '8:19',
      files: instance('eth0', 'CHANGE_ME', '192.0.2.100/24'),
    },
    {
      caption: 'A name that no line defines',
      at: '3:15',
      files: instance('$IFACE', '4ae1', '192.0.2.100/24'),
    },
    {
      caption: 'The braces of the name close the instance',
      at: '3:15',
      files: instance('${IFACE}', '4ae1', '192.0.2.100/24'),
    },
    {
      caption: 'A default as a shell writes it',
      at: '3:15',
      files: instance('${IFACE:-eth0}', '4ae1', '192.0.2.100/24'),
    },
  ],
  good: [
    { files: `$IFACE=eth0\n${instance('$IFACE', '4ae1', '192.0.2.100/24')}` },
    {
      caption: 'The program reads $NF and {{.State}}, not keepalived; a password may hold a $',
      files: `vrrp_script chk_web {
    script "/usr/bin/docker inspect -f {{.State.Running}} web"
    interval 2
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass pa$word
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
