import type { Example } from '../../rule.ts';

const instance = (line: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    ${line}
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Text as it comes out of a web page, and text that is fine. */
export const typographicExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } = {
  bad: [
    { caption: 'A no-break space behind priority', at: '5:13', files: instance('priority\u00a0100') },
    {
      caption: 'A byte order mark in front of the first keyword',
      at: '1:1',
      files: `\ufeff${instance('priority 100')}`,
    },
    {
      caption: 'A full-width brace',
      at: '5:21',
      files: instance('authentication \uff5b').replace(
        'authentication \uff5b',
        'track_interface \uff5b eth1 }\n    priority 100',
      ),
    },
    {
      caption: 'Curly quotes around a command',
      at: '5:19',
      files: instance('notify_master \u201c/etc/keepalived/notify.sh master\u201d'),
    },
  ],
  good: [
    {
      files: instance(
        'priority 100 # \u201cmaster\u201d \u2013 \u4e3b\u8282\u70b9\uff0c\u4f18\u5148\u7ea7 100',
      ),
    },
    { caption: 'Names may be of any script', files: instance('priority 100').replace('VI_1', '\u4e3b') },
  ],
};
