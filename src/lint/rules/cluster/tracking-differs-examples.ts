import type { Rule } from '../../rule.ts';

const script = `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    weight -30
}

`;
const node = (priority: number, tracking: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
${tracking}}
`;
const tracking = `    track_script {
        chk_nginx
    }
`;

/** The examples of cluster/tracking-differs. */
export const trackingExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: 'The backup checks nothing',
      at: 'lb2.conf:1:15',
      files: { 'lb1.conf': script + node(110, tracking), 'lb2.conf': node(100, '') },
    },
  ],
  good: [
    {
      caption: 'The same command under another name is the same check',
      files: {
        'lb1.conf': script + node(110, tracking),
        'lb2.conf': (script + node(100, tracking)).replaceAll('chk_nginx', 'nginx_alive'),
      },
    },
  ],
};
