import { argumentOf } from '../../../../grammar/configuration.ts';
import { isLinkLocal } from '../../../../grammar/values/address.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn } from '../cluster/members.ts';
import { isFrom, mayLackInterface } from './settings.ts';

/** Why an instance without interface cannot run; undefined when the release lets it. */
function lack(instance: VrrpInstance, context: RuleContext): Omit<Finding, 'place'> | undefined {
  const { name, source } = instance;
  if (!mayLackInterface(instance, context)) {
    const isUnicast = instance.unicast && source.value !== undefined && isFrom(context, '2.1.0');
    return {
      message: `vrrp_instance ${name} has no interface`,
      ...(isUnicast
        ? {
            why: 'keepalived 2.2.5 to 2.2.7 refuse a unicast instance without interface, by mistake: VRRP does not start on this node.',
          }
        : {}),
      label: 'no interface line',
    };
  }
  if (source.value === undefined) {
    return {
      message: `vrrp_instance ${name} has neither an interface nor a source address`,
      label: 'nowhere to send from',
      help: 'interface NAME; or unicast_src_ip with the address of this node',
    };
  }
  if (isLinkLocal(source.value)) {
    return {
      ...(source.place === undefined ? {} : { related: [{ place: source.place, message: 'link-local' }] }),
      message: `vrrp_instance ${name} has no interface, and its source address is link-local: it could be that of any`,
      label: 'no interface line',
    };
  }
  if (context.target !== undefined) return undefined;
  return {
    severity: 'info',
    message: `vrrp_instance ${name} has no interface, which keepalived 2.2.5 to 2.2.7 refuse`,
    why: 'Unicast with a source address needs no interface, but Debian 12 and others ship a release that asks for one: VRRP does not start there.',
    label: 'no interface line',
  };
}

function check(instance: VrrpInstance, context: RuleContext): void {
  const { value, statement } = instance.interface;
  if (value !== undefined) return;
  const help = 'interface NAME, the network card the advertisements go out by';
  if (statement === undefined) {
    const finding = lack(instance, context);
    if (finding !== undefined) context.report({ place: instance.place, help, ...finding });
    return;
  }
  // A name that no interface can have, or none behind the keyword, is a finding of its own.
  if (argumentOf(statement) !== 'lo') return;
  context.report({
    place: placeIn(instance, instance.interface),
    message: `vrrp_instance ${instance.name} runs on the loopback interface lo, where VRRP cannot run`,
    label: 'keepalived ignores it',
    help,
  });
}

const node = (line: string) => `vrrp_instance VI_1 {
    state BACKUP
${line}    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** An instance with nowhere to send. */
export const vrrpInterfaceMissing = defineRule({
  id: 'vrrp/interface-missing',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A vrrp_instance without interface, or on lo',
    why: 'keepalived rejects the configuration and VRRP does not start on this node.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_int_handler',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#638',
      'acassen/keepalived#1036',
    ],
  },
  bad: [
    { caption: 'No interface line', at: '1:15', files: node('') },
    { caption: 'Advertisements never leave lo', at: '3:15', files: node('    interface lo\n') },
  ],
  good: [{ files: node('    interface eth0\n') }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
