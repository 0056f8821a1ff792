import type { Example } from '../../rule.ts';
import { weightedSample } from './weighted-sample.ts';

/** Nodes that wait where a weight is to move the VIP. */
export const nopreemptWithWeightExamples: {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
} = {
  bad: [
    {
      caption: 'lb2 does not take over from a master with priority 60 either',
      at: 'lb1.conf:6:12',
      files: {
        'lb1.conf': weightedSample(-50, { priority: 110 }),
        'lb2.conf': weightedSample(-50, { priority: 100, lines: ['nopreempt'] }),
      },
    },
    {
      caption: 'After a restart of lb1, lb2 is master: when nginx fails there, lb1 goes on waiting',
      at: 'lb2.conf:6:12',
      files: {
        'lb1.conf': weightedSample(-50, { priority: 110, lines: ['nopreempt'] }),
        'lb2.conf': weightedSample(-50, { priority: 100 }),
      },
    },
    {
      caption: 'One file alone: the others mostly say the same',
      at: '6:12',
      files: weightedSample(-50, { lines: ['nopreempt'] }),
    },
  ],
  good: [
    {
      caption: 'Weight 0 means FAULT',
      files: weightedSample(0, { lines: ['nopreempt'] }),
    },
  ],
};
