import { placeOf } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isWithin } from '../vrrp/settings.ts';
import { type Entry, firstOf, lists, nameOfEntry, onEntries } from './entry.ts';
import { entry as sample } from './sample.ts';

function check(entry: Entry, _node: unknown, context: RuleContext): void {
  if (!isWithin(context, '2.0.1', '2.3.1')) return;
  if (entry.options.has('no_track') || firstOf(entry, ['dev', 'oif']) !== undefined) return;
  context.report({
    place: placeOf(entry.statement, entry.rest.at(-1)),
    message: `${nameOfEntry(entry)} names no interface, so keepalived cannot track it`,
    label: 'no dev',
    help: 'Add dev INTERFACE to have it tracked, or no_track to have it without a message',
  });
}

/** Routes that releases up to 2.3.1 complain about. */
export const routingNotTracked = defineRule({
  id: 'routing/not-tracked',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A route without interface, which releases up to 2.3.1 do not track',
    why: 'When somebody removes the route it is not missed: the instance stays master without it. A configuration test (keepalived -t) of releases up to 2.3.1 fails on it.',
    references: ['keepalived vrrp/vrrp_iproute.c: alloc_route'],
  },
  bad: [
    {
      caption: 'A gateway alone, up to 2.3.1',
      at: '8:9',
      release: '2.2.7',
      files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1'),
    },
  ],
  good: [
    { release: '2.2.7', files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1 dev eth0') },
    { files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1') },
  ],
  on: onEntries(lists.routes, undefined, check),
});
