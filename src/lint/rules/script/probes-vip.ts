import { formatAddress } from '../../../../grammar/values/address.ts';
import { programOf } from '../../../model/command.ts';
import type { Command, NodeModel, ScriptUse, VirtualAddress, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from '../check-script/sample.ts';
import { nameOfUse, relatedOf } from '../check-script/uses.ts';
import { addressesIn, addressesInText, clientIn, commandOf, isClient, shellText } from './commands.ts';
import { tracked } from './sample.ts';
import { trackersOf } from './tracking.ts';

/** Text of a shell that first looks whether the node holds the address. */
const looksFirst = /\bip\s+(?:-\S+\s+)*(?:a|addr|address)\b|\bifconfig\b|\bhostname\s+-I/;

/** The VIPs of a node, and whose they are, by address. */
function vipsOf(node: NodeModel): Map<string, { vip: VirtualAddress; instance: VrrpInstance }> {
  return new Map(
    node.instances.flatMap((instance) =>
      [...instance.vips, ...instance.excludedVips].map((vip) => [vip.text, { vip, instance }] as const),
    ),
  );
}

function asksFirst(command: Command): boolean {
  const script = shellText(command);
  return script !== undefined && looksFirst.test(script.text);
}

function check(node: NodeModel, context: RuleContext): void {
  const vips = vipsOf(node);
  for (const script of node.scripts) {
    const trackers = trackersOf(node, script);
    const command = trackers.length === 0 ? undefined : commandOf(script, node);
    // A program of one's own may use the address for anything.
    const client = command === undefined ? undefined : clientIn(command);
    if (command === undefined || client === undefined) continue;
    const probed = addressesIn(command).find(({ address }) => vips.has(formatAddress(address)));
    if (probed === undefined) continue;
    const { vip, instance } = vips.get(formatAddress(probed.address))!;
    const isOwn = trackers.includes(instance);
    context.report({
      place: probed.word.place,
      ...(asksFirst(command) ? { severity: 'info' } : isOwn ? {} : { severity: 'warning' }),
      message: `vrrp_script ${script.name} asks ${vip.text}, the VIP of vrrp_instance ${instance.name}, whether the service is up`,
      label: 'whoever is master answers',
      help:
        isClient(programOf(command)) && probed.address.family === 4
          ? probed.word.text.replace(vip.text, '127.0.0.1')
          : 'Ask the loopback address or an address of this node',
      related: [{ place: vip.place, message: `a VIP of ${instance.name}` }],
    });
  }
}

/** The same in a script that lies beside the configuration, unless that looks first who holds the address. */
function checkScript(use: ScriptUse, node: NodeModel, context: RuleContext): void {
  const vips = vipsOf(node);
  const { definition, file, commands } = use;
  if (use.role !== 'check' || definition === undefined || file === undefined) return;
  if (trackersOf(node, definition).length === 0 || looksFirst.test(file.source.text)) return;
  for (const command of commands.filter(({ program }) => isClient(program))) {
    const word = command.args.find(({ text }) =>
      addressesInText(text).some((address) => vips.has(formatAddress(address))),
    );
    if (word === undefined) continue;
    const address = addressesInText(word.text).find((one) => vips.has(formatAddress(one)))!;
    const { vip, instance } = vips.get(formatAddress(address))!;
    context.report({
      place: word.place,
      severity: 'warning',
      message: `${nameOfUse(use)} asks ${vip.text}, the VIP of vrrp_instance ${instance.name}, whether the service is up`,
      label: 'whoever is master answers',
      help: 'Ask the loopback address or an address of this node',
      related: [{ place: vip.place, message: `a VIP of ${instance.name}` }, ...relatedOf(use, word.place)],
    });
  }
}

/** Checks of the address that moves. */
export const scriptProbesVip = defineRule({
  id: 'script/probes-vip',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A check that asks the VIP instead of the service on its own node',
    why: 'The master answers for all: a backup whose own service is dead looks healthy, and when the service of the master dies the check fails on every node at once, so that nobody takes over.',
    references: ['acassen/keepalived#198', 'labring/sealos#2'],
  },
  bad: [
    {
      caption: 'A backup asks the master',
      at: '7:37',
      files: tracked({ script: '"/usr/bin/curl -fsS -m 1 http://192.0.2.100/"' }),
    },
    {
      caption: 'In the script that the check runs',
      at: 'lb1/check.sh:3:12',
      files: checkedBy('#!/bin/sh\nVIP=192.0.2.100\ncurl -fsm2 http://$VIP/ >/dev/null\n'),
    },
  ],
  good: [
    { files: tracked({ script: '"/usr/bin/curl -fsS -m 1 -o /dev/null http://127.0.0.1/"' }) },
    {
      caption: 'Only the node that holds it asks',
      files: checkedBy(
        '#!/bin/sh\nip addr show | grep -q 192.0.2.100 || exit 0\nexec curl -fsm2 -o /dev/null http://192.0.2.100/\n',
      ),
    },
  ],
  on: {
    node: (node, context) => {
      check(node, context);
      for (const use of node.scriptUses) checkScript(use, node, context);
    },
  },
});
