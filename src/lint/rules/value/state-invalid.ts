import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { lineWith, nameOfBlock, replacement } from './wording.ts';

const id = 'value/state-invalid';

/** The state to write: what was meant where that is clear, else what keepalived does anyway. */
function replacementFor(problem: WordProblem): string | undefined {
  const upper = problem.value.toUpperCase();
  if (upper === 'MASTER' || upper === 'BACKUP') return upper;
  // A slip of MASTER is no reason to turn the node into one unasked.
  return problem.suggestion === 'MASTER' ? undefined : 'BACKUP';
}

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const state = replacementFor(problem);
  context.report({
    place: problem.place,
    message: `state ${problem.value} in ${nameOfBlock(problem.statement.parent)} is neither MASTER nor BACKUP`,
    ...(problem.value.toUpperCase() === 'BACKUP'
      ? {
          why: 'It is written in capitals. keepalived takes any other word for BACKUP too, but reports it, and a configuration test (keepalived -t) fails on it.',
        }
      : {
          why: 'Both are written in capitals. keepalived takes any other word for BACKUP, so the file says one thing and the node does another.',
        }),
    label: 'read as BACKUP',
    help: lineWith(problem.statement, problem.word, state ?? 'MASTER'),
    ...replacement(problem, state, 'safe'),
  });
}

const instance = (state: string) => `vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** `state` is compared exactly, with its case. */
export const valueStateInvalid = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'state is neither MASTER nor BACKUP',
    why: 'keepalived takes any other word, also master in small letters, for BACKUP, so the file says one thing and the node does another.',
    references: ['keepalived vrrp/vrrp_parser.c: vrrp_state_handler', 'keepalived issues 341, 542, 2108'],
  },
  bad: [
    { caption: 'Small letters', at: '2:11', files: instance('master') },
    { caption: 'A state that keepalived does not have', at: '2:11', files: instance('SLAVE') },
  ],
  good: [{ files: instance('BACKUP') }],
  on: { problem: { 'bad-argument': (problem, _node, context) => report(problem, context) } },
});
