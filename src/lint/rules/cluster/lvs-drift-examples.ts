import type { Rule } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';

const server = (address: string, weight = 1) => `    real_server ${address} 80 {
        weight ${weight}
        TCP_CHECK {
            connect_timeout 3
        }
    }
`;

const node = (priority: number, servers: string, scheduler = 'rr') => `${sample({ priority })}
virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo ${scheduler}
    lb_kind DR
    protocol TCP
${servers}}
`;

const both = server('192.0.2.14') + server('192.0.2.15');

/** The examples of cluster/lvs-drift. */
export const lvsDriftExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: 'A server was added on one director only',
      at: 'lb2.conf:12:16',
      files: { 'lb1.conf': node(110, both), 'lb2.conf': node(100, server('192.0.2.14')) },
    },
    {
      caption: 'The backup does not know the service',
      at: 'lb1.conf:12:16',
      files: { 'lb1.conf': node(110, both), 'lb2.conf': sample({ priority: 100 }) },
    },
  ],
  good: [
    { files: { 'lb1.conf': node(110, both), 'lb2.conf': node(100, both) } },
    {
      caption: 'The order of the servers does not matter',
      files: {
        'lb1.conf': node(110, both),
        'lb2.conf': node(100, server('192.0.2.15') + server('192.0.2.14')),
      },
    },
  ],
};
