import { keywordOf, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import { compareReleases } from '../../../../grammar/vocabulary/releases.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { nameOfChecker, realServer } from './checkers.ts';
import { checker as sample } from './sample.ts';

/** The releases that take a last octet of ff for a mistake. */
const since = '2.2.0';
const until = '2.3.2';

function check(statement: Statement, context: RuleContext): void {
  const last = statement.words.slice(1).at(-1);
  const owner = statement.parent.owner;
  if (last === undefined || owner === undefined || context.target === undefined) return;
  if (!isFrom(context, since) || compareReleases(context.target, until) > 0) return;
  const text = textOf(last);
  const octets = text.split(/[ \t]+/).at(-1)!;
  if (octets.length % 2 !== 0 || !/ff$/i.test(octets)) return;
  context.report({
    place: placeOf(statement, last),
    message: `${keywordOf(statement)} of ${nameOfChecker(owner)} ends in ff, which keepalived ${since} to ${until} refuse`,
    label: 'ends in ff',
    help: 'Add an octet, or run a later release',
  });
}

/** A last octet of ff in the hexadecimal strings of UDP_CHECK. */
export const healthCheckUdpLastOctet = defineRule({
  id: 'health-check/udp-last-octet',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: `payload or require_reply that ends in ff, which keepalived ${since} to ${until} refuse`,
    why: 'keepalived takes the last octet for a sign that is no hexadecimal digit: it sends nothing, or accepts any reply.',
    references: ['keepalived lib/parser.c: read_hex_str'],
  },
  bad: [{ at: '8:21', release: '2.2.7', files: sample('UDP_CHECK', ['payload 00ff']) }],
  good: [
    { release: '2.2.7', files: sample('UDP_CHECK', ['payload ff00', 'require_reply 0ff0']) },
    { release: '2.3.4', files: sample('UDP_CHECK', ['payload 00ff']) },
  ],
  on: {
    statement: {
      [`${realServer}/UDP_CHECK/payload`]: (statement, _node, context) => check(statement, context),
      [`${realServer}/UDP_CHECK/require_reply`]: (statement, _node, context) => check(statement, context),
    },
  },
});
