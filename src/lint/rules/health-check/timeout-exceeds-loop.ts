import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { checkerKeywords } from '../../../model/lvs.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { keptServices } from '../lvs/service.ts';
import { formatNumber } from '../value/wording.ts';
import { relatedTo, someOf } from '../vrrp/settings.ts';
import { nameOfChecker } from './checkers.ts';
import { checker as sample } from './sample.ts';
import { commonTiming, slowTimingOf, type Timing } from './timing.ts';

interface Slow extends Timing {
  readonly checker: Statement;
}

function slowIn(service: ServiceDraft): Slow[] {
  const common = commonTiming(service.statement.block);
  const slow: Slow[] = [];
  for (const { statement } of service.servers) {
    for (const checker of statement.block?.statements ?? []) {
      if (checker.spec === undefined || !checkerKeywords.has(keywordOf(checker))) continue;
      const timing = slowTimingOf(checker, common);
      if (timing !== undefined && !isDefault(timing)) slow.push({ checker, ...timing });
    }
  }
  return slow;
}

/** The limit of a program is delay_loop when none is written: the same number says nothing new. */
function isDefault({ timeout, loop }: Timing): boolean {
  return keywordOf(timeout.statement!) === 'misc_timeout' && timeout.value === loop.value;
}

function check(service: ServiceDraft, context: RuleContext): void {
  const slow = slowIn(service);
  const [first] = slow;
  if (first === undefined) return;
  const { checker, timeout, loop, worst } = first;
  const { value, statement } = timeout;
  const keyword = keywordOf(statement!);
  const others = [...new Set(slow.map((one) => one.timeout.statement!))].filter((one) => one !== statement);
  const shorter = loop.value < 2 ? loop.value / 2 : Math.floor(loop.value / 2);
  const standing = value === loop.value ? 'as long as' : 'longer than';
  context.report({
    place: placeOf(statement!, statement!.words[1]),
    message: `${keyword} ${formatNumber(value)} of ${nameOfChecker(checker)} is ${standing} delay_loop ${formatNumber(loop.value)}: a real server that does not answer counts as down after up to ${formatNumber(worst)} s`,
    label: `at worst ${formatNumber(worst)} s with the retries`,
    help: `${keyword} below delay_loop, such as ${keyword} ${formatNumber(shorter)}`,
    related: [
      ...relatedTo(loop.statement, 'the next check waits for the end of the last'),
      ...someOf(others.map((one) => ({ place: placeOf(one, one.words[1]), message: 'this one too' }))),
    ],
  });
}

/** Checks that last longer than the time between them. */
export const healthCheckTimeoutExceedsLoop = defineRule({
  id: 'health-check/timeout-exceeds-loop',
  severity: 'info',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A time limit of a check that is not below delay_loop',
    why: 'keepalived never runs two checks of one real server at once: while one waits for an answer the loop stands still, and a hanging server is noticed much later than delay_loop suggests.',
    references: [
      'keepalived check/check_tcp.c: tcp_check_thread',
      'keepalived.conf(5): delay_loop, connect_timeout, retry',
      'acassen/keepalived#765',
    ],
  },
  bad: [
    {
      caption: 'Half a minute for a loop of 6 s',
      at: '8:29',
      files: sample('TCP_CHECK', ['connect_timeout 30']),
    },
  ],
  good: [{ files: sample('TCP_CHECK', ['connect_timeout 3']) }],
  on: {
    node: (node, context) => {
      for (const service of keptServices(node)) check(service, context);
    },
  },
});
