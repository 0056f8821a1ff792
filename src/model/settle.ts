import type { Block, Statement } from '../../grammar/configuration.ts';
import type { Family, IpAddress } from './addresses.ts';
import { type Globals, multicast, readVersion } from './globals.ts';
import type { UnicastPeer, VrrpInstance } from './instance.ts';
import type { SettledFamily } from './instance-lists.ts';
import { byDefault, corrected, inherited, Known, written } from './known.ts';
import {
  boolean,
  decimal,
  firstUsable,
  flag,
  lastOfTwo,
  lastOrDefault,
  lastUsable,
  oneOf,
  unsigned,
} from './readings.ts';
import type { StatementIndex } from './statements.ts';

/** The corrections of keepalived vrrp.c: vrrp_complete_instance, one function a subject. */

/** Priority of the owner of the addresses (RFC 9568 section 5.2.4). */
export const ownerPriority = 255;
const defaultPriority = 100;

type Role = 'MASTER' | 'BACKUP';

export function settleVersion(
  index: StatementIndex,
  block: Block,
  settled: SettledFamily,
  globals: Globals,
  strict: boolean,
): Known<2 | 3> {
  const own = firstUsable(index.all('version'), readVersion, undefined);
  // Accepted with IPv6, it sets the version as well.
  if (settled.family === 6 && index.all('native_ipv6').length > 0 && own.value === 2)
    return corrected(3, own);
  const cameTooLate =
    own.value === 2 && settled.family === 6 && block.statements.indexOf(own.statement!) > settled.at;
  if (own.value !== undefined && !cameTooLate) {
    const forced = own.value === 2 && settled.family === 6 && strict;
    return forced ? corrected(3, own) : new Known(own.value, own.origin, own.statement, own.word);
  }
  if (settled.family === 6) return corrected(3, own);
  return inherited(globals.vrrpVersion);
}

export interface SettledRole {
  readonly state: Known<Role>;
  readonly priority: Known<number>;
}

/** State and priority are each other's default: MASTER without priority is 255, 255 without state is MASTER. */
export function settleRole(index: StatementIndex, strict: boolean): SettledRole {
  const asked = readState(index.all('state'));
  const base = lastOrDefault(index.all('priority'), unsigned(1, ownerPriority), defaultPriority);
  const priority =
    base.statement === undefined
      ? byDefault(asked?.value === 'MASTER' ? ownerPriority : defaultPriority)
      : base;
  const isOwner = priority.value === ownerPriority;
  const natural: Role = isOwner ? 'MASTER' : 'BACKUP';
  if (asked === undefined) return { state: byDefault(natural), priority };
  return { state: strict && asked.value !== natural ? corrected(natural, asked) : asked, priority };
}

/** MASTER sticks against BACKUP; any other word means BACKUP. */
function readState(statements: readonly Statement[]): Known<Role> | undefined {
  let state: Known<Role> | undefined;
  for (const statement of statements) {
    const word = statement.words[1];
    const role = oneOf<Role>('MASTER', 'BACKUP')(word);
    if (role === undefined) state = new Known<Role>('BACKUP', 'corrected', statement, word);
    else if (role === 'MASTER' || state?.value !== 'MASTER') state = written(role, statement, word);
  }
  return state;
}

/** AH authentication does not start as MASTER unless it owns the addresses. */
export function afterAuthentication(state: Known<Role>, priority: number, auth: string): Known<Role> {
  const isAhMaster = auth === 'AH' && state.value === 'MASTER' && priority !== ownerPriority;
  return isAhMaster ? corrected('BACKUP', state) : state;
}

export function settlePreemption(
  index: StatementIndex,
  block: Block,
  state: Role,
  priority: number,
  strict: boolean,
): Pick<VrrpInstance, 'nopreempt' | 'preemptDelay'> {
  const asked = lastOfTwo(index.all('nopreempt'), index.all('preempt'), block.statements) ?? byDefault(false);
  const cleared = state === 'MASTER' || priority === ownerPriority;
  const nopreempt = asked.value && cleared ? corrected(false, asked) : asked;
  const delay = lastOrDefault(index.all('preempt_delay'), decimal(0, 1000), 0);
  const useless = delay.value > 0 && (strict || nopreempt.value || state === 'MASTER');
  return { nopreempt, preemptDelay: useless ? corrected(0, delay) : delay };
}

/** VRRPv2 sends whole seconds; VRRPv3 hundredths, at most 40.95 s (12 bits). */
export function settleInterval(interval: Known<number>, version: 2 | 3): Known<number> {
  const asked = interval.value;
  const rounded =
    version === 2
      ? Math.min(255, Math.max(1, Math.round(asked)))
      : Math.min(40.95, Math.max(1, Math.round(asked * 100)) / 100);
  return rounded === asked ? interval : corrected(rounded, interval);
}

export function settleDownTimer(index: StatementIndex, globals: Globals, strict: boolean): Known<number> {
  const own = lastUsable(index.all('down_timer_adverts'), unsigned(1, 100), undefined);
  const count =
    own.value === undefined
      ? inherited(globals.downTimerAdverts)
      : new Known(own.value, own.origin, own.statement, own.word);
  return strict && count.value !== 3 ? corrected(3, count) : count;
}

export function settleAccept(
  index: StatementIndex,
  block: Block,
  version: 2 | 3,
  strict: boolean,
  priority: number,
): Known<boolean> {
  const asked = lastOfTwo(index.all('accept'), index.all('no_accept'), block.statements);
  const refuses = strict && priority !== ownerPriority;
  if (asked === undefined) return byDefault(!refuses);
  return asked.value && refuses && version === 2 ? corrected(false, asked) : asked;
}

/** In an instance any boolean switches it on, `false` too (the reader stores that a value was given). */
export function settleSkipCheck(index: StatementIndex, globals: Globals): Known<boolean> {
  const own = boolean(index.all('skip_check_adv_addr'));
  if (own === undefined) return inherited(globals.skipCheckAdvAddr);
  return own.value ? own : corrected(true, own);
}

/** A peer with a TTL range switches the check on. */
export function settleSourceCheck(
  index: StatementIndex,
  globals: Globals,
  peers: readonly UnicastPeer[],
): Known<boolean> {
  const own = flag(index.all('check_unicast_src'));
  if (own.value) return own;
  const ranged = peers.find((peer) => peer.minTtl !== undefined || peer.maxTtl !== undefined);
  return ranged === undefined ? inherited(globals.checkUnicastSource) : written(true, ranged.statement);
}

export function settleLowerPrio(index: StatementIndex, globals: Globals, strict: boolean): Known<boolean> {
  const own = boolean(index.all('lower_prio_no_advert'));
  const general = globals.lowerPrioNoAdvert;
  const known = own ?? (general === undefined ? byDefault(strict) : inherited(general));
  return strict && !known.value ? corrected(true, known) : known;
}

export function settleHigherPrio(index: StatementIndex, globals: Globals, strict: boolean): Known<boolean> {
  const known = boolean(index.all('higher_prio_send_advert')) ?? inherited(globals.higherPrioSendAdvert);
  return strict && known.value ? corrected(false, known) : known;
}

export function settleGroup(
  index: StatementIndex,
  globals: Globals,
  family: Family,
  unicast: boolean,
): Known<IpAddress> {
  const general = inherited(family === 4 ? globals.multicastGroup4 : globals.multicastGroup6);
  const own = unicast
    ? byDefault(undefined)
    : lastUsable(index.all('mcast_dst_ip'), multicast(family), undefined);
  return own.value === undefined ? general : new Known(own.value, own.origin, own.statement, own.word);
}
