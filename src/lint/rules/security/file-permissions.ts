import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

const others = 0o077;

/** The first statement that holds a password or a key. */
function secretIn(statements: readonly Statement[]): Statement | undefined {
  for (const statement of statements) {
    if (statement.spec?.secret === true && statement.words.length > 1) return statement;
    const below = statement.block === undefined ? undefined : secretIn(statement.block.statements);
    if (below !== undefined) return below;
  }
  return undefined;
}

function check(node: NodeModel, context: RuleContext): void {
  const { mode, owner } = node.files.ownMode ?? {};
  const isOpen = mode !== undefined && (mode & others) !== 0;
  const isForeign = owner !== undefined && owner !== 0;
  if (!isOpen && !isForeign) return;
  const secret = secretIn(node.configuration.root.statements);
  if (secret === undefined || secret.source !== node.main) return;
  const shown = mode === undefined ? '' : (mode & 0o777).toString(8).padStart(4, '0');
  context.report({
    place: placeOf(secret, secret.words[0]),
    message: isOpen
      ? `${keywordOf(secret)} stands in a file that others than root may read: its mode is ${shown}`
      : `${keywordOf(secret)} stands in a file that does not belong to root: user ${owner} may read it`,
    label: 'a password for everybody on this host',
    help: isOpen
      ? 'chmod 600 /etc/keepalived/keepalived.conf'
      : 'chown root:root /etc/keepalived/keepalived.conf',
  });
}

/** A password in a file for all to read. */
export const securityFilePermissions = defineRule({
  id: 'security/file-permissions',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A configuration with a password that others than root may read',
    why: 'Every user of the host reads the password, and may join the virtual router with it.',
    references: ['keepalived(8): FILES', 'acassen/keepalived#1512', 'acassen/keepalived#1895'],
  },
  bad: [
    {
      caption: 'lb1.mode gives the mode that lb1.conf has on its host',
      at: 'lb1.conf:8:9',
      files: { 'lb1.conf': sample(), 'lb1.mode': '0644\n' },
    },
  ],
  good: [{ files: { 'lb1.conf': sample(), 'lb1.mode': '0600\n' } }],
  on: { node: check },
});

function sample(): string {
  return `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass k33pAlv1
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
}
