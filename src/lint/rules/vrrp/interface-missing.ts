import { argumentOf } from '../../../../grammar/configuration.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn } from '../cluster/members.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  const { value, statement } = instance.interface;
  if (value !== undefined) return;
  const written = statement === undefined ? undefined : argumentOf(statement);
  // A name that no interface can have, or none behind the keyword, is a finding of its own.
  if (statement !== undefined && written !== 'lo') return;
  const hasSource = instance.unicast && instance.source.value !== undefined;
  context.report({
    place: placeIn(instance, instance.interface),
    ...(hasSource ? { severity: 'warning' } : {}),
    message:
      written === 'lo'
        ? `vrrp_instance ${instance.name} runs on the loopback interface lo, where VRRP cannot run`
        : `vrrp_instance ${instance.name} has no interface`,
    ...(hasSource
      ? {
          why: 'keepalived is documented to find the interface by unicast_src_ip, but releases such as 2.2.7 reject the configuration all the same: VRRP does not start.',
        }
      : {}),
    label: written === 'lo' ? 'keepalived ignores it' : 'no interface line',
    help: 'interface NAME, the network card the advertisements go out by',
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
