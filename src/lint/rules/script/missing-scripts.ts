import { posix } from 'node:path';
import type { Statement } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { baseName } from '../../../bundle/paths.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { isMeant } from '../../../model/script-use.ts';
import type { RuleContext } from '../../rule.ts';
import { nameOfBlock } from '../value/wording.ts';
import { isOfSystem } from './script-paths.ts';

/** A script that a statement names, and that is not among the files at hand. */
interface Missing {
  readonly use: ScriptUse & { readonly path: string; readonly place: Place; readonly statement: Statement };
  /** It should be there; else it is only not kept with the configuration. */
  readonly isMissing: boolean;
}

function missingOf(use: ScriptUse, { files }: NodeModel): Missing[] {
  const { path, file, place, statement } = use;
  if (path === undefined || file !== undefined || place === undefined || statement === undefined) return [];
  const isHost = files.extent === 'host';
  if (files.faults.some((fault) => baseName(fault.path) === baseName(path))) return [];
  if (!isHost && isOfSystem(path)) return [];
  if (files.ofKind('script').some((one) => isMeant(baseName(path), baseName(one.path)))) return [];
  const folder = posix.dirname(path);
  const isMissing = isHost || (files.extent === 'tree' && files.has(folder));
  // A script of the daemon's own folder is kept with its configuration; one from elsewhere may come in a package.
  return isMissing || folder === '/etc/keepalived'
    ? [{ use: { ...use, path, place, statement }, isMissing }]
    : [];
}

/** Reports the scripts of a node that should be there and are not. */
export function checkPresence(node: NodeModel, context: RuleContext): void {
  const missing = node.scriptUses.flatMap((use) => missingOf(use, node));
  for (const { use } of missing.filter(({ isMissing }) => isMissing)) reportMissing(use, node, context);
  // Kept elsewhere as a rule, all of them together: said once.
  const [first, ...others] = missing.filter(({ isMissing }) => !isMissing).map(({ use }) => use);
  if (first === undefined) return;
  const more = new Set(others.map(({ path }) => path).filter((path) => path !== first.path)).size;
  context.report({
    place: first.place,
    severity: 'info',
    message: `${nameOfBlock(first.statement.parent)} runs ${first.path}, which is not beside this configuration${more === 0 ? '' : `, and neither ${more === 1 ? 'is one more' : `are ${more} more`}`}`,
    why: 'hacfg cannot look into it. If it is missing on the host too, keepalived switches the check or the notification off, with a line in the log, and goes on as healthy.',
    label: 'not at hand',
    help: `Keep ${baseName(first.path)} with the configuration: it is checked along, and installed along, owned by root with mode 0755`,
    related: others.map(({ place }) => ({ place, message: 'nor is this one at hand' })),
  });
}

function reportMissing(
  { path, place, statement }: Missing['use'],
  node: NodeModel,
  context: RuleContext,
): void {
  const isHost = node.files.extent === 'host';
  context.report({
    place,
    ...(isHost ? {} : { severity: 'warning' }),
    message: `${nameOfBlock(statement.parent)} runs ${path}, which is not ${isHost ? 'on this host' : 'among the files of this host'}`,
    label: isHost ? 'no such file' : 'not at hand',
    help: isHost
      ? 'Install it, owned by root, with mode 0755'
      : `Keep ${baseName(path)} with the configuration: it is checked along, and installed along, owned by root with mode 0755`,
  });
}
