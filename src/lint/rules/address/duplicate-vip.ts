import { isLinkLocal } from '../../../../grammar/values/address.ts';
import type { VirtualAddress } from '../../../model/addresses.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { someOf } from '../vrrp/settings.ts';
import { duplicateVipExamples } from './duplicate-vip-examples.ts';
import { type Repeat, runsOf, Sequence } from './repeats.ts';

/** A place where an address is given to an interface; without an instance it is a static one. */
interface Use {
  readonly vip: VirtualAddress;
  readonly instance: VrrpInstance | undefined;
}

function usesIn(node: NodeModel): Use[] {
  return [
    ...node.staticAddresses.map((vip) => ({ vip, instance: undefined })),
    ...node.instances.flatMap((instance) =>
      [
        ...instance.vips,
        ...instance.excludedVips,
        ...instance.droppedVips.filter(({ dropped }) => dropped === 'repeated'),
      ].map((vip) => ({ vip, instance })),
    ),
  ];
}

function nameOf({ instance }: Pick<Use, 'instance'>): string {
  return instance === undefined ? 'static_ipaddress' : `vrrp_instance ${instance.name}`;
}

/** Whether all uses are always on one node: in one instance, or in instances that move together. */
function moveTogether(uses: readonly Use[]): boolean {
  const groups = new Set(uses.map(({ instance }) => instance?.syncGroup ?? instance));
  return groups.size === 1 && !groups.has(undefined);
}

const repeated =
  'Up to 2.3.2 an address that is repeated in one list is advertised as often, and a node that has it once drops the advertisement; later releases drop the repetition.';

/** Given to several owners: instances that may have different masters. */
function reportShared(uses: readonly Use[], context: RuleContext): void {
  const [first, second] = uses;
  const isTogether = moveTogether(uses);
  context.report({
    place: second!.vip.place,
    ...(isTogether ? { severity: 'warning', why: repeated } : {}),
    message: `${first!.vip.text} is given to ${[...new Set(uses.map(nameOf))].join(' and to ')}`,
    label: 'a second time',
    help: `Keep ${first!.vip.text} in one of them, the same on all nodes`,
    related: uses
      .filter((use) => use !== second)
      .map((use) => ({ place: use.vip.place, message: nameOf(use) })),
  });
}

/** Neighbouring lines that repeat what one owner has already. */
function reportRun(
  run: readonly Repeat[],
  instance: Use['instance'],
  entries: Sequence,
  context: RuleContext,
): void {
  const owner = nameOf({ instance });
  const { again, times } = run[0]!;
  const expected = entries.expectedAt(again);
  const behind = run.length === 2 ? 'the address behind it' : `the ${run.length - 1} addresses behind it`;
  context.report({
    place: again.place,
    severity: 'warning',
    why:
      instance === undefined ? 'An interface has an address once: the second line adds nothing.' : repeated,
    message:
      run.length === 1
        ? `${again.text} stands ${times} times in ${owner}`
        : `${again.text} and ${behind} are in ${owner} already`,
    label: 'a second time',
    help: `${run.length === 1 ? `Write ${again.text} once` : `Remove these ${run.length} lines`}${
      expected === undefined ? '' : `; or was ${expected} meant here? It would come next and is missing`
    }`,
    related: [
      ...someOf(run.map(({ first }) => ({ place: first.place, message: 'the first time' }))),
      ...run.slice(1).map((repeat) => ({ place: repeat.again.place, message: 'a second time' })),
    ],
  });
}

/** The same address on two interfaces is odd, but may be meant; that of a VMAC is the instance's own. */
function deviceOf({ vip, instance }: Use): string {
  const isOnVmac = instance?.vmac.value === true && vip.ownDevice === undefined && isLinkLocal(vip.address);
  return isOnVmac ? `VMAC of ${instance.name}` : (vip.device ?? '');
}

function check(node: NodeModel, context: RuleContext): void {
  const byAddress = new Map<string, Use[]>();
  const all = usesIn(node);
  for (const use of all) {
    const key = `${use.vip.text} ${deviceOf(use)}`;
    const uses = byAddress.get(key);
    if (uses === undefined) byAddress.set(key, [use]);
    else uses.push(use);
  }
  const repeats = new Map<Use['instance'], Repeat[]>();
  for (const unordered of byAddress.values()) {
    if (unordered.length < 2) continue;
    const uses = inFileOrder(unordered);
    const [{ instance, vip: first }, { vip: again }] = uses as [Use, Use];
    const repeat = { first, again, times: uses.length };
    const known = repeats.get(instance);
    if (uses.some((use) => use.instance !== instance)) reportShared(uses, context);
    else if (known === undefined) repeats.set(instance, [repeat]);
    else known.push(repeat);
  }
  for (const [instance, found] of repeats) {
    const entries = new Sequence(all.filter((use) => use.instance === instance).map(({ vip }) => vip));
    for (const run of runsOf(found)) reportRun(run, instance, entries, context);
  }
}

/** The model gives dropped entries last. */
function inFileOrder(uses: readonly Use[]): Use[] {
  const [first] = uses;
  const isOneFile = uses.every((use) => use.vip.place.source === first!.vip.place.source);
  return isOneFile ? uses.toSorted((a, b) => a.vip.place.span.start - b.vip.place.span.start) : [...uses];
}

/** An address that two instances give to one interface. */
export const addressDuplicateVip = defineRule({
  id: 'address/duplicate-vip',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'The same VIP twice on one node',
    why: 'The instances elect their masters independently: when these are different nodes, both hold the address, and the one that steps back takes it away from its own other instance.',
    references: ['keepalived vrrp/vrrp_data.c: alloc_vrrp_vip', 'acassen/keepalived#2573'],
  },
  ...duplicateVipExamples,
  on: { node: check },
});
