import { keywordOf } from '../../../../grammar/configuration.ts';
import { formatAddress } from '../../../../grammar/values/address.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { foreignSourceWhy } from '../address/foreign-source.ts';
import { sample } from '../vrrp/sample.ts';
import { machine } from './sample.ts';

function check(instance: VrrpInstance, node: NodeModel, context: RuleContext): void {
  const known = node.machine?.addresses;
  const { value, statement, place } = instance.source;
  if (known === undefined || value === undefined || statement === undefined || place === undefined) return;
  const text = formatAddress(value);
  if (known.includes(text)) return;
  const own = known.filter((one) => one.includes(':') === (value.family === 6) && !/^(127\.|::1$)/.test(one));
  context.report({
    place,
    ...(instance.unicast ? {} : { severity: 'warning' as const }),
    message: `${keywordOf(statement)} ${text} of vrrp_instance ${instance.name} is no address of this machine`,
    why: instance.unicast
      ? foreignSourceWhy(context.target ?? node.release, 'this machine')
      : 'The others see a stranger, and when the real owner of the address listens, it drops the advertisements as its own.',
    label: 'not an address of this machine',
    help:
      own.length === 0
        ? 'ip -br addr lists the addresses of this machine'
        : `this machine has ${own.slice(0, 6).join(', ')}`,
  });
}

const unicast = (source: string) =>
  sample({ lines: [`unicast_src_ip ${source}`, 'unicast_peer {', '    192.0.2.12', '}'] });

/** Source addresses that the machine does not have; asked only with --local. */
export const hostSourceAddress = defineRule({
  id: 'host/source-address',
  severity: 'error',
  scope: 'node',
  about: 'machine',
  docs: {
    summary: 'Source address that this machine does not have (only with --local)',
    why: 'From 2.1.0 to 2.3.2 the instance stays in FAULT. Other releases send under the address all the same: the nodes do not hear each other, and all hold the VIP.',
    references: ['keepalived vrrp/vrrp_scheduler.c: vrrp_create_sockpool', 'RFC 9568 5.1.1.1'],
  },
  bad: [
    {
      caption: 'The address of the other node',
      at: '7:20',
      files: unicast('192.0.2.12'),
      machine: machine({ addresses: ['127.0.0.1', '192.0.2.11'] }),
    },
  ],
  good: [{ files: unicast('192.0.2.11'), machine: machine({ addresses: ['192.0.2.11'] }) }],
  on: { instance: check },
});
