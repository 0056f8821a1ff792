import { argumentOf, keywordOf, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { listed } from '../cluster/members.ts';
import { someOf } from '../vrrp/settings.ts';

/** What belongs into global_defs beside the list of recipients, and is no name of a mailbox. */
const settings =
  /^(?:smtp_\w+|notification_email\w*|router_id|lvs_id|script_user|enable_\w+|vrrp_\w+|checker_\w+|dynamic_interfaces)$/;

/** A list whose end was forgotten, or put too far down: keepalived takes every word of it for an address. */
export function checkEntries(recipients: readonly Statement[], context: RuleContext): void {
  const found = recipients.filter((one) => settings.test(textOf(one.words[0]!)));
  const [first, ...others] = found;
  if (first === undefined) return;
  context.report({
    place: placeOf(first),
    message: `${listed(first.words.map(textOf))} in notification_email ${first.words.length === 1 ? 'is' : 'are'} taken for ${first.words.length === 1 ? 'an address' : 'addresses'}`,
    why: 'The setting has no effect, and every alert goes to addresses that do not exist as well.',
    label: 'a setting, no address',
    help: `${first.words.map(textOf).join(' ')} behind the } of notification_email`,
    related: someOf(others.map((one) => ({ place: placeOf(one), message: 'as is this one' }))),
  });
}

/** Recipient and relay are there, and nothing that would send them anything (keepalived vrrp/vrrp.c: smtp_alert). */
export function checkUnused(node: NodeModel, recipients: readonly Statement[], context: RuleContext): void {
  const [instance] = node.instances;
  const list = node.globals.last('notification_email');
  const isSample = recipients.some((one) => one.words.some((word) => /@firewall\.loc$/.test(textOf(word))));
  if (instance === undefined || list === undefined || isSample) return;
  context.report({
    place: placeOf(list),
    severity: 'info',
    message: `${keywordOf(list)} and smtp_server ${argumentOf(node.globals.last('smtp_server')!)} are there, but nothing sends mail: no smtp_alert`,
    why: 'keepalived mails a change of state only where it is asked to: nobody hears of a failover.',
    label: 'nobody gets anything',
    help: `smtp_alert in vrrp_instance ${instance.name}`,
  });
}
