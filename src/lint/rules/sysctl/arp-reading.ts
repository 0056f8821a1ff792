import type { Place } from '../../../../grammar/source.ts';
import { isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import type { SysctlState } from '../../../bundle/sysctl-merge.ts';

export type Key = 'arp_ignore' | 'arp_announce';

/** Values that keep a real server from answering or announcing the VIP (kernel ip-sysctl). */
export const right: Readonly<Record<Key, { readonly values: readonly number[]; readonly best: number }>> = {
  // 3 keeps silent about addresses of scope host, which the VIP on lo may have.
  arp_ignore: { values: [1, 2, 3, 8], best: 1 },
  arp_announce: { values: [2], best: 2 },
};

/** What the files make of a key for the card that packets come in by. */
export interface Reading {
  readonly kind: 'right' | 'wrong' | 'default-only' | 'unset';
  /** The setting that shows it. */
  readonly place?: Place;
  readonly shown?: string;
}

/** Reads a key for the cards that packets come in by; undefined: any card may be meant. */
export function readArp(state: SysctlState, key: Key, cards: readonly string[] | undefined): Reading {
  const isRight = (value: number | undefined) => value !== undefined && right[key].values.includes(value);
  const of = (name: string) => state.ofInterface(name, key);
  const own =
    cards ??
    state.interfacesWith(key).filter((name) => !/^(?:all|default)$/.test(name) && !isLoopbackDevice(name));
  // The kernel takes the larger of the two (include/linux/inetdevice.h: IN_DEV_MAXCONF).
  const all = of('all');
  const values = own.length === 0 ? [all] : own.map((name) => larger(all, of(name)));
  if (
    cards === undefined
      ? values.some((one) => isRight(one?.value))
      : values.every((one) => isRight(one?.value))
  )
    return { kind: 'right' };
  const general = of('default');
  if (isRight(general?.value) && own.every((name) => of(name) === undefined))
    return { kind: 'default-only', place: general!.setting.place };
  const wrong = values.find((one) => one !== undefined && !isRight(one.value)) ?? of('lo') ?? general;
  if (wrong === undefined) return { kind: 'unset' };
  const name = wrong.setting.key.split('/').at(-2)!;
  return {
    kind: 'wrong',
    place: name === 'lo' || name === 'default' ? wrong.setting.keyPlace : wrong.setting.place,
    shown:
      name === 'lo' || name === 'default' ? `set for ${name} only` : `${wrong.setting.value} for ${name}`,
  };
}

function larger(one: ReturnType<SysctlState['get']>, other: ReturnType<SysctlState['get']>) {
  if (one === undefined || other === undefined) return one ?? other;
  return (other.value ?? 0) > (one.value ?? 0) ? other : one;
}
