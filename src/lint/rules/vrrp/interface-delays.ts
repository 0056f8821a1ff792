import { textOf } from '../../../../grammar/configuration.ts';
import { readDecimal } from '../../../../grammar/values/numbers.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { isFrom, relatedTo } from './settings.ts';

const second = 1_000_000;

interface Delay {
  readonly place: Parameters<RuleContext['report']>[0]['place'];
  /** In seconds. */
  readonly seconds: number;
}

/** The delays of `interface_up_down_delays`, by interface; the last entry of an interface counts. */
function delaysIn(node: NodeModel): Map<string, Delay> {
  const delays = new Map<string, Delay>();
  for (const list of node.all('interface_up_down_delays')) {
    for (const entry of list.block?.statements ?? []) {
      const [name, ...words] = entry.words;
      const values = words
        .map((word) => readDecimal(textOf(word)))
        .filter(({ fault }) => fault === undefined);
      if (name === undefined || values.length === 0) continue;
      const seconds = Math.max(...values.map(({ value }) => value)) / second;
      delays.set(textOf(name), {
        place: entry.source.origin({ start: name.startOffset, end: name.startOffset + name.image.length }),
        seconds,
      });
    }
  }
  return delays;
}

function check(instance: VrrpInstance, delay: Delay, context: RuleContext): void {
  const { advertInterval, downTimerAdverts, name } = instance;
  const adverts = downTimerAdverts.value;
  const limit = (adverts - 1) * advertInterval.value;
  if (delay.seconds <= limit && !(adverts === 1 && delay.seconds > 0)) return;
  context.report({
    place: delay.place,
    message: `a delay of ${delay.seconds} s for ${instance.interface.value} is longer than vrrp_instance ${name} can wait: ${limit} s`,
    label: adverts === 1 ? 'reset to 0' : `cut to ${limit} s`,
    help:
      adverts === 1
        ? 'down_timer_adverts 3, or no delays for this interface'
        : `At most ${limit} s: (down_timer_adverts - 1) x advert_int`,
    related: [
      ...relatedTo(downTimerAdverts.statement, `${adverts} missed advertisements`),
      ...relatedTo(advertInterval.statement, `every ${advertInterval.value} s`),
    ],
  });
}

function checkNode(node: NodeModel, context: RuleContext): void {
  if (!isFrom(context, '2.2.3')) return;
  const delays = delaysIn(node);
  for (const instance of node.instances) {
    const delay = delays.get(instance.interface.value ?? '');
    if (delay !== undefined) check(instance, delay, context);
  }
}

const node = (delay: number) => `interface_up_down_delays {
    eth0 ${delay}
}

${sample()}`;

/** A link that is ignored for longer than a dead master is a link nobody watches. */
export const vrrpInterfaceDelays = defineRule({
  id: 'vrrp/interface-delays',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'interface_up_down_delays longer than a backup waits for the master',
    why: 'A backup would take over before this node believes that its link is down, so keepalived shortens the delay without a message of the configuration test.',
    references: ['keepalived vrrp/vrrp.c: check_debounce_timers, vrrp_complete_instance'],
  },
  bad: [{ caption: 'Ten seconds, where a backup waits three', at: '2:5', files: node(10) }],
  good: [{ files: node(2) }],
  on: { node: checkNode },
});
