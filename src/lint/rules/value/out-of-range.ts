import { limitsOf } from '../../../../grammar/values/check-number.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import {
  consequence,
  formatNumber,
  lineWith,
  nameOfValue,
  rangeText,
  shown,
  whereabouts,
} from './wording.ts';

const id = 'value/out-of-range';

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const spec = problem.kind === 'bad-argument' ? problem.statement.spec : undefined;
  const range = rangeText(problem.argument, spec);
  const isOutside = range.endsWith(' or more') ? `is not ${range}` : `is outside ${range}`;
  // A value that is used all the same is only an odd one, and so is a time of which the limit is used.
  const isUsed = problem.used === problem.value;
  const isCut = problem.argument?.type === 'rtt' && problem.used !== undefined;
  context.report({
    place: problem.place,
    ...(isUsed || isCut ? { severity: 'warning' } : {}),
    message: `${nameOfValue(problem)} ${shown(problem)} ${whereabouts(problem)} ${isOutside}`,
    why: isUsed ? 'keepalived reports it and uses it all the same.' : consequence(problem),
    label: `must be ${range}`,
    help: helpFor(problem),
  });
}

/** The nearest value there is; for a 0 that is to switch off what is off anyway, no line at all. */
function helpFor({ statement, word, argument, value, kind, used }: WordProblem): string {
  if (kind === 'bad-argument' && statement.spec?.default === 'off' && Number(value) === 0)
    return 'Remove the line: off is the default';
  if (argument?.type === 'rtt') return `Write a time of ${rangeText(argument)}`;
  const { min = 0, max } = argument === undefined ? {} : limitsOf(argument);
  const isHigh = max !== undefined && Number(value) > max;
  const nearest = lineWith(statement, word, formatNumber(isHigh ? max : min));
  // The least of a time may be a microsecond, which nobody wants; what the daemon uses is reasonable.
  if (!isHigh && used !== undefined && Number(used) > min)
    return `${lineWith(statement, word, used)}, as it is now, or another value from ${formatNumber(min)} on`;
  return `${nearest}, or ${isHigh ? 'less' : 'more'}`;
}

/** Numbers outside of the range of their keyword, for keywords without a rule of their own. */
export const valueOutOfRange = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A number outside of the range its keyword takes',
    why: 'keepalived does not use such a value: it falls back to another one, on this node only, and a configuration test fails.',
    references: [
      'keepalived lib/parser.c: read_int_func, read_unsigned_func, read_decimal_unsigned_long_func',
    ],
  },
  bad: [
    {
      caption: 'A delay beyond the largest one',
      at: '7:19',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    preempt_delay 3600
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    preempt_delay 300
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'bad-argument': (problem, _node, context) => report(problem, context),
      'bad-entry': (problem, _node, context) => report(problem, context),
    },
  },
});
