import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import { readAnyBase } from '../../../../grammar/values/numbers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { type Entry, isRule, lists, nameOfEntry, onEntries } from './entry.ts';
import { entry as sample } from './sample.ts';

/** The number of keepalived among routing protocols (rtnetlink.h). */
const own = 18;

function check(entry: Entry, _node: unknown, context: RuleContext): void {
  const protocol = entry.options.get('protocol');
  if (protocol?.value === undefined || entry.options.has('no_track') || !isFrom(context, '2.0.1')) return;
  const text = textOf(protocol.value);
  if (text === 'keepalived' || readAnyBase(text) === own) return;
  context.report({
    place: placeOf(entry.statement, protocol.value),
    message: `protocol ${text} in ${nameOfEntry(entry)} does not go with tracking`,
    why: `keepalived finds its ${isRule(entry) ? 'rules' : 'routes'} again by protocol ${own}, so it puts ${own} in the place of ${text}.`,
    label: `becomes ${own}`,
    help: `Leave protocol ${text} out, or add no_track`,
  });
}

/** Routes and rules that are watched by a protocol of their own. */
export const routingTrackedProtocol = defineRule({
  id: 'routing/tracked-protocol',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A protocol other than that of keepalived on a tracked route or rule',
    why: `keepalived sets the protocol to ${own}, its own, on everything it tracks.`,
    references: ['keepalived vrrp/vrrp_iproute.c: alloc_route', 'keepalived vrrp/vrrp_iprule.c: alloc_rule'],
  },
  bad: [
    {
      at: '8:57',
      files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1 dev eth0 protocol static'),
    },
  ],
  good: [
    {
      caption: 'Not tracked',
      files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1 dev eth0 protocol static no_track'),
    },
  ],
  on: onEntries([...lists.routes, ...lists.rules], new Set(['protocol']), check),
});
