import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn, replacing } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';
import { relatedTo } from '../vrrp/settings.ts';

/** Priority of the owner of the addresses (RFC 9568 section 5.2.4). */
const owner = 255;

function check(instance: VrrpInstance, context: RuleContext): void {
  const { authentication, name, priority, state } = instance;
  if (authentication.dropped === 'ah-ipv6') {
    const { writtenType } = authentication;
    context.report({
      place: placeIn(instance, writtenType),
      severity: 'error',
      message: `auth_type AH does not work with the IPv6 addresses of vrrp_instance ${name}`,
      why: 'keepalived drops the authentication: the advertisements go out unprotected.',
      label: 'dropped',
      help: 'Remove the block; from 2.4.0 on auth_hmac authenticates IPv6',
    });
    return;
  }
  const isMaster = state.origin === 'corrected' && state.word?.image === 'MASTER';
  if (authentication.type.value !== 'AH' || !isMaster || priority.value === owner) return;
  const edits = replacing(state, 'BACKUP');
  context.report({
    place: placeIn(instance, state),
    message: `state MASTER does not hold in vrrp_instance ${name} with auth_type AH`,
    label: 'starts as BACKUP',
    help: 'state BACKUP; the priority decides who is master',
    related: relatedTo(authentication.type.statement, 'a node must hear a sequence number first'),
    ...(edits.length === 0
      ? {}
      : { fixes: [{ title: 'Write state BACKUP', safety: 'safe' as const, edits }] }),
  });
}

const node = (state: string) =>
  sample({ state, lines: ['authentication {', '    auth_type AH', '    auth_pass k33pAl1v', '}'] });

/** What does not go with IPsec AH. */
export const authAhLimits = defineRule({
  id: 'auth/ah-limits',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'auth_type AH with IPv6, or with state MASTER',
    why: 'With AH a node has to hear the sequence number of the master before it may send, so keepalived starts it as BACKUP.',
    references: ['RFC 2338 section 5.3.6.3', 'keepalived vrrp/vrrp.c: vrrp_complete_instance'],
  },
  bad: [{ caption: 'Nobody is born as master', at: '2:11', files: node('MASTER') }],
  good: [{ files: node('BACKUP') }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
