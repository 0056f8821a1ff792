import { baselineText } from '../../../diagnostics/baseline.ts';
import { defineRule } from '../../rule.ts';
import { commented } from './wording.ts';

const entry = {
  file: 'keepalived.conf',
  rule: 'vrrp/priority-missing',
  message: 'vrrp_instance VI_1 has no priority, and runs with 100',
  fingerprint: '5d41402abc4b2a76',
};

/** An entry of a baseline whose finding is gone. */
export const suppressionStaleBaseline = defineRule({
  id: 'suppression/stale-baseline',
  severity: 'warning',
  scope: 'node',
  isOptional: true,
  docs: {
    summary: 'An entry of the baseline that no finding answers to any more (--report-stale-baseline)',
    why: 'As long as the entry stands, it would hide the same mistake when somebody makes it again.',
    references: ['hacfg docs/suppressions.md'],
  },
  bad: [
    {
      caption: 'The priority was written since',
      at: 'baseline.json:4:5',
      files: { 'keepalived.conf': commented(''), 'baseline.json': baselineText([entry]) },
    },
  ],
  good: [{ files: { 'keepalived.conf': commented(''), 'baseline.json': baselineText([]) } }],
  on: {
    staleEntry: ({ entry: { file, rule, message }, place }, context) => {
      context.report({
        place,
        message: `${file} has no finding of ${rule} any more that says: ${message}`,
        label: 'stale',
        help: 'Remove the line, or write the baseline anew with --write-baseline',
      });
    },
  },
});
