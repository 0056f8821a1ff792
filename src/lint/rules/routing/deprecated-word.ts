import { placeOf, textOf, type Word } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { lineWith, replaceWord } from '../value/wording.ts';
import { isFrom } from '../vrrp/settings.ts';
import { type Entry, lists, nameOfEntry, onEntries } from './entry.ts';
import { entry as sample } from './sample.ts';

/** From this release on keepalived reports the old words. */
const reportedSince = '1.3.0';

function reportGateway(entry: Entry, word: Word, context: RuleContext): void {
  const edit = replaceWord(entry.statement, word, 'via');
  context.report({
    place: placeOf(entry.statement, word),
    message: `gw in ${nameOfEntry(entry)} is the old name of via`,
    label: 'now via',
    help: lineWith(entry.statement, word, 'via'),
    ...(edit === undefined ? {} : { fixes: [{ title: 'Write via', safety: 'safe', edits: [edit] }] }),
  });
}

function reportSecond(entry: Entry, word: Word, context: RuleContext): void {
  const gateways = ['via', 'or'].map((name) => entry.options.get(name)?.value?.image ?? 'GATEWAY');
  context.report({
    place: placeOf(entry.statement, word),
    message: `or in ${nameOfEntry(entry)} is the old way to give a second gateway`,
    label: 'now nexthop',
    help: `${gateways.map((gateway) => `nexthop via ${gateway}`).join(' ')}, in the place of via and or, at the end of the line`,
  });
}

/** Of several `or`, or of one beside nexthop, routing/second-gateway speaks. */
function check(entry: Entry, _node: unknown, context: RuleContext): void {
  if (!isFrom(context, reportedSince)) return;
  const gateway = entry.options.get('gw');
  if (gateway !== undefined) reportGateway(entry, gateway.word, context);
  const second = entry.options.get('or');
  const count = entry.statement.words.filter((word) => textOf(word) === 'or').length;
  if (second !== undefined && count === 1 && entry.nextHop === undefined)
    reportSecond(entry, second.word, context);
}

/** Words of routes that have gone out of use. */
export const routingDeprecatedWord = defineRule({
  id: 'routing/deprecated-word',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'gw and or in a route, which are now via and nexthop',
    why: 'They work, but keepalived reports them on every start, and a configuration test (keepalived -t) fails on them.',
    references: ['keepalived vrrp/vrrp_iproute.c: alloc_route', 'ip-route(8)'],
  },
  bad: [
    {
      caption: 'gw instead of via',
      at: '8:25',
      files: sample('virtual_routes', '198.51.100.0/24 gw 192.0.2.1 dev eth0'),
    },
    {
      caption: 'Two gateways',
      at: '8:39',
      files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1 or 192.0.2.2 dev eth0'),
    },
  ],
  good: [{ files: sample('virtual_routes', '198.51.100.0/24 via 192.0.2.1 dev eth0') }],
  on: onEntries(lists.routes, new Set(['gw', 'or']), check),
});
