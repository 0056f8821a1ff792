import { argumentOf } from '../../../../grammar/configuration.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { referencesOf } from '../script/tracking.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { unusableFinding } from './unusable-wording.ts';

const id = 'value/not-usable';

/** Without its command the daemon removes a vrrp_script, and then nothing that tracks it finds it. */
function removedWith({ statement, argument }: WordProblem, node: NodeModel): Related[] {
  const { path, owner, close } = statement.parent;
  if (path !== 'vrrp_script' || argument?.type !== 'script' || owner === undefined) return [];
  const users = referencesOf(node).filter(({ tracked }) => {
    return tracked.kind === 'script' && tracked.name === argumentOf(owner);
  });
  return [
    ...(close === undefined ? [] : [{ place: close, message: 'ends without a script, and is removed' }]),
    ...users.map(({ tracked }) => ({ place: tracked.place, message: 'finds no such script' })),
  ];
}

function report(problem: WordProblem, node: NodeModel, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const related = removedWith(problem, node);
  context.report({ place: problem.place, ...unusableFinding(problem), related });
}

const instance = (vip: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        ${vip}
    }
}
`;

/** Words the daemon cannot use for a reason no other rule of the group is about. */
export const valueNotUsable = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A value of the right kind that keepalived cannot use: too long, incomplete, or not decodable',
    why: 'keepalived reports the word and goes on without it, on this node only.',
    references: [
      'keepalived vrrp/vrrp_ipaddress.c: alloc_ipaddress',
      'keepalived vrrp/vrrp_iprule.c: alloc_rule',
    ],
  },
  bad: [
    {
      caption: 'A label of 17 characters loses the address',
      at: '8:45',
      files: instance('192.0.2.100/24 label eth0:virtual-addr'),
    },
    {
      caption: 'A host address has no broadcast address',
      at: '8:28',
      files: instance('192.0.2.100/32 brd +'),
    },
  ],
  good: [{ files: instance('192.0.2.100/24 brd + label eth0:vip') }],
  on: {
    problem: {
      'bad-argument': (problem, node, context) => report(problem, node, context),
      'bad-entry': (problem, node, context) => report(problem, node, context),
    },
  },
});
