import type { Rule } from '../../rule.ts';

const node = (priority: number, vips: readonly string[]) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
${vips.map((vip) => `        ${vip}\n`).join('')}    }
}
`;
const [one, two] = ['192.0.2.100/24', '192.0.2.101/24'];

/** The examples of cluster/vip-list-mismatch. */
export const vipListExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: 'An address added to one node only',
      at: 'lb2.conf:7:5',
      files: { 'lb1.conf': node(110, [one, two]), 'lb2.conf': node(100, [one]) },
    },
    {
      caption: 'Another prefix length: a warning',
      at: 'lb2.conf:8:9',
      files: { 'lb1.conf': node(110, [one]), 'lb2.conf': node(100, ['192.0.2.100/32']) },
    },
  ],
  good: [
    {
      caption: 'The order does not matter',
      files: { 'lb1.conf': node(110, [one, two]), 'lb2.conf': node(100, [two, one]) },
    },
  ],
};
