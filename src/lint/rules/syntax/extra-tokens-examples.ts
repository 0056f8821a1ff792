import type { Example } from '../../rule.ts';

const instance = (line: string) => `vrrp_instance VI_1 {
    ${line}
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Lines with more words than are read, and lines that take them all. */
export const extraTokensExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } = {
  bad: [
    { caption: 'A second keyword on the line', at: '2:18', files: instance('state BACKUP advert_int 2') },
    { caption: 'nopreempt is in force all the same', at: '2:15', files: instance('nopreempt false') },
    {
      caption: 'The script runs without its arguments',
      at: '2:40',
      files: `vrrp_script chk_web {
    script /usr/local/bin/check_web.sh 192.0.2.11 80
    interval 2
}
`,
    },
    { caption: 'A line that is to go on', at: '2:18', files: instance('state BACKUP \\') },
    { caption: 'Two slashes begin no comment', at: '2:18', files: instance('state BACKUP // web2') },
  ],
  good: [
    { files: instance('state BACKUP # web2') },
    {
      caption: 'Keywords that take several words',
      files: `virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
    quorum_up "/etc/keepalived/notify.sh up" keepalived_script
    real_server 198.51.100.11 80 {
        HTTP_GET {
            url {
                path /
                status_code 200 204
            }
            connect_timeout 3
        }
    }
}
`,
    },
  ],
};
