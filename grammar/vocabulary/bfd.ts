import {
  address,
  bool,
  choice,
  decimal,
  flag,
  int,
  optional,
  type Row,
  type Rows,
  table,
  uint,
  unchecked,
  upTo,
  value,
} from './build.ts';
import { BFD, LVS, VRRP } from './features.ts';
import type { BlockTable } from './types.ts';

/** In either spelling. */
const neighbour = (): Row =>
  value(address('addr'), 'Address of the neighbour.', {
    onBad: 'drop-block',
    onMissing: 'ok',
  });

/** One setting under two words. */
const ttl = (): Row =>
  value(uint('ttl', { min: 1, max: 255 }), 'TTL or hop limit of sent packets.', {
    default: '255, IPv6 64',
    history: [upTo('2.0.6', unchecked('ttl'))],
  });

const bfdInstance = (): Rows => ({
  // The session
  neighbor_ip: () => ({ ...neighbour(), sameAs: 'neighbour_ip', requiredUnless: 'neighbour_ip' }),
  neighbour_ip: () => ({ ...neighbour(), sameAs: 'neighbor_ip', requiredUnless: 'neighbor_ip' }),
  source_ip: () => value(address('addr'), 'Local address.', { default: 'chosen by the kernel' }),
  multihop: () => bool('Use the multihop port.', { since: '2.2.8' }),
  ttl: () => ({ ...ttl(), sameAs: 'hoplimit' }),
  hoplimit: () => ({ ...ttl(), sameAs: 'ttl' }),
  max_hops: () =>
    value(int('hops', { min: -1, max: 255 }), 'Hops a received packet may have made; -1 means any.', {
      default: 0,
      history: [upTo('2.0.6', unchecked('hops', 'int'))],
    }),
  passive: () => flag('Wait for the neighbour to start.'),

  // Timing
  min_rx: () =>
    value(decimal('ms', { min: 1, max: 4294967 }), 'Smallest receive interval.', {
      default: 10,
      unit: 'ms',
      note: 'over 10000 is reported',
      history: [upTo('2.0.6', unchecked('ms')), upTo('2.1.5', uint('ms', { min: 1, max: 4294967 }))],
    }),
  min_tx: () =>
    value(decimal('ms', { min: 1, max: 4294967 }), 'Smallest send interval.', {
      default: 10,
      unit: 'ms',
      note: 'over 10000 is reported',
      history: [upTo('2.0.6', unchecked('ms')), upTo('2.1.5', uint('ms', { min: 1, max: 4294967 }))],
    }),
  idle_tx: () =>
    value(decimal('ms', { min: 1000, max: 4294967 }), 'Send interval while the session is down.', {
      default: 1000,
      unit: 'ms',
      note: 'over 10000 is reported',
      history: [upTo('2.0.6', unchecked('ms')), upTo('2.1.5', uint('ms', { min: 1000, max: 4294967 }))],
    }),
  multiplier: () =>
    value(uint('count', { min: 1, max: 255 }), 'Missed packets until the session is down.', {
      default: 5,
      history: [upTo('2.0.6', unchecked('count'))],
    }),

  // Who hears of it
  weight: () =>
    value(
      [int('weight', { min: -253, max: 253 }), optional(choice('opt', ['reverse']))],
      'Default weight in track_bfd.',
      {
        default: 0,
        requires: [VRRP],
        history: [
          upTo('2.0.6', unchecked('weight', 'int')),
          upTo('2.0.17', int('weight', { min: -253, max: 253 })),
        ],
      },
    ),
  vrrp: () => flag('Report events to VRRP; with neither flag both get them.', { requires: [VRRP] }),
  checker: () => flag('Report events to the checkers.', { requires: [LVS] }),
});

export const BFD_INSTANCE: BlockTable = table('bfd_instance', '2.0.0', [BFD], bfdInstance);
