import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import { isAddress } from '../../../../grammar/values/address.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type Entry, firstOf, lists, nameOfEntry, onEntries } from '../routing/entry.ts';
import { entry as sample } from '../routing/sample.ts';
import { isFrom } from '../vrrp/settings.ts';

/** Length of the prefix that an address without one has. */
function isWhole(address: string): boolean {
  const length = address.split('/', 2)[1];
  return length === undefined || Number(length) === (address.includes(':') ? 128 : 32);
}

function check(entry: Entry, _node: unknown, context: RuleContext): void {
  const { statement } = entry;
  const peer = entry.options.get('peer')?.value;
  if (peer === undefined || !isFrom(context, '2.0.0')) return;
  const first = statement.words[0]!;
  // A peer that is refused contradicts nothing.
  if (!isAddress(textOf(peer))) return;
  if (textOf(first).includes(':') !== textOf(peer).includes(':')) return;
  const broadcast = firstOf(entry, ['brd', 'broadcast']);
  if (broadcast !== undefined) {
    context.report({
      place: placeOf(statement, broadcast.word),
      message: `${nameOfEntry(entry)} has both a broadcast address and a peer`,
      why: 'A point to point link has no broadcast address: keepalived reports the line and leaves the broadcast address out.',
      label: 'left out',
      help: `Remove ${textOf(broadcast.word)} ${broadcast.value?.image ?? ''}`.trimEnd(),
      related: [{ place: placeOf(statement, peer), message: 'the peer' }],
    });
  }
  if (isWhole(textOf(first))) return;
  const [host] = textOf(first).split('/', 1);
  context.report({
    place: placeOf(statement, first),
    message: `${nameOfEntry(entry)} has a prefix length, which does not go with a peer`,
    why: 'On a point to point link the prefix is that of the peer: keepalived reports the line and does not use this one.',
    label: 'the length is not used',
    help: `${host} peer ${textOf(peer)}`,
    related: [{ place: placeOf(statement, peer), message: 'the peer' }],
  });
}

/** What an address with a peer cannot have. */
export const addressPeerOptions = defineRule({
  id: 'address/peer-options',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A broadcast address or a prefix length on an address with a peer',
    why: 'keepalived reports it and leaves it out.',
    references: ['keepalived vrrp/vrrp_ipaddress.c: alloc_ipaddress', 'ip-address(8): peer'],
  },
  bad: [
    {
      caption: 'A broadcast address',
      at: '8:21',
      files: sample('virtual_ipaddress', '192.0.2.100 brd 192.0.2.255 peer 192.0.2.1'),
    },
    {
      caption: 'A prefix length',
      at: '8:9',
      files: sample('virtual_ipaddress', '192.0.2.100/24 peer 192.0.2.1'),
    },
  ],
  good: [{ files: sample('virtual_ipaddress', '192.0.2.100 peer 192.0.2.1') }],
  on: onEntries(lists.addresses, new Set(['peer']), check),
});
