import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type Entry, firstOf, lists, nameOfEntry, onEntries } from './entry.ts';
import { entry as sample } from './sample.ts';

/** Options of a look-up in a table. */
const options = ['suppress_prefixlength', 'sup_pl', 'suppress_ifgroup', 'sup_group', 'realms'];

/** Actions that look nothing up. */
const others: ReadonlySet<string> = new Set(['blackhole', 'prohibit', 'unreachable']);

function otherAction(entry: Entry): string | undefined {
  if (entry.options.has('goto')) return 'goto';
  if (entry.options.has('nop')) return 'nop';
  const word = entry.rest.find((one) => others.has(textOf(one)));
  return word === undefined ? undefined : textOf(word);
}

function check(entry: Entry, _node: unknown, context: RuleContext): void {
  const option = firstOf(entry, options);
  const action = otherAction(entry);
  if (option === undefined || action === undefined) return;
  const text = textOf(option.word);
  context.report({
    place: placeOf(entry.statement, option.word),
    message: `${text} in ${nameOfEntry(entry)} is for rules with a table, not with ${action}`,
    label: `not with ${action}`,
    help: `Remove ${text}, or write table NAME instead of ${action}`,
  });
}

/** Options of rules that need a table. */
export const routingTableOption = defineRule({
  id: 'routing/table-option',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A suppressor or realm in a rule that looks up no table',
    why: 'keepalived leaves the whole rule out: packets are routed as if it were not there.',
    references: ['keepalived vrrp/vrrp_iprule.c: alloc_rule', 'ip-rule(8)'],
  },
  bad: [
    {
      at: '8:44',
      files: sample('virtual_rules', 'from 198.51.100.0/24 preference 90 suppress_prefixlength 0 blackhole'),
    },
  ],
  good: [
    {
      files: sample('virtual_rules', 'from 198.51.100.0/24 preference 90 suppress_prefixlength 0 table main'),
    },
  ],
  on: onEntries(lists.rules, new Set(options), check),
});
