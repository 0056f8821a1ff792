import { interfaceFiles, isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import type { HostAddress, VirtualAddress } from '../../../model/addresses.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';

/** Somebody's own address, and who says so. */
export interface Claim {
  readonly node: string;
  readonly how: string;
  readonly place: HostAddress['place'];
}

/** All of it, of one node. */
export interface Claims {
  readonly byText: ReadonlyMap<string, readonly Claim[]>;
  /** Texts of the VIPs that the node holds at times. */
  readonly held: ReadonlySet<string>;
}

const claimsByNode = new WeakMap<NodeModel, Claims>();

/** What a node knows of addresses that hosts have, and of the VIPs it holds at times. */
export function claimsOf(node: NodeModel): Claims {
  let claims = claimsByNode.get(node);
  if (claims === undefined) {
    claims = collectClaims(node);
    claimsByNode.set(node, claims);
  }
  return claims;
}

function collectClaims(node: NodeModel): Claims {
  const held = new Set(node.instances.flatMap((instance) => heldBy(instance).map(({ text }) => text)));
  const byText = new Map<string, Claim[]>();
  const add = (text: string, claim: Claim) => {
    const known = byText.get(text);
    if (known === undefined) byText.set(text, [claim]);
    else known.push(claim);
  };
  for (const one of node.addresses) {
    const { text, how, place } = one;
    // keepalived adds static addresses itself; another rule compares them.
    if (how !== 'static_ipaddress' && !isForAnotherRule(one, held))
      add(text, { node: node.name, how, place });
  }
  for (const { text, place } of node.instances.flatMap((instance) => instance.unicastPeers))
    add(text, { node: 'a unicast peer', how: 'unicast_peer', place });
  return { byText, held };
}

/** What says that an address is permanently a host's own: the node itself, or another that lists it as peer. */
export function claimsOn(text: string, node: NodeModel): readonly Claim[] {
  return claimsOf(node).byText.get(text) ?? [];
}

/**
 * On lo the address disturbs nobody: a director that is a real server of its own has it there. In an interface file of
 * a node that has the VIP, it is the file that is wrong, not the VIP: vip-also-static.
 */
function isForAnotherRule({ how, interface: device, text }: HostAddress, held: ReadonlySet<string>): boolean {
  if (device !== undefined && isLoopbackDevice(device)) return true;
  return held.has(text) && interfaceFiles.has(how);
}

/** The VIPs of an instance, listed and excluded. */
export function heldBy(instance: VrrpInstance): readonly VirtualAddress[] {
  return [...instance.vips, ...instance.excludedVips];
}
