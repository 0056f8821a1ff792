import type { Rule } from '../../rule.ts';

const instance = `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

const group = (members: string) => `track_group uplinks {
${members}}
`;

const members = '    group {\n        VI_1\n    }\n';

const addresses = (options: string) => `static_ipaddress {
    198.51.100.11/24 dev eth1 ${options}
}
`;

export const trackGroupExamples = {
  bad: [
    {
      caption: 'The names must stand in a group block',
      at: '1:13',
      files: [group(''), instance].join('\n'),
    },
    {
      caption: 'Names are looked up as the file is read',
      at: '2:43',
      files: [addresses('track_group uplinks'), group(members), instance].join('\n'),
    },
    {
      caption: 'The two say the opposite',
      at: '8:43',
      files: [group(members), addresses('track_group uplinks no_track'), instance].join('\n'),
    },
  ],
  good: [{ files: [group(members), addresses('track_group uplinks'), instance].join('\n') }],
} satisfies Pick<Rule, 'bad' | 'good'>;
