import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { NodeModel, TrackScript } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listedBriefly, someOf } from '../vrrp/settings.ts';
import { tracked } from './sample.ts';
import { referencesOf } from './tracking.ts';

/** Checks that are further apart than this seldom meet the same hiccup twice. */
const SHORT_INTERVAL = 5;

/** Whether one failure is enough, and nobody chose that. Where it takes several, a rise of 1 does no harm. */
function isHasty({ fall, interval, command }: TrackScript): boolean {
  return (
    fall.value === 1 && !fall.isWritten && interval.value < SHORT_INTERVAL && command.value !== undefined
  );
}

/** Blocks with a `fail 2` or the like, which is syntax/unknown-keyword's: to spell it right is all there is to do. */
function misspelt(node: NodeModel): Set<Statement> {
  return new Set(
    node.configuration.problems.flatMap((problem) =>
      problem.kind === 'unknown-keyword' && problem.suggestions.includes('fall')
        ? (problem.statement.parent.owner ?? [])
        : [],
    ),
  );
}

function check(node: NodeModel, context: RuleContext): void {
  const used = new Set(
    referencesOf(node).flatMap(({ tracked: one }) => (one.dropped === undefined ? one.definition : [])),
  );
  const meant = misspelt(node);
  const hasty = node.scripts.filter(
    (script) => used.has(script) && isHasty(script) && !meant.has(script.statement),
  );
  const [first, ...others] = hasty;
  if (first === undefined) return;
  const { rise, interval } = first;
  const lacks = rise.value === 1 ? ['fall', 'rise'] : ['fall'];
  const seconds = interval.value === 1 ? 'every second' : `every ${interval.value} s`;
  context.report({
    place: placeOf(first.statement, first.statement.words[1]),
    message: `a single failure of vrrp_script ${listedBriefly(hasty.map(({ name }) => name))} counts: fall is 1 by default`,
    label: `runs ${seconds}`,
    help: lacks.map((word) => `${word} 2`).join(', '),
    related: someOf(
      others.map(({ statement }) => ({
        place: placeOf(statement, statement.words[1]),
        message: 'this one too',
      })),
    ),
  });
}

/** Checks that move the VIP at the first hiccup. */
export const scriptNoFallRise = defineRule({
  id: 'script/no-fall-rise',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'A vrrp_script of which a single failure counts',
    why: 'One slow or failed run lowers the priority or fails the instance, and the next good one takes that back: a short hiccup can move the VIP twice.',
    references: ['keepalived.conf(5): vrrp_script', 'acassen/keepalived#2469', 'acassen/keepalived#535'],
  },
  bad: [{ caption: 'fall is 1 by default', at: '6:13', files: tracked({ check: ['interval 2'] }) }],
  good: [
    { files: tracked() },
    { caption: 'A choice', files: tracked({ check: ['interval 2', 'fall 1', 'rise 2'] }) },
  ],
  on: { node: check },
});
