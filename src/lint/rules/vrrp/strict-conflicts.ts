import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { relatedTo } from './settings.ts';
import { strictConflicts } from './strict-looks.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  const { strict } = instance;
  if (!strict.value) return;
  for (const look of strictConflicts) {
    const conflict = look(instance, context);
    if (conflict !== undefined) {
      context.report({
        ...conflict,
        related: relatedTo(strict.statement, 'strict mode is switched on here'),
      });
    }
  }
}

const strict = { lines: ['strict_mode on'], vips: ['192.0.2.100/24'] };

/** What strict mode takes back. */
export const vrrpStrictConflicts = defineRule({
  id: 'vrrp/strict-conflicts',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A setting that strict mode drops, resets or refuses',
    why: 'keepalived reports the setting and goes on as the protocol wants it: the node does not do what the file says.',
    references: ['RFC 9568', 'keepalived vrrp/vrrp.c: vrrp_complete_instance'],
  },
  bad: [
    {
      caption: 'The password is not sent',
      at: '10:19',
      files: sample({
        lines: [
          'strict_mode on',
          'version 2',
          'authentication {',
          '    auth_type PASS',
          '    auth_pass k33pAl1v',
          '}',
        ],
      }),
    },
    { caption: 'Only an owner is born as master', at: '2:11', files: sample({ ...strict, state: 'MASTER' }) },
    {
      caption: 'Strict mode means multicast',
      at: '9:5',
      files: sample({
        lines: ['strict_mode on', 'unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'],
      }),
    },
  ],
  good: [{ files: sample(strict) }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
