import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { trackedEntries } from '../../../model/tracked-entries.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { replacing } from '../cluster/members.ts';
import { sample } from './sample.ts';

/** Priority of the owner of the addresses (RFC 9568 section 5.2.4). */
const owner = 255;

/** Beside others in a sync group: of that sync-group/mixed-owners speaks. */
function isMixed({ syncGroup, state }: VrrpInstance): boolean {
  const members = syncGroup?.instances ?? [];
  return state.value === 'MASTER' && members.some((one) => one.priority.value !== owner);
}

function check(instance: VrrpInstance, node: NodeModel, context: RuleContext): void {
  const { name, priority, vips } = instance;
  if (priority.value !== owner || !priority.isWritten || priority.place === undefined) return;
  const own = new Set(node.addresses.map(({ text }) => text));
  if (vips.some(({ text }) => own.has(text)) || isMixed(instance)) return;
  const weighted = trackedEntries(instance).filter(({ weight }) => weight.value !== 0);
  const edits = replacing(priority, '254');
  context.report({
    place: priority.place,
    message: `priority 255 in vrrp_instance ${name} claims that its VIP is this host's own address`,
    label: 'the owner of the address',
    help: 'priority 254, unless the VIP is a permanent address of this host and of no other',
    related: weighted.map(({ place, name: what }) => ({
      place,
      message: `${what}: its weight does not count with priority 255`,
    })),
    ...(edits.length === 0
      ? {}
      : { fixes: [{ title: 'Write priority 254', safety: 'unsafe' as const, edits }] }),
  });
}

/** 255 is not just the highest number. */
export const vrrpPriority255 = defineRule({
  id: 'vrrp/priority-255',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'priority 255, which is reserved to the owner of the addresses',
    why: 'An owner never lowers its priority, whatever it tracks with a weight, becomes master without listening first, and always takes the VIP back; two of them both hold it.',
    references: [
      'RFC 9568 section 5.2.4',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'keepalived vrrp/vrrp_track.c: vrrp_set_effective_priority',
      'acassen/keepalived#1574',
      'acassen/keepalived#1686',
    ],
  },
  bad: [{ caption: 'Meant as "the highest"', at: '5:14', files: sample({ priority: 255 }) }],
  good: [{ files: sample({ priority: 254 }) }],
  on: { instance: check },
});
