import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel, TrackScript } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listedBriefly, someOf } from '../vrrp/settings.ts';
import { tracked } from './sample.ts';
import { referencesOf } from './tracking.ts';

/** Checks that are further apart than this seldom meet the same hiccup twice. */
const SHORT_INTERVAL = 5;

/** Whether one failure is enough. Where it takes several, a rise of 1 does no harm. */
function isHasty({ fall, interval, command }: TrackScript): boolean {
  return fall.value === 1 && interval.value < SHORT_INTERVAL && command.value !== undefined;
}

function check(node: NodeModel, context: RuleContext): void {
  const used = new Set(referencesOf(node).map(({ tracked: one }) => one.definition));
  const hasty = node.scripts.filter((script) => used.has(script) && isHasty(script));
  const [first, ...others] = hasty;
  if (first === undefined) return;
  const { rise, interval } = first;
  const lacks = rise.value === 1 ? ['fall', 'rise'] : ['fall'];
  const seconds = interval.value === 1 ? 'every second' : `every ${interval.value} s`;
  context.report({
    place: placeOf(first.statement, first.statement.words[1]),
    message: `a single failure of vrrp_script ${listedBriefly(hasty.map(({ name }) => name))} counts: fall is 1`,
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
    why: 'A single slow or failed run takes the VIP away, and the next good one brings it back: a short hiccup interrupts the service twice.',
    references: ['keepalived.conf(5): vrrp_script', 'acassen/keepalived#2469', 'acassen/keepalived#535'],
  },
  bad: [{ caption: 'fall is 1 by default', at: '6:13', files: tracked({ check: ['interval 2'] }) }],
  good: [{ files: tracked() }],
  on: { node: check },
});
