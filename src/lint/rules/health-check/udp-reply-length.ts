import { argumentOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { readUnsigned } from '../../../../grammar/values/numbers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { atEnd, nameOfChecker, realServer, settings } from './checkers.ts';
import { checker as sample } from './sample.ts';

const longest = 65535;

function lengthOf(statement: Statement | undefined, otherwise: number): number {
  const { value, fault } = readUnsigned((statement && argumentOf(statement)) ?? 'x');
  return fault === undefined && value <= longest ? value : otherwise;
}

function check(checker: Statement, context: RuleContext): void {
  const [first] = settings(checker.block, 'min_reply_length').slice(-1);
  const [last] = settings(checker.block, 'max_reply_length').slice(-1);
  const min = lengthOf(first, 0);
  const max = lengthOf(last, 255);
  if (min <= max || !isFrom(context, '2.2.0')) return;
  const place = first ?? last!;
  context.report({
    place: placeOf(place, place.words[1]),
    message: `${nameOfChecker(checker)} wants replies of at least ${min} and at most ${max} bytes`,
    label: last === undefined ? `more than the default of max_reply_length, ${max}` : `more than ${max}`,
    help: `max_reply_length ${min}, or more`,
    related: [
      ...(last === undefined || last === place ? [] : [{ place: placeOf(last), message: 'the upper limit' }]),
      ...atEnd(checker, 'no reply can pass'),
    ],
  });
}

/** Lengths of replies that exclude each other. */
export const healthCheckUdpReplyLength = defineRule({
  id: 'health-check/udp-reply-length',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'UDP_CHECK with min_reply_length above max_reply_length',
    why: 'No reply can be long and short enough: every check fails, and the real server is taken out.',
    references: ['keepalived check/check_udp.c: udp_check_end'],
  },
  bad: [
    {
      caption: 'Above the default of max_reply_length',
      at: '9:30',
      files: sample('UDP_CHECK', ['require_reply', 'min_reply_length 300']),
    },
  ],
  good: [{ files: sample('UDP_CHECK', ['require_reply', 'min_reply_length 300', 'max_reply_length 512']) }],
  on: {
    statement: { [`${realServer}/UDP_CHECK`]: (statement, _node, context) => check(statement, context) },
  },
});
