import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import { isIpv4 } from '../../../../grammar/values/address.ts';
import { readPrefixedAddress } from '../../../../grammar/values/subnet.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { setting } from './settings.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  const statement = setting(instance, 'use_ipvlan', context);
  if (statement === undefined) return;
  const { name, family } = instance;
  const words = statement.words.slice(1);
  const word = words.find((one) => readPrefixedAddress(textOf(one)).address !== undefined);
  const found = word === undefined ? undefined : readPrefixedAddress(textOf(word)).address;
  if (word !== undefined && found!.family !== family) {
    context.report({
      place: placeOf(statement, word),
      message: `use_ipvlan address ${textOf(word)} is IPv${found!.family}, but vrrp_instance ${name} is IPv${family}`,
      label: `an IPv${family} address is needed`,
    });
  } else if (word === undefined && family === 4) {
    const source = instance.source.word === undefined ? undefined : textOf(instance.source.word);
    const line = statement.words.map(textOf).join(' ');
    context.report({
      place: placeOf(statement),
      message: `use_ipvlan in vrrp_instance ${name} has no address to send from`,
      label: 'no address on this line',
      help: `${line} ${source !== undefined && isIpv4(source) ? source : 'ADDRESS'}, an address of this host`,
    });
  }
}

/** An ipvlan shares the MAC of its interface, so an IPv4 instance on it needs an address of its own. */
export const vrrpIpvlanSource = defineRule({
  id: 'vrrp/ipvlan-source',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'use_ipvlan without a source address of the family of the instance',
    why: 'The instance starts in FAULT state and stays there: this node never takes the VIP.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'keepalived vrrp/vrrp_parser.c: vrrp_ipvlan_handler',
    ],
  },
  bad: [
    {
      caption: 'IPv4 needs an address on the line',
      at: '7:5',
      files: sample({ lines: ['use_ipvlan ipvl51'] }),
    },
  ],
  good: [
    { files: sample({ lines: ['use_ipvlan ipvl51 192.0.2.11'] }) },
    {
      caption: 'IPv6 has a link-local address of its own',
      files: sample({ lines: ['use_ipvlan'], vips: ['fe80::51/64'] }),
    },
  ],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
