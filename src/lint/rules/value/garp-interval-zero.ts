import { keywordOf } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { removeStatement } from './wording.ts';

const id = 'value/garp-interval-zero';

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const keyword = keywordOf(problem.statement);
  const edit = removeStatement(problem.statement);
  context.report({
    place: problem.place,
    message: `${keyword} 0 in global_defs is refused: the smallest value is 0.000001 s`,
    why: 'The line stems from the sample file of old packages. keepalived reports it on every start, and a configuration test (keepalived -t) fails on it; the effect, no delay, is the default anyway.',
    label: 'no delay is the default',
    help: `Remove the line ${keyword} 0`,
    ...(edit === undefined
      ? {}
      : { fixes: [{ title: `Remove ${keyword} 0`, safety: 'safe', edits: [edit] }] }),
  });
}

/** Accepted up to 2.0.6, refused since. */
export const valueGarpIntervalZero = defineRule({
  id,
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'vrrp_garp_interval 0 or vrrp_gna_interval 0 out of the packaged sample file',
    why: 'Releases from 2.0.7 on refuse 0, so a configuration test fails on a file that always worked; without the line there is no delay either.',
    references: [
      'keepalived core/global_parser.c: vrrp_garp_interval_handler',
      'keepalived issues 1373, 2174',
    ],
  },
  bad: [
    {
      caption: 'From the sample file',
      at: '3:24',
      files: `global_defs {
    router_id LVS_DEVEL
    vrrp_garp_interval 0
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `global_defs {
    router_id LVS_DEVEL
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: { problem: { 'bad-argument': (problem, _node, context) => report(problem, context) } },
});
