import { keywordOf, placeOfLine, textOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { readDecimal } from '../../../../grammar/values/numbers.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { isFrom, relatedTo } from './settings.ts';

const second = 1_000_000;

/** How long changes of a link are not believed, in seconds. */
interface Delay {
  readonly place: Place;
  readonly down: number;
  readonly up: number;
}

/** The delays of `interface_up_down_delays`, by interface; the last entry of an interface counts. */
function delaysIn(node: NodeModel): Map<string, Delay> {
  const delays = new Map<string, Delay>();
  for (const list of node.all('interface_up_down_delays')) {
    for (const entry of list.block?.statements ?? []) {
      const [down, up] = entry.words.slice(1).map((word) => readDecimal(textOf(word)));
      if (down === undefined || down.fault !== undefined || up?.fault !== undefined) continue;
      delays.set(keywordOf(entry), {
        place: placeOfLine(entry),
        down: down.value / second,
        up: (up?.value ?? 0) / second,
      });
    }
  }
  return delays;
}

function check(instance: VrrpInstance, delay: Delay, context: RuleContext): void {
  const { advertInterval, downTimerAdverts, name } = instance;
  const adverts = downTimerAdverts.value;
  const interval = advertInterval.value;
  // A backup takes over within the last interval, earlier by up to 255/256 of it: its skew.
  const limit = (adverts - 1) * interval - interval / 256;
  const isNever = adverts === 1;
  if (isNever ? delay.up === 0 && delay.down === 0 : delay.down <= limit) return;
  const shown = isNever ? Math.max(delay.up, delay.down) : delay.down;
  context.report({
    place: delay.place,
    message: isNever
      ? `a delay of ${shown} s for ${instance.interface.value} cannot be with down_timer_adverts 1 of vrrp_instance ${name}`
      : `a delay of ${shown} s for ${instance.interface.value} is too long for vrrp_instance ${name}: it must be shorter than ${(adverts - 1) * interval} s`,
    label: isNever ? 'reset to 0' : 'shortened',
    help: isNever
      ? 'down_timer_adverts 3, or no delays for this interface'
      : `${instance.interface.value} ${(adverts - 1) * (interval / 2)}${delay.up > 0 ? ` ${delay.up}` : ''}, or another delay below (down_timer_adverts - 1) x advert_int`,
    related: [
      ...relatedTo(downTimerAdverts.statement, `${adverts} missed advertisements`),
      ...relatedTo(advertInterval.statement, `every ${interval} s`),
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
    why: 'A backup would take over before this node believes that its link is down, so keepalived shortens the delay, and keepalived -t does not mention it.',
    references: ['keepalived vrrp/vrrp.c: check_debounce_timers, vrrp_complete_instance'],
  },
  bad: [{ caption: 'Ten seconds, where a backup waits three', at: '2:5', files: node(10) }],
  good: [{ files: node(1.5) }],
  on: { node: checkNode },
});
