import { textOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { formatAddress, isLoopback } from '../../../../grammar/values/address.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { Command, CommandWord, NodeModel, TrackScript } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { addressesIn, clientIn, commandOf, textOfCommand } from './commands.ts';
import { tracked } from './sample.ts';
import { entriesFor, trackersOf } from './tracking.ts';

/** Something that a check asks and that may be everybody's. */
interface Target {
  readonly script: TrackScript;
  readonly command: Command;
  readonly word: CommandWord;
  /** The address, or the name of the host. */
  readonly text: string;
}

/** `https://db.example.com/x`: a host by its name. */
const hostInUrl = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([A-Za-z][\w-]*(?:\.[\w-]+)+)/;

function targetIn(script: TrackScript, node: NodeModel): Target | undefined {
  const command = commandOf(script, node);
  if (command === undefined || clientIn(command) === undefined) return undefined;
  const own = new Set(node.addresses.map(({ text }) => text));
  const vips = new Set(
    node.instances.flatMap((one) => [...one.vips, ...one.excludedVips].map(({ text }) => text)),
  );
  for (const { address, word } of addressesIn(command)) {
    const text = formatAddress(address);
    if (!isLoopback(address) && !own.has(text) && !vips.has(text)) return { script, command, word, text };
  }
  for (const word of command.argv) {
    const host = hostInUrl.exec(word.text)?.[1];
    if (host !== undefined && !host.startsWith('localhost')) return { script, command, word, text: host };
  }
  return undefined;
}

/** Checks that put the node into FAULT state when they fail. */
function targetsOf(node: NodeModel): Target[] {
  return node.scripts.flatMap((script) => {
    const entries = trackersOf(node, script).flatMap((instance) => entriesFor(instance, script));
    return entries.some(({ weight }) => weight.value === 0) ? (targetIn(script, node) ?? []) : [];
  });
}

/** What of a configuration says that an address is no node's own: a peer of this node, a gateway of its routes. */
function sharedBy(text: string, node: NodeModel): Related | undefined {
  const peer = node.instances.flatMap((one) => one.unicastPeers).find((one) => one.text === text);
  if (peer !== undefined) return { place: peer.place, message: 'the address of another node' };
  const place = gatewayPlace(text, node);
  return place === undefined ? undefined : { place, message: 'a gateway' };
}

function gatewayPlace(text: string, node: NodeModel): Place | undefined {
  const lists = [...node.all('static_routes'), ...node.instances.flatMap((one) => one.all('virtual_routes'))];
  for (const entry of lists.flatMap((list) => list.block?.statements ?? [])) {
    const at = entry.words.findIndex((word) => ['via', 'gw'].includes(textOf(word)));
    const word = at === -1 ? undefined : entry.words[at + 1];
    if (word !== undefined && textOf(word) === text) {
      return entry.source.origin({ start: word.startOffset, end: word.startOffset + word.image.length });
    }
  }
  return undefined;
}

function report(target: Target, evidence: Related | undefined, context: RuleContext): void {
  const { script, word, text } = target;
  context.report({
    place: word.place,
    ...(evidence === undefined ? { severity: 'info' } : {}),
    message: `vrrp_script ${script.name} asks ${text} and has no weight: a failure puts the node into FAULT state`,
    label: evidence === undefined ? 'is it this node, or one for all?' : 'the same for all nodes',
    help: 'weight -20, or more than the difference of the priorities',
    related: evidence === undefined ? [] : [evidence],
  });
}

function checkNode(node: NodeModel, context: RuleContext): void {
  for (const target of targetsOf(node)) report(target, sharedBy(target.text, node), context);
}

/** The same command on two nodes asks the same host. */
function checkCluster({ nodes }: Cluster, context: RuleContext): void {
  const targets = nodes.flatMap((node) => targetsOf(node).map((target) => ({ node, target })));
  for (const { node, target } of targets) {
    const other = targets.find(
      (one) => one.node !== node && textOfCommand(one.target.command) === textOfCommand(target.command),
    );
    if (other === undefined || other.target.word.place.source === target.word.place.source) continue;
    report(target, { place: other.target.word.place, message: `${other.node.name} asks it too` }, context);
  }
}

const gateway = (weight: readonly string[]) =>
  tracked({
    script: '"/usr/bin/ping -c 1 -W 1 192.0.2.1"',
    check: ['interval 2', 'fall 2', 'rise 2', ...weight],
    instance: ['virtual_routes {', '    198.51.100.0/24 via 192.0.2.1', '}'],
  });

/** Checks that fail on all nodes at once. */
export const scriptSharedDependencyFault = defineRule({
  id: 'script/shared-dependency-fault',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A check without weight of something that all nodes depend on',
    why: 'When a gateway or a database is down, the check fails on all nodes at once: all of them are in FAULT state, and nobody holds the VIP. With a weight, the priorities sink together and the master stays.',
    references: ['keepalived.conf(5): vrrp_script, weight', 'keepalived vrrp/vrrp_track.c: down_instance'],
  },
  bad: [{ caption: 'The gateway of every node', at: '7:37', files: gateway([]) }],
  good: [{ files: gateway(['weight -20']) }],
  on: { node: checkNode, cluster: checkCluster },
});
