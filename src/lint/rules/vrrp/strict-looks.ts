import { placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { Known, VrrpInstance } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { isFrom, isWithin, setting } from './settings.ts';

/** One thing that strict mode does not allow, in words. */
type Conflict = Omit<Finding, 'related'>;

/** Looks for one thing that strict mode does not allow. */
type Look = (instance: VrrpInstance, context: RuleContext) => Conflict | undefined;

/** A value the model corrected because of strict mode, at the statement that asked for another. */
function reset(
  known: Known<unknown>,
  instance: VrrpInstance,
  wording: Omit<Conflict, 'place'>,
): Conflict | undefined {
  const isOwn = known.statement?.parent === instance.block;
  return known.origin === 'corrected' && isOwn ? { place: known.place!, ...wording } : undefined;
}

/** Peers stop the process, but for the releases that look before they count them. */
const unicast: Look = (instance, context) => {
  const [peer] = instance.unicastPeers;
  const list = peer?.statement.parent.owner;
  if (list === undefined || instance.interface.value === undefined) return undefined;
  const isSilent = isWithin(context, '2.2.5', '2.3.4');
  return {
    place: placeOf(list),
    severity: isSilent ? 'warning' : 'error',
    message: `strict mode does not allow unicast peers, and vrrp_instance ${instance.name} has them`,
    why: isSilent
      ? 'This release lets it pass; 2.4.0 and later refuse the configuration, so VRRP does not start after the upgrade.'
      : 'keepalived refuses the whole configuration: no instance of this node runs.',
    label: 'not in strict mode',
    help: 'strict_mode off in this instance, or multicast',
  };
};

const authentication: Look = ({ authentication: auth, name, version }) => {
  const { writtenType } = auth;
  // Version 3 has none in any mode, which is a finding of its own.
  if (writtenType.value === 'none' || writtenType.place === undefined || version.value === 3)
    return undefined;
  return {
    place: writtenType.place,
    severity: 'error',
    message: `strict mode does not allow authentication, so keepalived drops that of vrrp_instance ${name}`,
    why: 'The advertisements go out without a password. A node without strict mode drops them, and both become master.',
    label: 'dropped',
    help: 'Remove the authentication block on all nodes, or switch strict mode off',
  };
};

const role: Look = (instance) => {
  const { name, priority, state } = instance;
  const asks = instance.last('state')?.words[1];
  if (asks === undefined || !/^(?:MASTER|BACKUP)$/.test(textOf(asks))) return undefined;
  const used = state.value;
  return textOf(asks) === used
    ? undefined
    : reset(state, instance, {
        message:
          used === 'BACKUP'
            ? `state MASTER of vrrp_instance ${name} needs priority 255 in strict mode, and its priority is ${priority.value}`
            : `state BACKUP of vrrp_instance ${name} does not go with priority 255 in strict mode`,
        why: `keepalived starts the instance as ${used} and reports the line.`,
        label: `starts as ${used}`,
        help: `state ${used}`,
      });
};

const downTimer: Look = (instance) =>
  reset(instance.downTimerAdverts, instance, {
    message: `down_timer_adverts of vrrp_instance ${instance.name} is reset to 3 by strict mode`,
    label: 'reset to 3',
    help: 'Leave it out, on all nodes',
  });

const accept: Look = (instance) =>
  reset(instance.accept, instance, {
    message: `accept of vrrp_instance ${instance.name} is cleared by strict mode with VRRP version 2`,
    why: 'While this node is master, its firewall drops whatever is sent to the VIPs.',
    label: 'cleared',
    help: 'version 3 on all nodes, where accept holds, or strict_mode off',
  });

const lowerPriority: Look = (instance) =>
  reset(instance.lowerPrioNoAdvert, instance, {
    message: `lower_prio_no_advert false of vrrp_instance ${instance.name} is set to true by strict mode`,
    label: 'set to true',
  });

const higherPriority: Look = (instance) =>
  reset(instance.higherPrioSendAdvert, instance, {
    message: `higher_prio_send_advert of vrrp_instance ${instance.name} is set to false by strict mode`,
    label: 'set to false',
  });

/** A number above 0 that strict mode puts back to 0. */
const positive =
  (keyword: string): Look =>
  (instance, context) => {
    const statement = setting(instance, keyword, context);
    const value = statement?.words[1] === undefined ? undefined : textOf(statement.words[1]);
    if (statement === undefined || value === undefined || !/^0*[1-9]\d*$/.test(value)) return undefined;
    return {
      place: placeOf(statement, statement.words[1]),
      message: `${keyword} ${value} of vrrp_instance ${instance.name} is reset to 0 by strict mode`,
      label: 'reset to 0',
      help: `${keyword} 0`,
    };
  };

const withoutVip: Look = (instance, context) => {
  const statement = setting(instance, 'no_virtual_ipaddress', context);
  return (
    statement && {
      place: placeOf(statement),
      message: `no_virtual_ipaddress of vrrp_instance ${instance.name} is cleared by strict mode`,
      label: 'cleared',
      help: 'Give the instance an address, or write strict_mode off',
    }
  );
};

const macvlan: Look = (instance, context) => {
  const vmac = setting(instance, 'use_vmac', context);
  const mac = vmac?.words.find((word, at) => at > 0 && textOf(word).includes(':'));
  if (vmac === undefined) return undefined;
  if (mac !== undefined && isFrom(context, '2.2.5')) return cleared(vmac, 'MAC address', instance, mac);
  const base = setting(instance, 'vmac_xmit_base', context);
  return base && cleared(base, 'vmac_xmit_base', instance);
};

function cleared(
  statement: Statement,
  what: string,
  { name }: VrrpInstance,
  word = statement.words[0]!,
): Conflict {
  return {
    place: placeOf(statement, word),
    message: `${what} of vrrp_instance ${name} is cleared by strict mode: advertisements leave by the VMAC under the MAC of the VRID`,
    label: 'cleared',
  };
}

/** All of them, in the order in which the daemon looks. */
export const strictConflicts: readonly Look[] = [
  unicast,
  role,
  authentication,
  downTimer,
  accept,
  positive('garp_lower_prio_repeat'),
  positive('garp_lower_prio_delay'),
  lowerPriority,
  higherPriority,
  withoutVip,
  macvlan,
];
