import type { Family } from './addresses.ts';
import type { NodeModel, VrrpInstance } from './node.ts';

export interface RouterMember {
  readonly node: NodeModel;
  readonly instance: VrrpInstance;
}

/**
 * Instances on different nodes that are meant to be one virtual router (or one instance that stands alone). An
 * instance belongs to exactly one virtual router; a node has at most one instance in it.
 */
export interface VirtualRouter {
  /** The VRID; where the members differ, that of most of them, then the first. Undefined: nobody has one. */
  readonly vrid: number | undefined;
  readonly family: Family;
  /** vrid: all members have the same VRID; vips: they hold the same addresses under different VRIDs, or none. */
  readonly matchedBy: 'vrid' | 'vips';
  /** In the order of the cluster's nodes. */
  readonly members: readonly RouterMember[];
}
