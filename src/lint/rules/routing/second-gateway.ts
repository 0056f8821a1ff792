import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type Entry, lists, nameOfEntry, onEntries } from './entry.ts';
import { entry as sample } from './sample.ts';

function check(entry: Entry, _node: unknown, context: RuleContext): void {
  const { statement, options, nextHop } = entry;
  if (!options.has('or')) return;
  const [first, second] = statement.words.filter((word) => textOf(word) === 'or');
  const gateways = ['via', 'or'].flatMap((word) => options.get(word)?.value?.image ?? []);
  const help = `${gateways.map((gateway) => `nexthop via ${gateway}`).join(' ')} at the end of the line, one nexthop for each gateway`;
  if (nextHop !== undefined) {
    context.report({
      place: placeOf(statement, nextHop),
      message: `${nameOfEntry(entry)} has both or and nexthop`,
      label: 'not with or',
      help,
      related: [{ place: placeOf(statement, first), message: 'the old way to give a gateway' }],
    });
  } else if (second !== undefined) {
    context.report({
      place: placeOf(statement, second),
      message: `${nameOfEntry(entry)} has a third gateway behind or`,
      why: 'or takes one more gateway beside via: keepalived reports the others and leaves them out.',
      label: 'left out',
      help,
      related: [{ place: placeOf(statement, first), message: 'the second gateway' }],
    });
  }
}

/** More gateways than `or` can give. */
export const routingSecondGateway = defineRule({
  id: 'routing/second-gateway',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A route with or and nexthop, or with or more than once',
    why: 'keepalived takes either the one or the other, and leaves out the whole route.',
    references: ['keepalived vrrp/vrrp_iproute.c: alloc_route', 'ip-route(8)'],
  },
  bad: [
    {
      caption: 'Both ways',
      at: '8:52',
      files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1 or 192.0.2.2 nexthop via 192.0.2.3'),
    },
    {
      caption: 'Three gateways',
      at: '8:52',
      files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1 or 192.0.2.2 or 192.0.2.3'),
    },
  ],
  good: [
    {
      files: sample(
        'virtual_routes',
        '198.51.100.0/24 nexthop via 192.0.2.1 dev eth0 nexthop via 192.0.2.2 dev eth0',
      ),
    },
  ],
  on: onEntries(lists.routes, new Set(['or']), check),
});
