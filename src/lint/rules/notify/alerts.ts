import { argumentOf, keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import { readBoolean } from '../../../../grammar/values/booleans.ts';
import type { NodeModel } from '../../../model/node.ts';

const keywords: ReadonlySet<string> = new Set(['smtp_alert', 'smtp_alert_vrrp', 'smtp_alert_checker']);

function isOn(statement: Statement): boolean {
  const value = argumentOf(statement);
  return value === undefined || readBoolean(value) === true;
}

function alertsIn(statements: readonly Statement[]): Statement | undefined {
  return statements.find((one) => one.spec !== undefined && keywords.has(keywordOf(one)) && isOn(one));
}

/** The first statement that asks for mail. */
export function firstAlert(node: NodeModel): Statement | undefined {
  for (const owner of ['global_defs', 'vrrp_instance', 'vrrp_sync_group', 'virtual_server']) {
    for (const { block } of node.all(owner)) {
      const statements = block?.statements ?? [];
      const servers = statements.filter((one) => keywordOf(one) === 'real_server');
      const found =
        alertsIn(statements) ??
        servers.map((one) => alertsIn(one.block?.statements ?? [])).find((one) => one);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
