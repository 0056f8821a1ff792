import type { Place } from '../../../../grammar/source.ts';
import type { NodeModel, TrackScript, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn } from '../cluster/members.ts';
import { sample } from './sample.ts';
import { listedBriefly, someOf } from './settings.ts';
import { downTimeOf } from './timers.ts';

/** Seconds; what takes longer is worth a word. */
const target = 30;

const rounded = (value: number) => `${Math.round(value * 10) / 10} s`;

/** How long it takes until others know that the node is gone. */
function checkDeadNode(node: NodeModel, context: RuleContext): void {
  const slow = node.instances.filter((instance) => downTimeOf(instance) > target);
  const [first, ...others] = slow;
  if (first === undefined) return;
  const { advertInterval, downTimerAdverts } = first;
  context.report({
    place: placeOfInterval(first),
    message: `${listedBriefly(slow.map(({ name }) => `vrrp_instance ${name}`))} ${slow.length === 1 ? 'takes' : 'take'} a dead master for alive for ${rounded(downTimeOf(first))}`,
    label: `${downTimerAdverts.value} x ${advertInterval.value} s, and a little for the priority`,
    help: `advert_int 1 on all nodes, which makes it ${rounded(downTimerAdverts.value + 1)} at most`,
    related: someOf(others.map((instance) => ({ place: placeOfInterval(instance), message: 'and here' }))),
  });
}

function placeOfInterval(instance: VrrpInstance): Place {
  return placeIn(
    instance,
    instance.advertInterval.place === undefined ? instance.downTimerAdverts : instance.advertInterval,
  );
}

/** Every script that an instance or a sync group tracks, once. */
function trackedScripts(node: NodeModel): TrackScript[] {
  const entries = [...node.instances, ...node.syncGroups].flatMap(({ tracked }) => tracked);
  const scripts = entries.flatMap(({ definition, dropped }) =>
    definition?.kind === 'script' && dropped === undefined ? [definition] : [],
  );
  return [...new Set(scripts)];
}

/** How long a failed service goes unnoticed. */
function checkScript({ fall, interval, name, place }: TimedScript, context: RuleContext): void {
  const time = interval.value * fall.value;
  if (time <= target) return;
  const isSlow = interval.value > 5;
  context.report({
    place: (isSlow ? interval : fall).place ?? interval.place ?? fall.place ?? place,
    message: `vrrp_script ${name} takes up to ${rounded(time)} to notice a failure`,
    label: `fall ${fall.value} x interval ${interval.value} s`,
    help: isSlow
      ? `interval 2${fall.value > 3 ? ' and fall 2' : ''}, which makes it ${rounded(2 * (fall.value > 3 ? 2 : fall.value))}`
      : `fall 2, which makes it ${rounded(2 * interval.value)}`,
  });
}

type TimedScript = Pick<TrackScript, 'fall' | 'interval' | 'name'> & { readonly place: Place };

function check(node: NodeModel, context: RuleContext): void {
  checkDeadNode(node, context);
  for (const script of trackedScripts(node)) {
    const { fall, interval, name, statement } = script;
    const start = statement.words[1]!.startOffset;
    const place = statement.source.origin({ start, end: start + statement.words[1]!.image.length });
    checkScript({ fall, interval, name, place }, context);
  }
}

const node = (interval: number, advert: string) =>
  `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval ${interval}
    fall 2
    rise 2
}

${sample({ lines: ['track_script {', '    chk_nginx', '}'] }).replace('advert_int 1', advert)}`;

/** Settings that add up to a long time without service. */
export const vrrpFailoverTime = defineRule({
  id: 'vrrp/failover-time',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: `More than ${target} s until a failure is noticed`,
    why: 'For that long nothing answers on the VIP. A check has to fail `fall` times in a row, once an interval; a dead master is missed after three advertisements.',
    references: [
      'RFC 9568 section 6.1 (Master_Down_Interval)',
      'keepalived include/vrrp.h: VRRP_MS_DOWN_TIMER',
      'acassen/keepalived#2599',
    ],
  },
  bad: [
    { caption: 'A minute until the check has failed twice', at: '3:14', files: node(30, 'advert_int 1') },
    { caption: 'Three advertisements and a little', at: '13:16', files: node(2, 'advert_int 10') },
  ],
  good: [{ files: node(2, 'advert_int 1') }],
  on: { node: check },
});
