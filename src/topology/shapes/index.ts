import { lvsDirect, lvsNat } from './lvs.ts';
import { cloud, dualStack, gateway, ipv6 } from './networks.ts';
import type { Shape } from './shape.ts';
import { activeActive, apache, haproxy, nginx, threeNodes } from './web-pairs.ts';

export type { Shape } from './shape.ts';

/** Every shape, the usual ones first. A new one is a text in a module here and a word below. */
export const shapes: readonly Shape[] = [
  nginx,
  apache,
  haproxy,
  activeActive,
  threeNodes,
  lvsDirect,
  lvsNat,
  gateway,
  cloud,
  ipv6,
  dualStack,
];
