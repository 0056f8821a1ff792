import { placeOf, placeOfLine, textOf } from '../../../../grammar/configuration.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { atBlockEnd, isFrom, relatedTo, removal, setting, unicastMark } from './settings.ts';

/** `vmac_xmit_base` without a macvlan, and unicast on a macvlan without it. */
function checkTransmission(instance: VrrpInstance, context: RuleContext): void {
  const { name } = instance;
  const vmac = setting(instance, 'use_vmac', context);
  const own = vmac ?? setting(instance, 'use_ipvlan', context);
  const base = setting(instance, 'vmac_xmit_base', context);
  if (base !== undefined && vmac === undefined) {
    context.report({
      place: placeOf(base),
      message: `vmac_xmit_base has no effect in vrrp_instance ${name}, which has no use_vmac`,
      label: 'ignored without use_vmac',
      help: 'Add use_vmac, or remove vmac_xmit_base',
    });
  }
  const mark = unicastMark(instance, context);
  if (own === undefined || mark === undefined || !isFrom(context, '2.2.0')) return;
  const keyword = textOf(own.words[0]!);
  const hasInterface = instance.interface.value !== undefined;
  if (hasInterface && base === undefined) {
    context.report({
      place: placeOf(own),
      message: `${keyword} with unicast in vrrp_instance ${name} lacks vmac_xmit_base`,
      why: 'A macvlan has no address to send unicast from. keepalived sends from the interface itself, as if vmac_xmit_base were there, and reports it at every start.',
      label: 'needs vmac_xmit_base',
      help: 'vmac_xmit_base',
      related: [
        ...relatedTo(mark, 'unicast by this'),
        ...atBlockEnd(instance, 'no vmac_xmit_base up to here'),
      ],
    });
  } else if (!hasInterface && isFrom(context, '2.2.5')) {
    context.report({
      place: placeOf(own),
      message: `${keyword} has no effect in vrrp_instance ${name}, which has no interface to build on`,
      why: 'keepalived drops the setting at the end of the instance and sends without the virtual MAC.',
      label: 'dropped: no interface',
      help: 'interface NAME, the network card to build on',
      related: atBlockEnd(instance, 'no interface up to here'),
    });
  }
}

function checkPromotion(instance: VrrpInstance, context: RuleContext): void {
  const statement = setting(instance, 'promote_secondaries', context);
  const own = setting(instance, 'use_vmac', context) ?? setting(instance, 'use_ipvlan', context);
  if (statement === undefined || own === undefined) return;
  const keyword = textOf(own.words[0]!);
  context.report({
    place: placeOf(statement),
    message: `promote_secondaries in vrrp_instance ${instance.name} says again what ${keyword} implies`,
    why: 'keepalived reports it and leaves it out; the configuration test (keepalived -t) fails on it.',
    label: 'implied',
    help: 'Remove promote_secondaries',
    related: relatedTo(own, 'implied by this'),
    ...removal(statement, 'Remove promote_secondaries', 'safe'),
  });
}

/** `use_vmac` on an address that is on the macvlan of the instance anyway. */
function checkAddresses(instance: VrrpInstance, context: RuleContext): void {
  const whole = setting(instance, 'use_vmac', context);
  const apart = setting(instance, 'use_vmac_addr', context);
  for (const vip of [...instance.vips, ...instance.excludedVips]) {
    const word = vip.statement.words.find((one, at) => at > 0 && textOf(one) === 'use_vmac');
    if (word === undefined) continue;
    const isAtHome =
      vip.address.family === instance.family &&
      (vip.ownDevice ?? instance.interface.value) === instance.interface.value;
    const implied = isAtHome ? whole : apart;
    if (implied === undefined) continue;
    context.report({
      place: placeOf(vip.statement, word),
      message: `use_vmac of ${vip.text} in vrrp_instance ${instance.name} says again what the instance says`,
      why: 'keepalived reports it; the address is on the VMAC either way.',
      label: 'implied',
      related: [{ place: placeOfLine(implied), message: 'implied by this' }],
    });
  }
}

/** Settings around use_vmac and use_ipvlan that go without effect. */
export const vrrpVmacSettings = defineRule({
  id: 'vrrp/vmac-settings',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'Settings around use_vmac and use_ipvlan that do not go together',
    why: 'keepalived changes or ignores one of them: the advertisements do not leave by the interface that the file says.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_end_handler, vrrp_vmac_handler',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
    ],
  },
  bad: [
    { caption: 'Nothing to send beside', at: '7:5', files: sample({ lines: ['vmac_xmit_base'] }) },
    {
      caption: 'Unicast does not work from a macvlan',
      at: '7:5',
      files: sample({
        lines: ['use_vmac', 'unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'],
      }),
    },
    { caption: 'Implied', at: '8:5', files: sample({ lines: ['use_vmac', 'promote_secondaries'] }) },
  ],
  good: [{ files: sample({ lines: ['use_vmac vrrp51', 'vmac_xmit_base'] }) }],
  on: {
    instance: (instance, _node, context) => {
      checkTransmission(instance, context);
      checkPromotion(instance, context);
      checkAddresses(instance, context);
    },
  },
});
