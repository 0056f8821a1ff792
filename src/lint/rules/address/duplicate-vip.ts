import { isLinkLocal } from '../../../../grammar/values/address.ts';
import type { VirtualAddress } from '../../../model/addresses.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

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

function nameOf({ instance }: Use): string {
  return instance === undefined ? 'static_ipaddress' : `vrrp_instance ${instance.name}`;
}

/** Whether all uses are always on one node: in one instance, or in instances that move together. */
function moveTogether(uses: readonly Use[]): boolean {
  const groups = new Set(uses.map(({ instance }) => instance?.syncGroup ?? instance));
  return groups.size === 1 && !groups.has(undefined);
}

function report(uses: readonly Use[], context: RuleContext): void {
  const [first, second] = uses;
  const names = [...new Set(uses.map(nameOf))];
  const isTogether = moveTogether(uses);
  context.report({
    place: second!.vip.place,
    ...(isTogether ? { severity: 'warning' } : {}),
    message:
      names.length === 1
        ? `${first!.vip.text} stands ${uses.length} times in ${names[0]}`
        : `${first!.vip.text} is given to ${names.join(' and to ')}`,
    ...(isTogether
      ? {
          why: 'Up to 2.3.2 an address that is repeated in one list is advertised as often, and a node that has it once drops the advertisement; later releases drop the repetition.',
        }
      : {}),
    label: 'a second time',
    help:
      names.length === 1
        ? `Write ${first!.vip.text} once`
        : `Keep ${first!.vip.text} in one of them, the same on all nodes`,
    related: uses
      .filter((use) => use !== second)
      .map((use) => ({ place: use.vip.place, message: nameOf(use) })),
  });
}

/** The same address on two interfaces is odd, but may be meant; that of a VMAC is the instance's own. */
function deviceOf({ vip, instance }: Use): string {
  const isOnVmac = instance?.vmac.value === true && vip.ownDevice === undefined && isLinkLocal(vip.address);
  return isOnVmac ? `VMAC of ${instance.name}` : (vip.device ?? '');
}

function check(node: NodeModel, context: RuleContext): void {
  const byAddress = new Map<string, Use[]>();
  for (const use of usesIn(node)) {
    const key = `${use.vip.text} ${deviceOf(use)}`;
    const uses = byAddress.get(key);
    if (uses === undefined) byAddress.set(key, [use]);
    else uses.push(use);
  }
  for (const uses of byAddress.values()) if (uses.length > 1) report(inFileOrder(uses), context);
}

/** The model gives dropped entries last. */
function inFileOrder(uses: readonly Use[]): Use[] {
  const [first] = uses;
  const isOneFile = uses.every((use) => use.vip.place.source === first!.vip.place.source);
  return isOneFile ? uses.toSorted((a, b) => a.vip.place.span.start - b.vip.place.span.start) : [...uses];
}

const node = (second: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}

vrrp_instance VI_2 {
    state BACKUP
    interface eth0
    virtual_router_id 52
    priority 100
    advert_int 1
    virtual_ipaddress {
        ${second}
    }
}
`;

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
  bad: [{ caption: 'Two instances, one VIP', at: '19:9', files: node('192.0.2.100/24') }],
  good: [{ files: node('192.0.2.101/24') }],
  on: { node: check },
});
