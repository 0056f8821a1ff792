import { placeOf } from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import { formatAddress, isUnspecified } from '../../../../grammar/values/address.ts';
import type { NodeModel, VirtualAddress } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { textOfCommand } from '../script/commands.ts';
import { isIncomplete } from '../script/tracking.ts';
import { sample as instance } from '../vrrp/sample.ts';
import { someOf } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { headerOf, keptServices } from './service.ts';

/** Addresses that keepalived, or the host itself, has or may get. */
function heldBy(node: NodeModel): Set<string> {
  const vips = node.instances.flatMap((one) => [...one.vips, ...one.excludedVips, ...one.droppedVips]);
  return new Set([...vips, ...node.addresses].map(({ text }) => text));
}

/** Commands that may add an address themselves when a service comes up. */
function mayBeAdded(text: string, node: NodeModel): boolean {
  return node.commands.some((command) => {
    const line = textOfCommand(command);
    return line.includes(text) || /\bip\s+(?:-\S+\s+)*a(?:ddr(?:ess)?)?\s+add\b/.test(line);
  });
}

function report(
  text: string,
  services: readonly ServiceDraft[],
  vips: readonly VirtualAddress[],
  node: NodeModel,
  context: RuleContext,
): void {
  const [first, ...others] = services;
  const [similar] = nearest(
    text,
    vips.map((vip) => vip.text),
    1,
  );
  const vip = vips.find((one) => one.text === similar);
  context.report({
    place: placeOf(first!.statement, first!.statement.words[1]),
    ...(isIncomplete(node) ? { severity: 'info' } : {}),
    message: `${headerOf(first!.statement)}: ${text} is a VIP of no vrrp_instance here`,
    label: vip === undefined ? 'who has this address?' : `did you mean ${vip.text}?`,
    help:
      vip === undefined
        ? `${text} in virtual_ipaddress of a vrrp_instance, on all directors`
        : `${text} in virtual_ipaddress, or ${vip.text} here`,
    related: [
      ...someOf(
        others.map(({ statement }) => ({
          place: placeOf(statement, statement.words[1]),
          message: 'the same address',
        })),
      ),
      ...(vip === undefined ? [] : [{ place: vip.place, message: 'a VIP that differs little' }]),
    ],
  });
}

function check(node: NodeModel, context: RuleContext): void {
  if (node.instances.length === 0) return;
  const byAddress = new Map<string, ServiceDraft[]>();
  const held = heldBy(node);
  for (const service of keptServices(node)) {
    if (service.target.kind !== 'address' || isUnspecified(service.target.address)) continue;
    const text = formatAddress(service.target.address);
    if (held.has(text)) continue;
    const known = byAddress.get(text);
    if (known === undefined) byAddress.set(text, [service]);
    else known.push(service);
  }
  const vips = byAddress.size === 0 ? [] : node.instances.flatMap((one) => one.vips);
  for (const [text, services] of byAddress) {
    if (!mayBeAdded(text, node)) report(text, services, vips, node, context);
  }
}

const director = (vip: string) => `${instance()}\n${sample({ header: `${vip} 80` })}`;

/** Services under an address that does not move. */
export const lvsVipNotManaged = defineRule({
  id: 'lvs/vip-not-managed',
  severity: 'warning',
  scope: 'node',
  about: 'services',
  concludesFromAbsence: true,
  docs: {
    summary: 'A virtual_server whose address no vrrp_instance holds',
    why: 'IPVS takes the service, but keepalived brings the address up on no node: clients get no answer, or two directors have the address for good.',
    references: ['acassen/keepalived#2389', 'acassen/keepalived#1910'],
  },
  bad: [{ caption: 'A slip of the pen', at: '12:16', files: director('192.0.2.101') }],
  good: [{ files: director('192.0.2.100') }],
  on: { node: check },
});
