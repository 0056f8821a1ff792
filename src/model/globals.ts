import { type Statement, textOf, type Word } from '../../grammar/configuration.ts';
import { type Family, type IpAddress, isMulticast, parseAddress } from '../../grammar/values/address.ts';
import { byDefault, type Known } from './known.ts';
import { boolean, flag, interfaceName, lastUsable, text, unsigned } from './readings.ts';
import type { StatementIndex } from './statements.ts';

/** global_defs, all its blocks together. */
export interface Globals {
  readonly routerId: Known<string | undefined>;
  /** vrrp_version: for IPv4 instances that do not say otherwise. */
  readonly vrrpVersion: Known<2 | 3>;
  readonly strict: Known<boolean>;
  readonly multicastGroup4: Known<IpAddress>;
  readonly multicastGroup6: Known<IpAddress>;
  readonly downTimerAdverts: Known<number>;
  readonly skipCheckAdvAddr: Known<boolean>;
  readonly checkUnicastSource: Known<boolean>;
  /** Undefined: not written, so strict mode decides. */
  readonly lowerPrioNoAdvert: Known<boolean> | undefined;
  readonly higherPrioSendAdvert: Known<boolean>;
  /** `script_user NAME`. */
  readonly scriptUser: Known<string | undefined>;
  readonly scriptSecurity: Known<boolean>;
  readonly dynamicInterfaces: Known<boolean>;
  readonly defaultInterface: Known<string>;
  /** The last statement of any keyword of global_defs. */
  readonly last: (keyword: string) => Statement | undefined;
}

const defaultGroup4: IpAddress = { family: 4, words: [0xe0000012] };
const defaultGroup6: IpAddress = { family: 6, words: [0xff020000, 0, 0, 0x12] };

export function buildGlobals(index: StatementIndex): Globals {
  const all = (keyword: string) => index.all(keyword);
  return {
    routerId: lastUsable(all('router_id'), text, undefined),
    vrrpVersion: lastUsable(all('vrrp_version'), readVersion, 2 as const),
    strict: boolean(all('vrrp_strict')) ?? byDefault(false),
    multicastGroup4: lastUsable(all('vrrp_mcast_group4'), multicast(4), defaultGroup4),
    multicastGroup6: lastUsable(all('vrrp_mcast_group6'), multicast(6), defaultGroup6),
    downTimerAdverts: lastUsable(all('vrrp_down_timer_adverts'), unsigned(1, 100), 3),
    skipCheckAdvAddr: boolean(all('vrrp_skip_check_adv_addr')) ?? byDefault(false),
    checkUnicastSource: flag(all('vrrp_check_unicast_src')),
    lowerPrioNoAdvert: boolean(all('vrrp_lower_prio_no_advert')),
    higherPrioSendAdvert: boolean(all('vrrp_higher_prio_send_advert')) ?? byDefault(false),
    scriptUser: lastUsable(all('script_user'), text, undefined),
    scriptSecurity: flag(all('enable_script_security')),
    dynamicInterfaces: flag(all('dynamic_interfaces')),
    defaultInterface: lastUsable(all('default_interface'), interfaceName, 'eth0'),
    last: (keyword) => index.last(keyword),
  };
}

/** The version of `version` and `vrrp_version`. */
export function readVersion(word: Word | undefined): 2 | 3 | undefined {
  const version = unsigned(2, 3)(word);
  return version === 2 || version === 3 ? version : undefined;
}

/** A multicast address of one family, without a prefix. */
export function multicast(family: Family): (word: Word | undefined) => IpAddress | undefined {
  return (word) => {
    const address = word === undefined ? undefined : parseAddress(textOf(word));
    return address?.family === family && isMulticast(address) ? address : undefined;
  };
}
