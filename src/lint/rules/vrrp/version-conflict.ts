import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { relatedTo, removal } from './settings.ts';

/** A `version 2` beside IPv6 addresses: overruled in strict mode or behind the addresses, else odd. */
function checkVersion2(instance: VrrpInstance, context: RuleContext): void {
  const { family, version, name } = instance;
  const { statement, word } = version;
  const isOwn = statement !== undefined && statement.parent === instance.block;
  if (family !== 6 || !isOwn || word === undefined || textOf(word) !== '2') return;
  const isOverruled = version.value === 3;
  context.report({
    place: placeOf(statement, word),
    ...(isOverruled ? {} : { severity: 'info' as const }),
    message: isOverruled
      ? `version 2 does not hold in vrrp_instance ${name}: its addresses are IPv6, so keepalived uses version 3`
      : `vrrp_instance ${name} carries IPv6 addresses over VRRP version 2, which is defined for IPv4 only`,
    ...(isOverruled
      ? {}
      : {
          why: 'keepalived understands itself, but no other router does, and strict mode changes it to version 3.',
        }),
    label: isOverruled ? 'version 3 is used' : 'IPv6 needs version 3',
    help: 'version 3, on every node of this virtual router',
  });
}

/** `native_ipv6` where an IPv4 address has already settled the family. */
function checkNativeIpv6(instance: VrrpInstance, context: RuleContext): void {
  const statement = instance.last('native_ipv6');
  if (statement === undefined || instance.family === 6) return;
  const address =
    instance.vips[0]?.statement ?? instance.unicastPeers[0]?.statement ?? instance.source.statement;
  context.report({
    place: placeOf(statement),
    message: `native_ipv6 does not hold in vrrp_instance ${instance.name}, whose addresses are IPv4`,
    label: 'ignored',
    help: 'Remove native_ipv6: the first address decides on the family',
    related: relatedTo(address, 'IPv4 by this address'),
    ...removal(statement, 'Remove native_ipv6', 'safe'),
  });
}

const six = { vips: ['fe80::51/64', '2001:db8::100/64'] };

/** A protocol version that the addresses of the instance rule out. */
export const vrrpVersionConflict = defineRule({
  id: 'vrrp/version-conflict',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A version, or native_ipv6, that does not go with the addresses of the instance',
    why: 'The family of the addresses decides: keepalived reports the line and goes on without it, so the node may speak another version than its peers.',
    references: [
      'RFC 3768 section 1 (IPv4 only), RFC 9568 section 1',
      'keepalived vrrp/vrrp_parser.c: vrrp_version_handler, vrrp_native_ipv6_handler',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
    ],
  },
  bad: [
    {
      caption: 'Strict mode corrects the version',
      at: '7:13',
      files: sample({ ...six, lines: ['version 2', 'strict_mode on', 'accept'] }),
    },
    {
      caption: 'The addresses are IPv4',
      at: '10:5',
      files: sample().replace('    }\n}', '    }\n    native_ipv6\n}'),
    },
  ],
  good: [{ files: sample({ ...six, lines: ['version 3'] }) }, { files: sample({ lines: ['version 2'] }) }],
  on: {
    instance: (instance, _node, context) => {
      checkVersion2(instance, context);
      checkNativeIpv6(instance, context);
    },
  },
});
