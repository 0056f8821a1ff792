import type { Place } from '../../../../grammar/source.ts';
import { commandsOf, scriptsMention, sysctlOf } from '../../../bundle/host-state.ts';
import { isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import { addressesOf } from '../../../bundle/interface-files.ts';
import { numberOf } from '../../../bundle/sysctl.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { RealServerHost } from '../../../model/real-servers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type Key, type Reading, readArp, right } from './arp-reading.ts';
import { realServerArpExamples } from './real-server-arp-examples.ts';
import { type DirectlyServed, directlyServed, lanInterfaces } from './served.ts';

const effects: Readonly<Record<Key, string>> = {
  arp_ignore: 'answers ARP requests for',
  arp_announce: 'announces',
};

/** Whether a script sets the key for everything, or for the card: at boot, or when somebody runs it. */
function commandFor(host: RealServerHost, key: Key, cards: readonly string[] | undefined) {
  const names = ['all', ...(cards ?? [])];
  return commandsOf(host.files)
    .flatMap(({ sysctls }) => sysctls)
    .find(
      (one) =>
        names.some((name) => one.key === `net/ipv4/conf/${name}/${key}`) &&
        right[key].values.includes(numberOf(one.value) ?? 0),
    );
}

/** The VIP where the host's files put it on lo. */
function vipOnLoopback(host: RealServerHost, vip: string): Place | undefined {
  return addressesOf(host.files).find(
    (one) => one.text === vip && one.interface !== undefined && isLoopbackDevice(one.interface),
  )?.place;
}

function check(host: RealServerHost, context: RuleContext): void {
  const [first] = directlyServed(host, 4);
  // Filters for ARP do the same in another way.
  if (first === undefined || scriptsMention(host.files, /arptables|arp_filter_table|table arp/)) return;
  const cards = lanInterfaces(host);
  const state = sysctlOf(host.files);
  for (const key of ['arp_ignore', 'arp_announce'] as const) {
    const reading = readArp(state, key, cards);
    if (reading.kind === 'right') continue;
    const command = commandFor(host, key, cards);
    if (command === undefined) report(host, first, key, reading, context);
    else reportLate(host, first, key, command.place, context);
  }
}

function report(
  host: RealServerHost,
  { served, vip, method }: DirectlyServed,
  key: Key,
  reading: Reading,
  context: RuleContext,
): void {
  const onLoopback = vipOnLoopback(host, vip);
  const place =
    reading.place ?? sysctlOf(host.files).files[0]?.source.origin({ start: 0, end: 0 }) ?? onLoopback;
  if (place === undefined) return;
  const line = `net.ipv4.conf.all.${key} = ${right[key].best}`;
  const isDefault = reading.kind === 'default-only';
  context.report({
    place,
    ...(reading.kind === 'wrong' ? {} : { severity: 'warning' }),
    message: isDefault
      ? `${host.name} is a real server of ${vip}, and its ${key} is set for default only`
      : `${host.name} is a real server and ${effects[key]} the VIP ${vip}: ${key} is ${reading.shown ?? 'set nowhere in its files'}`,
    why: isDefault
      ? 'default is copied to cards that come later or have no address yet. After sysctl -p on a running host nothing has changed, and the host goes on answering ARP for the VIP.'
      : `${method} needs the VIP on every real server, and only the director may answer for it. Clients that learn this host's MAC address go past the director, each client another way.`,
    label: isDefault
      ? 'says nothing for cards that are up'
      : `${right[key].best} is needed for all, or for the card of the LAN`,
    help: line,
    related: [
      ...(onLoopback === undefined || onLoopback === place
        ? []
        : [{ place: onLoopback, message: `the VIP on ${host.name}` }]),
      {
        place: (served.realServer ?? served.service).place,
        message: `${served.node.name} sends to it by ${method}`,
      },
    ],
    fixes: fixFor(reading, place, key, line),
  });
}

/** Corrects the value for all, or adds a line for all behind the one that does not help. */
function fixFor(reading: Reading, place: Place, key: Key, line: string): Fix[] {
  if (reading.place === undefined) return [];
  const { source, span } = place;
  const isForAll =
    source.text.slice(0, span.start).endsWith('=') || /=\s*$/.test(source.text.slice(0, span.start));
  if (isForAll && reading.kind === 'wrong')
    return [
      {
        title: `Set ${key} to ${right[key].best}`,
        safety: 'unsafe',
        edits: [{ place, text: String(right[key].best) }],
      },
    ];
  const end = source.lineEnd(span.start);
  const at = source.origin({ start: end, end });
  return [{ title: `Add ${line}`, safety: 'unsafe', edits: [{ place: at, text: `\n${line}` }] }];
}

/** Set by a script, which runs when the addresses are up. */
function reportLate(
  host: RealServerHost,
  { vip }: DirectlyServed,
  key: Key,
  place: Place,
  context: RuleContext,
): void {
  const onLoopback = vipOnLoopback(host, vip);
  if (onLoopback === undefined) return;
  context.report({
    place,
    severity: 'warning',
    message: `${host.name} sets ${key} in a script, and has the VIP ${vip} on lo before`,
    why: 'Until the script runs, and whenever it fails, the host answers ARP for the VIP: clients and routers keep what they learn for minutes.',
    label: 'set after the VIP is up',
    help: `net.ipv4.conf.all.${key} = ${right[key].best} in a file of /etc/sysctl.d, which is read before the network is up`,
    related: [{ place: onLoopback, message: 'the VIP comes up with the network' }],
  });
}

/** ARP of real servers that have the VIP themselves. */
export const sysctlRealServerArp = defineRule({
  id: 'sysctl/real-server-arp',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A real server behind DR or TUN that answers ARP for the VIP',
    why: 'Clients that learn the MAC address of a real server go past the director. The kernel uses the larger of the values for all and for the card; lo and default do not count.',
    references: [
      'Linux Documentation/networking/ip-sysctl.rst: arp_ignore, arp_announce',
      'Linux include/linux/inetdevice.h: IN_DEV_MAXCONF',
      'LVS-HOWTO, The ARP Problem',
    ],
  },
  ...realServerArpExamples,
  on: { realServer: check },
});
