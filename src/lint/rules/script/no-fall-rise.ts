import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel, TrackScript } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listedBriefly, someOf } from '../vrrp/settings.ts';
import { tracked } from './sample.ts';
import { referencesOf } from './tracking.ts';

/** Checks that are further apart than this seldom meet the same hiccup twice. */
const SHORT_INTERVAL = 5;

/** What one result decides alone. */
function lacking({ fall, rise }: TrackScript): string[] {
  return [...(fall.value === 1 ? ['fall'] : []), ...(rise.value === 1 ? ['rise'] : [])];
}

function check(node: NodeModel, context: RuleContext): void {
  const used = new Set(referencesOf(node).map(({ tracked: one }) => one.definition));
  const hasty = node.scripts.filter(
    (script) =>
      used.has(script) &&
      script.command.value !== undefined &&
      script.interval.value < SHORT_INTERVAL &&
      lacking(script).length > 0,
  );
  const [first, ...others] = hasty;
  if (first === undefined) return;
  const lacks = lacking(first);
  const { fall, rise, interval } = first;
  const seconds = interval.value === 1 ? 'every second' : `every ${interval.value} s`;
  context.report({
    place: placeOf(first.statement, first.statement.words[1]),
    message: `one result of ${listedBriefly(hasty.map(({ name }) => `vrrp_script ${name}`))} decides: ${lacks.map((word) => `${word} is 1`).join(', ')}`,
    label: `runs ${seconds}, fall ${fall.value}, rise ${rise.value}`,
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
    summary: 'A vrrp_script of which a single result counts',
    why: 'A single slow or failed run takes the VIP away, and the next good one brings it back: a short hiccup interrupts the service twice.',
    references: ['keepalived.conf(5): vrrp_script', 'acassen/keepalived#2469', 'acassen/keepalived#535'],
  },
  bad: [{ caption: 'fall and rise are 1 by default', at: '6:13', files: tracked({ check: ['interval 2'] }) }],
  good: [{ files: tracked() }],
  on: { node: check },
});
