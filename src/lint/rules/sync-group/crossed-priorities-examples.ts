import type { Rule } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';

const node = (first: number, second: number) => `vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
}

${sample({ priority: first })}
${sample({ name: 'VI_2', interface: 'eth1', vrid: 52, priority: second, vips: ['198.51.100.100/24'] })}`;

/** The examples of sync-group/crossed-priorities. */
export const crossedExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: 'VI_1 wants to be on lb1, VI_2 on lb2',
      at: 'lb1.conf:23:14',
      files: { 'lb1.conf': node(110, 90), 'lb2.conf': node(100, 100) },
    },
  ],
  good: [{ files: { 'lb1.conf': node(110, 110), 'lb2.conf': node(100, 100) } }],
};
