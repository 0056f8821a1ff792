import type { BadCondition, ProblemKind } from '../../../../grammar/problems.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { lineOf } from '../../words.ts';

function vanishing(problem: BadCondition, context: RuleContext): void {
  const { source, span } = problem.place;
  if (problem.fault === 'empty') {
    context.report({
      place: problem.place,
      message: '@ without an id: the line is never read',
      help: '@ID in front of what is to be read on that host only, @^ID on all others',
      label: 'no id',
    });
    return;
  }
  const id = /@!([^ \t]*)/.exec(lineOf(problem.place))?.[1] ?? 'ID';
  const edit: Edit = { place: { source, span: { start: span.start, end: span.start + 2 } }, text: '@^' };
  context.report({
    place: problem.place,
    message: `@!${id} is no negation: the ! begins a comment, and the line is never read`,
    help: `@^${id}`,
    label: 'no id',
    fixes: [{ title: `Write @^${id}`, safety: 'unsafe', edits: [edit] }],
  });
}

/** Braces of the text behind a condition: opened less closed. */
function balanceOf(problem: BadCondition): number {
  const { source, span } = problem.place;
  const rest = source.text.slice(span.start, source.lineEnd(span.start));
  return (rest.match(/\{/g)?.length ?? 0) - (rest.match(/\}/g)?.length ?? 0);
}

const structural: ReadonlySet<ProblemKind> = new Set([
  'missing-close',
  'extra-close',
  'missing-open',
  'unexpected-open',
]);

/** Conditions that lose a brace, unless lines of the same condition lose its counterpart, too. */
function lostBraces(node: NodeModel, context: RuleContext): void {
  // Another condition may bring the other brace.
  if (!node.configuration.problems.some(({ kind }) => structural.has(kind))) return;
  const byCondition = new Map<string, BadCondition[]>();
  for (const problem of node.configuration.problems) {
    if (problem.kind !== 'bad-condition' || problem.fault !== 'loses-brace') continue;
    const key = `${problem.place.source.slice(problem.place.span)} ${problem.place.source.path}`;
    const same = byCondition.get(key);
    if (same === undefined) byCondition.set(key, [problem]);
    else same.push(problem);
  }
  for (const problems of byCondition.values()) {
    const balance = problems.reduce((sum, problem) => sum + balanceOf(problem), 0);
    if (balance !== 0)
      lostBrace(problems.find((problem) => Math.sign(balanceOf(problem)) === Math.sign(balance))!, context);
  }
}

function lostBrace(problem: BadCondition, context: RuleContext): void {
  const { place } = problem;
  const condition = place.source.slice(place.span);
  const brace = balanceOf(problem) > 0 ? '{' : '}';
  context.report({
    place,
    message: `where ${condition} does not hold, the ${brace} on this line is gone, and its counterpart is not`,
    why: 'A condition that does not hold removes the rest of the line, braces and all. The other lines of the block are read as lines of the block around.',
    help: `Write ${condition} in front of every line of the block, the one with } included`,
    label: `takes a ${brace} with it`,
  });
}

/** Conditions that never hold, or take half a block with them. */
export const syntaxBadCondition = defineRule({
  id: 'syntax/bad-condition',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'An @ condition that never holds, or that takes one brace of a block with it',
    why: 'A line whose condition does not hold vanishes without a message.',
    references: ['keepalived lib/parser.c: read_line', 'keepalived.conf(5), conditional configuration'],
  },
  bad: [
    {
      caption: 'A negation is written @^',
      at: '4:5',
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    @!web2 priority 150
    @web2 priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'The } is there on every host, the { on one',
      at: '5:5',
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    @no-such-host track_interface {
        eth1
    }
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
    @^no-such-host priority 150
    @no-such-host priority 100
    @no-such-host track_interface {
    @no-such-host     eth1
    @no-such-host }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'bad-condition': (problem, _node, context) => {
        if (problem.fault !== 'loses-brace') vanishing(problem, context);
      },
    },
    node: lostBraces,
  },
});
