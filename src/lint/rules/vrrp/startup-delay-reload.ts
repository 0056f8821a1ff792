import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { readDecimal } from '../../../../grammar/values/numbers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { isWithin, removal } from './settings.ts';

const since = '2.0.14';
const until = '2.3.1';

/** Without a target the newest release is the judge, and it is sound: then the older ones are only told of. */
function check(statement: Statement, context: RuleContext): void {
  const word = statement.words[1];
  if (word === undefined) return;
  const { value, fault } = readDecimal(word.image);
  if (fault !== undefined || value <= 0) return;
  const isKnown = context.target !== undefined;
  if (isKnown && !isWithin(context, since, until)) return;
  context.report({
    place: placeOf(statement),
    ...(isKnown ? {} : { severity: 'info' }),
    message: isKnown
      ? `a reload within the ${word.image} s of vrrp_startup_delay leaves keepalived ${context.target} deaf to its peers`
      : `releases ${since} to ${until} stay deaf to their peers when they are reloaded within the ${word.image} s of vrrp_startup_delay`,
    label: `do not reload in the first ${word.image} s`,
    help: 'Remove vrrp_startup_delay, or run 2.3.2 or later. To say that this host does: --keepalived-version 2.3.2',
    ...(isKnown ? removal(statement, 'Remove vrrp_startup_delay', 'unsafe') : {}),
  });
}

const node = (delay: string) => `global_defs {\n    router_id lb1\n${delay}}\n\n${sample()}`;

/** A delay that some releases do not end after a reload. */
export const vrrpStartupDelayReload = defineRule({
  id: 'vrrp/startup-delay-reload',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'vrrp_startup_delay with a release that a reload makes deaf',
    why: 'During the delay a filter keeps advertisements away. A reload in that time leaves the filter in place: the node never hears its peers again and becomes master beside them, until keepalived is restarted.',
    references: ['keepalived.conf(5): vrrp_startup_delay', 'acassen/keepalived#2387'],
  },
  bad: [
    {
      caption: 'A deployment often reloads right after the start',
      at: '3:5',
      release: '2.2.7',
      files: node('    vrrp_startup_delay 5\n'),
    },
  ],
  good: [
    { release: '2.2.7', files: node('') },
    { caption: 'Repaired', release: '2.3.2', files: node('    vrrp_startup_delay 5\n') },
  ],
  on: {
    statement: { 'global_defs/vrrp_startup_delay': (statement, _node, context) => check(statement, context) },
  },
});
