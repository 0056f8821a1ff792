import type { Rule } from '../../rule.ts';

const node = (weight: number, priority: number) => `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
    weight ${weight}
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        chk_nginx
    }
}
`;

function commentedOut(text: string): string {
  return text.replace(/vrrp_script[^}]*}| {4}track_script[^}]*}/g, (block) => block.replaceAll(/^/gm, '# '));
}

/** The examples of script/weight-too-small. */
export const weightExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: '150 - 5 is still more than 100',
      at: 'lb1.conf:6:12',
      files: { 'lb1.conf': node(-5, 150), 'lb2.conf': node(-5, 100) },
    },
    {
      caption: 'A bonus must be larger than the distance too: 103 is more than 100 + 2',
      at: 'lb1.conf:6:12',
      files: { 'lb1.conf': node(2, 103), 'lb2.conf': node(2, 100) },
    },
    {
      caption: 'An equal priority does not take over',
      at: 'lb1.conf:6:12',
      files: { 'lb1.conf': node(-50, 150), 'lb2.conf': node(-50, 100) },
    },
    {
      caption: 'The other node is not at hand, and has 100 as a rule: a warning',
      at: '6:12',
      files: node(-5, 150),
    },
    {
      caption: 'Commented out, and too small: good to know',
      at: 'lb1.conf:6:14',
      files: { 'lb1.conf': commentedOut(node(-5, 150)), 'lb2.conf': commentedOut(node(-5, 100)) },
    },
  ],
  good: [
    { files: { 'lb1.conf': node(-60, 150), 'lb2.conf': node(-60, 100) } },
    { files: { 'lb1.conf': node(20, 103), 'lb2.conf': node(20, 100) } },
    {
      caption: 'Weight 0 means FAULT: the VIP moves whatever the priorities',
      files: { 'lb1.conf': node(0, 150), 'lb2.conf': node(0, 100) },
    },
  ],
};
