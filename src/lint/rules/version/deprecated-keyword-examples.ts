import type { Rule } from '../../rule.ts';
import { entry } from '../routing/sample.ts';

const instance = (lines: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
${lines}}
`;

export const deprecatedKeywordExamples = {
  bad: [
    {
      caption: 'One synchronisation daemon for the host',
      at: '10:5',
      files: instance('    lvs_sync_daemon_interface eth1\n'),
    },
    { caption: 'A missing t', at: '2:5', files: 'global_defs {\n    vrrp_rlimit_rtime 10000\n}\n' },
    {
      caption: 'gw instead of via in a route',
      at: '8:25',
      files: entry('virtual_routes', '198.51.100.0/24 gw 192.0.2.1 dev eth0'),
    },
    {
      caption: 'Two gateways',
      at: '8:39',
      files: entry('virtual_routes', '198.51.100.0/24 via 192.0.2.1 or 192.0.2.2 dev eth0'),
    },
  ],
  good: [
    { files: 'global_defs {\n    vrrp_rlimit_rttime 10000\n}\n' },
    { files: entry('virtual_routes', '198.51.100.0/24 via 192.0.2.1 dev eth0') },
    {
      caption: 'To 2.0.20 it is the only word there is',
      release: '2.0.20',
      files: `vrrp_track_file load {
    file "/run/keepalived/load"
    weight 1
}

${instance('    track_file {\n        load\n    }\n')}`,
    },
  ],
} satisfies Pick<Rule, 'bad' | 'good'>;
