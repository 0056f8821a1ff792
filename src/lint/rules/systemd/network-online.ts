import type { HostFiles } from '../../../bundle/host-file.ts';
import { unitOf } from '../../../bundle/host-state.ts';
import { secondsOf, type Unit } from '../../../bundle/unit.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { networkOnlineExamples } from './network-online-examples.ts';
import { checkType } from './service-type.ts';

const TARGET = 'network-online.target';
/** How long keepalived may take to give up its VIPs and stop its children (keepalived core/main.c: sigend). */
const STOP_SECONDS = 5;

function check(files: HostFiles, node: NodeModel, context: RuleContext): void {
  const unit = unitOf(files);
  if (unit === undefined) return;
  // A drop-in alone leaves the unit of the package as it is.
  if (unit.main !== undefined) checkOrder(unit, node, context);
  checkType(unit, node, context);
  checkStop(unit, node, context);
}

/** After= puts it behind the target; Wants= makes that somebody waits for the network at all. */
function checkOrder(unit: Unit, node: NodeModel, context: RuleContext): void {
  const { main } = unit;
  const has = (key: string) => unit.words('Unit', key).some(({ text }) => text === TARGET);
  const isAfter = has('After');
  const isWanted = ['Wants', 'Requires', 'BindsTo', 'Requisite'].some(has);
  if (isAfter && isWanted) return;
  const place = unit.words('Unit', 'After').at(-1)?.place ?? main!.unit.unitSection;
  if (place === undefined) return;
  const isPackaged = !/^\/(?:etc|run)\//.test(main!.path);
  const missing = [...(isWanted ? [] : [`Wants=${TARGET}`]), ...(isAfter ? [] : [`After=${TARGET}`])];
  const { source, span } = place;
  const end = source.lineEnd(span.start);
  context.report({
    place,
    // Packages of old releases have After= alone, and in practice something else wants the target.
    ...(isAfter && isPackaged ? { severity: 'info' } : {}),
    message: isAfter
      ? `keepalived.service on ${node.name} starts after ${TARGET}, and nothing in it asks for the target`
      : `keepalived.service on ${node.name} does not wait for the network`,
    why: isAfter
      ? 'A target that nobody asks for is not started, and After= then means nothing: keepalived may start before the network is up.'
      : 'At boot the interface may be missing or without its address: the instance is in FAULT state, or the VIP moves back and forth while the network comes up.',
    label: isAfter ? 'ordered, and not asked for' : 'not after the network',
    help: `${missing.join(' and ')}${missing.length > 1 ? ', each on a line of its own,' : ''} in [Unit]`,
    fixes: [
      {
        title: 'Wait for the network',
        safety: 'unsafe',
        edits: [
          { place: source.origin({ start: end, end }), text: missing.map((line) => `\n${line}`).join('') },
        ],
      },
    ],
  });
}

function checkStop(unit: Unit, node: NodeModel, context: RuleContext): void {
  const stop = unit.last('Service', 'TimeoutStopSec') ?? unit.last('Service', 'TimeoutSec');
  const seconds = stop === undefined ? undefined : secondsOf(stop.value.text);
  // 0 switches the limit off.
  if (seconds === undefined || seconds === 0 || seconds >= STOP_SECONDS) return;
  context.report({
    place: stop!.place,
    message: `${stop!.key}=${stop!.value.text} of keepalived.service on ${node.name} kills keepalived before it has cleaned up`,
    why: 'A daemon that is killed leaves its VIPs on the host: after a stop two hosts have them.',
    label: `at least ${STOP_SECONDS} s`,
    help: `${stop!.key}=${STOP_SECONDS * 2}`,
  });
}

/** When and how systemd starts and stops the daemon. */
export const systemdNetworkOnline = defineRule({
  id: 'systemd/network-online',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A unit that starts keepalived before the network is up, or stops it too soon',
    why: 'At boot the interface may be missing or without its address: the instance is in FAULT state, or the VIP moves back and forth while the network comes up.',
    references: [
      'systemd.special(7): network-online.target',
      'systemd.service(5): Type=, PIDFile=, TimeoutStopSec=',
      'acassen/keepalived#1143',
    ],
  },
  ...networkOnlineExamples,
  on: { files: check },
});
