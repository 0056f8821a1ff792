import type { Rule } from '../../rule.ts';

const first = ['192.0.2.100/24'];
const node = (second: string, vips: readonly string[] = first) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
${vips.map((vip) => `        ${vip}\n`).join('')}    }
}

vrrp_instance VI_2 {
    state BACKUP
    interface eth0
    virtual_router_id 52
    priority 100
    advert_int 1
    virtual_ipaddress {
        ${second}
    }
}
`;

/** The examples of address/duplicate-vip. */
export const duplicateVipExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    { caption: 'Two instances, one VIP', at: '19:9', files: node('192.0.2.100/24') },
    {
      caption: 'A slip of the pen in a list that counts up: a warning',
      at: '10:9',
      files: node('192.0.2.110/24', ['192.0.2.100/24', '192.0.2.101/24', '192.0.2.100/24', '192.0.2.103/24']),
    },
  ],
  good: [{ files: node('192.0.2.101/24') }],
};
