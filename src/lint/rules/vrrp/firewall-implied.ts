import type { Place } from '../../../../grammar/source.ts';
import { isKnownIn } from '../../../../grammar/vocabulary/releases.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { isFrom, releaseOf } from './settings.ts';

/** Priority of the owner of the addresses (RFC 9568 section 5.2.4). */
const owner = 255;
const chosenBy = ['vrrp_iptables', 'nftables'];

interface Need {
  readonly what: string;
  readonly place: Place;
  /** What happens without the rules. */
  readonly consequence: string;
}

/** The rules of a VMAC move multicast reports to the interface below it (vrrp_firewall.c: firewall_add_vmac). */
const reports =
  'then backups report memberships from the virtual MAC too, and switches look for the VIP behind them';
const answers = 'then the VIP answers although it should not';

/** What of an instance needs firewall rules, with the line that says so. */
function needOf(instance: VrrpInstance): Need | undefined {
  const { accept, priority, strict, vmac } = instance;
  if (vmac.value && vmac.place !== undefined)
    return { what: 'use_vmac', place: vmac.place, consequence: reports };
  if (accept.value || priority.value === owner) return undefined;
  if (accept.place !== undefined) return { what: 'no_accept', place: accept.place, consequence: answers };
  return strict.place === undefined
    ? undefined
    : { what: 'strict mode', place: strict.place, consequence: answers };
}

function check(node: NodeModel, context: RuleContext): void {
  const isChosen = chosenBy.some((keyword) => {
    const { spec } = node.globals.last(keyword) ?? {};
    return spec !== undefined && isKnownIn(releaseOf(context), spec);
  });
  if (isChosen || !isFrom(context, '2.0.0')) return;
  const [first] = node.instances.flatMap((instance) => needOf(instance) ?? []);
  if (first === undefined) return;
  const isNftables = isFrom(context, '2.1.0');
  context.report({
    place: first.place,
    message: isNftables
      ? `${first.what} makes keepalived filter in an nftables table of its own, named keepalived`
      : `${first.what} makes keepalived add rules to the default chains of iptables`,
    why: `Without nftables and vrrp_iptables keepalived chooses by itself and mentions it in the log only. A tool that rewrites the whole rule set removes these rules: ${first.consequence}.`,
    label: 'implies a firewall',
    help: isNftables
      ? 'nftables NAME in global_defs, or vrrp_iptables CHAIN for a host that runs iptables'
      : 'vrrp_iptables CHAIN in global_defs',
  });
}

/** Silent, but visible to whoever looks after the firewall. */
export const vrrpFirewallImplied = defineRule({
  id: 'vrrp/firewall-implied',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'Firewall rules that nobody asked for by name',
    why: 'Without nftables and vrrp_iptables keepalived chooses by itself and mentions it in the log only. A tool that rewrites the whole rule set removes these rules, and what they were to prevent happens.',
    references: ['keepalived vrrp/vrrp.c: vrrp_complete_instance', 'keepalived.conf(5): nftables'],
  },
  bad: [{ caption: 'A VMAC needs rules', at: '7:5', files: sample({ lines: ['use_vmac'] }) }],
  good: [
    { files: sample() },
    { files: `global_defs {\n    nftables keepalived\n}\n\n${sample({ lines: ['use_vmac'] })}` },
  ],
  on: { node: check },
});
