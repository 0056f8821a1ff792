import { booleanWords } from '../../../../grammar/values/booleans.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { consequence, nameOfValue, replacement, typeThis, whereabouts } from './wording.ts';

const id = 'value/boolean-invalid';

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  context.report({
    place: problem.place,
    message: `${nameOfValue(problem)} "${problem.value}" ${whereabouts(problem)} is not a boolean`,
    why: `Only ${booleanWords.join(', ')} are read, in lower case. ${consequence(problem)}`,
    label: 'write true or false',
    ...typeThis(problem),
    ...replacement(problem, problem.suggestion, 'safe'),
  });
}

/** Anything but the six booleans. */
export const valueBooleanInvalid = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A boolean that is not one of true, on, yes, false, off, no',
    why: 'keepalived compares the word exactly, in lower case; for anything else the keyword has no effect.',
    references: ['keepalived lib/parser.c: check_true_false'],
  },
  bad: [
    {
      caption: 'Booleans are lower case',
      at: '6:17',
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    strict_mode FALSE
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
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    strict_mode false
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
