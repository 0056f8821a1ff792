import { textOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { formatDecimal, readDecimal } from '../../../../grammar/values/numbers.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { nameOfBlock, shown, typeThis } from './wording.ts';

const id = 'value/advert-int-range';

/** The field of a version 3 advertisement is 12 bits of hundredths of a second (RFC 9568 section 5.2.7). */
const MAX_V3_MICROSECONDS = 40_950_000;
/** Its unit, in microseconds. */
const HUNDREDTH = 10_000;

const why =
  'The interval is part of the election: nodes that do not agree on it drop each other\u2019s advertisements or take over too early.';

function reportValue(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const where = nameOfBlock(problem.statement.parent);
  if (problem.fault === 'too-many-decimals') {
    context.report({
      place: problem.place,
      severity: 'warning',
      message: `advert_int ${shown(problem)} in ${where} has more decimal places than keepalived reads`,
      why: `keepalived reports it and reads ${problem.used} s.`,
      label: `read as ${problem.used}`,
      ...typeThis(problem),
    });
    return;
  }
  context.report({
    place: problem.place,
    message:
      problem.fault === 'out-of-range'
        ? `advert_int ${shown(problem)} in ${where} is outside 0.01-255 s`
        : `advert_int "${problem.value}" in ${where} is not a plain number of seconds, 0.01-255`,
    why: `keepalived ignores the line and uses ${problem.used ?? 1} s. ${why}`,
    label: `keepalived uses ${problem.used ?? 1} s`,
    ...typeThis(problem),
  });
}

function reportRounded(instance: VrrpInstance, text: string, place: Place, context: RuleContext): void {
  const used = formatDecimal(instance.advertInterval.value * 1_000_000);
  context.report({
    place,
    severity: 'warning',
    message: `advert_int ${text} in vrrp_instance ${instance.name} is not a number of hundredths of a second`,
    why: `VRRP version 3 counts hundredths of a second: keepalived reports it and uses ${used} s.`,
    label: `sent as ${used} s`,
    help: `advert_int ${used}`,
  });
}

function reportV3(instance: VrrpInstance, context: RuleContext): void {
  const { advertInterval, version } = instance;
  const { word, place } = advertInterval;
  if (version.value !== 3 || word === undefined || place === undefined) return;
  if (advertInterval.statement?.parent !== instance.block) return;
  const { value, fault } = readDecimal(textOf(word));
  if (fault !== undefined || value < HUNDREDTH || value > 255_000_000) return;
  if (value < MAX_V3_MICROSECONDS + HUNDREDTH) {
    if (value % HUNDREDTH !== 0) reportRounded(instance, textOf(word), place, context);
    return;
  }
  context.report({
    place,
    message: `advert_int ${textOf(word)} in vrrp_instance ${instance.name} is more than VRRP version 3 can say: 0.01-40.95 s`,
    why: `keepalived cuts it to ${formatDecimal(MAX_V3_MICROSECONDS)} s. ${why}`,
    label: 'cut to 40.95 s',
    help: 'advert_int 40, or less: a backup waits more than three times as long before it takes over',
  });
}

const instance = (interval: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    version 3
    virtual_router_id 51
    priority 100
    advert_int ${interval}
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Advertisement intervals out of what the daemon or the protocol version takes. */
export const valueAdvertIntRange = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'advert_int out of range: 1-255 s in version 2, 0.01-40.95 s in version 3',
    why,
    references: [
      'RFC 9568 section 5.2.7',
      'keepalived vrrp/vrrp_parser.c: vrrp_adv_handler, vrrp/vrrp.c: vrrp_complete_instance',
    ],
  },
  bad: [
    { caption: 'More than 12 bits of hundredths', at: '7:16', files: instance('100') },
    { caption: 'Seconds are written without a unit', at: '7:16', files: instance('1s') },
  ],
  good: [{ files: instance('0.5') }],
  on: {
    problem: { 'bad-argument': (problem, _node, context) => reportValue(problem, context) },
    instance: (instance, _node, context) => reportV3(instance, context),
  },
});
