import { placeOf, textOf, type Word } from '../../../../grammar/configuration.ts';
import type { RuleContext } from '../../rule.ts';
import { type Entry, lists, nameOfEntry, onEntries } from '../routing/entry.ts';
import { lineWith, replaceWord } from '../value/wording.ts';
import { isFrom } from '../vrrp/settings.ts';

/** From this release on keepalived reports the old words. */
const reportedSince = '1.3.0';

/** Releases that read them all complain. */
const why = {
  why: 'It works, but keepalived reports it on every start, and a configuration test (keepalived -t) fails on it.',
};

function reportGateway(entry: Entry, word: Word, context: RuleContext): void {
  const edit = replaceWord(entry.statement, word, 'via');
  context.report({
    ...why,
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
    ...why,
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

/** Hooks for the words of routes that have gone out of use: gw, now via, and or, now nexthop. */
export const routeWordHooks = onEntries(lists.routes, new Set(['gw', 'or']), check).statement;
