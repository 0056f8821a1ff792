import type { Rule } from '../../rule.ts';

const instance = (lines: string, options = '') => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
${lines}    virtual_ipaddress {
        192.0.2.100/24${options}
    }
}
`;

export const keywordTooNewExamples = {
  bad: [
    {
      caption: 'RHEL 8 has 2.1.5',
      at: '7:5',
      release: '2.1.5',
      files: instance('    down_timer_adverts 5\n'),
    },
    {
      caption: 'Up to 2.0.20 the block was called vrrp_track_file',
      at: '1:1',
      release: '2.0.20',
      files: `track_file load {
    file "/run/keepalived/load"
}

${instance('    track_file {\n        load\n    }\n')}`,
    },
    {
      caption: 'An option of an address',
      at: '8:33',
      release: '2.1.5',
      files: instance('', ' dev eth0 use_vmac'),
    },
  ],
  good: [
    {
      caption: 'Known since 2.2.3',
      release: '2.2.7',
      files: instance('    down_timer_adverts 5\n'),
    },
  ],
} satisfies Pick<Rule, 'bad' | 'good'>;
