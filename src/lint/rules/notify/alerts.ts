import { argumentOf, type Block, keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import { readBoolean } from '../../../../grammar/values/booleans.ts';
import type { NodeModel } from '../../../model/node.ts';

const keywords: ReadonlySet<string> = new Set(['smtp_alert', 'smtp_alert_vrrp', 'smtp_alert_checker']);

function isOn(statement: Statement): boolean {
  const value = argumentOf(statement);
  return value === undefined || readBoolean(value) === true;
}

/** The first alert in a block, or in the real servers of it. */
function alertIn(block: Block | undefined): Statement | undefined {
  for (const statement of block?.statements ?? []) {
    if (statement.spec === undefined) continue;
    const keyword = keywordOf(statement);
    if (keywords.has(keyword) && isOn(statement)) return statement;
    const inner = keyword === 'real_server' ? alertIn(statement.block) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The first statement that asks for mail. */
export function firstAlert(node: NodeModel): Statement | undefined {
  for (const owner of ['global_defs', 'vrrp_instance', 'vrrp_sync_group', 'virtual_server']) {
    for (const { block } of node.all(owner)) {
      const found = alertIn(block);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
