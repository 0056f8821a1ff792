import { placeOf } from '../../../../grammar/configuration.ts';
import { isKnownIn } from '../../../../grammar/vocabulary/releases.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** The lines of a block that has them for itself. */
function removal(instance: VrrpInstance): Edit[] {
  return instance.all('authentication').flatMap((statement) => {
    const { source, span } = placeOf(statement);
    const close = statement.block?.close;
    if (close === undefined || close.source !== source) return [];
    const first = source.lineSpan(source.lineIndex(span.start) + 1);
    const last = source.lineSpan(source.lineIndex(close.span.start) + 1);
    const newline = source.text.indexOf('\n', last.end);
    const before = source.slice({ start: first.start, end: span.start }).trim();
    const after = source.slice({ start: close.span.end, end: last.end }).trim();
    if (before !== '' || after !== '' || newline === -1) return [];
    return [{ place: { source, span: { start: first.start, end: newline + 1 } }, text: '' }];
  });
}

function check(instance: VrrpInstance, node: NodeModel, context: RuleContext): void {
  const statement = instance.last('authentication');
  if (statement === undefined || instance.version.value !== 3) return;
  const { version } = instance;
  const release = context.target ?? node.release;
  const hasHmac = release === undefined || isKnownIn(release, { since: '2.4.0' });
  const edits = removal(instance);
  const isWhole = edits.length === instance.all('authentication').length;
  context.report({
    place: placeOf(statement),
    message: `vrrp_instance ${instance.name} speaks VRRPv3, which has no authentication: keepalived ignores the block`,
    label: version.place === undefined ? 'ignored: IPv6 is always VRRPv3' : 'ignored',
    help: hasHmac
      ? 'Remove the block; from 2.4.0 on auth_hmac authenticates VRRPv3'
      : 'Remove the block; protect the network in another way',
    related: version.place === undefined ? [] : [{ place: version.place, message: 'VRRPv3 by this' }],
    ...(isWhole
      ? { fixes: [{ title: 'Remove the authentication block', safety: 'safe' as const, edits }] }
      : {}),
  });
}

const node = (version: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    version ${version}
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass k33pAl1v
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** A password that is never sent. */
export const authWithVrrpv3 = defineRule({
  id: 'auth/with-vrrpv3',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'An authentication block in an instance that speaks VRRPv3',
    why: 'The advertisements go out without a password, although the file looks protected; a configuration test (keepalived -t) fails on it.',
    references: [
      'RFC 9568 section 9',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#565',
      'acassen/keepalived#2546',
    ],
  },
  bad: [{ caption: 'The block is of VRRPv2', at: '8:5', files: node(3) }],
  good: [{ files: node(2) }],
  on: { instance: check },
});
