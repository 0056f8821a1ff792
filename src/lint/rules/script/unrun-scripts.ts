import { posix } from 'node:path';
import type { HostFile } from '../../../bundle/host-file.ts';
import { baseName } from '../../../bundle/paths.ts';
import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { isRun, nameOfUse } from '../check-script/uses.ts';
import { nameOfBlock } from '../value/wording.ts';
import { isExecutable, modeOf, startOf } from './script-modes.ts';

/** A script that lies about, named at most by a comment, and that nobody may execute. */
interface Unrun {
  readonly use: ScriptUse;
  readonly file: HostFile;
  readonly node: NodeModel;
  readonly cluster: Cluster;
}

function unrunIn(cluster: Cluster): Unrun[] {
  return cluster.nodes.flatMap((node) =>
    node.scriptUses.flatMap((use) => {
      const { file } = use;
      return file === undefined || isRun(use) || isExecutable(file) ? [] : { use, file, node, cluster };
    }),
  );
}

/** Paths, on this machine, of the scripts that some node runs. */
function runSources(clusters: readonly Cluster[]): ReadonlySet<string> {
  const uses = clusters.flatMap(({ nodes }) => nodes).flatMap((node) => node.scriptUses.filter(isRun));
  return new Set(uses.flatMap(({ file }) => file?.source.path ?? []));
}

/** Whether a command runs or reads a file: `/etc/keepalived/lib.sh`, `. "$DIR/lib.sh"`. */
function names({ path, args }: ShellCommand, name: string): boolean {
  return baseName(path) === name || args.some(({ text }) => baseName(text) === name);
}

/**
 * One `lb1.conf` of a folder was read, and the script is not called after it: it may be for a node that was not read.
 */
function mayBeAnothers({ use, file, node }: Unrun, folders: readonly string[]): boolean {
  const { path } = node.main;
  if (use.role !== 'loose' || node.files.extent !== 'flat' || baseName(path) === 'keepalived.conf')
    return false;
  const isShared = baseName(file.source.path) === baseName(file.path);
  return isShared && folders.filter((folder) => folder === posix.dirname(path)).length < 2;
}

/** Another script of the node runs it: what that does to the mode is for that script to tell. */
function isRunByScript({ file, node }: Unrun): boolean {
  const name = baseName(file.path);
  return node.scriptUses.some(
    (use) => use.file !== file && use.commands.some((command) => names(command, name)),
  );
}

/** Who runs a script of this name: the same one, or another copy of it, on another node of the cluster. */
function namesakes({ file, node, cluster }: Unrun): { readonly node: NodeModel; readonly use: ScriptUse }[] {
  const name = baseName(file.path);
  return cluster.nodes
    .filter((other) => other !== node)
    .flatMap((other) => {
      const use = other.scriptUses.find(
        (one) => isRun(one) && one.path !== undefined && baseName(one.path) === name,
      );
      return use === undefined ? [] : { node: other, use };
    });
}

function report(unrun: Unrun, context: RuleContext): void {
  const { use, file, node } = unrun;
  const [namesake] = namesakes(unrun);
  const elsewhere = namesake?.node.name;
  const related: Related[] = use.place === undefined ? [] : [{ place: use.place, message: 'named here' }];
  if (namesake?.use.place !== undefined)
    related.push({
      place: namesake.use.place,
      message: `run by ${nameOfBlock(namesake.use.statement!.parent)} on ${elsewhere}`,
    });
  context.report({
    place: startOf(use, file),
    severity: 'info',
    message: `${nameOfUse(use)} is not executable: its mode is ${modeOf(file)}, and ${elsewhere === undefined ? 'nothing at hand runs it' : `${node.name} does not run it, while ${elsewhere} runs a script of this name`}`,
    why:
      elsewhere === undefined
        ? 'A script that no vrrp_script names checks nothing, whatever is in it.'
        : `A script that no vrrp_script names checks nothing: ${node.name} keeps the VIP where ${elsewhere} would give it up.`,
    label: elsewhere === undefined ? 'runs nowhere' : `not run by ${node.name}`,
    help: `chmod 755 ${file.path}, and a vrrp_script with script "${file.path}" and a track_script entry for it`,
    related,
  });
}

/** Reports the scripts that cannot be run, and that no node at hand runs. */
export function checkUnrun(clusters: readonly Cluster[], context: RuleContext): void {
  const unrun = clusters.flatMap(unrunIn);
  if (unrun.length === 0) return;
  // Of a folder that several nodes share, each script lies beside all of them.
  const run = runSources(clusters);
  const folders = clusters.flatMap(({ nodes }) => nodes.map(({ main }) => posix.dirname(main.path)));
  for (const one of unrun) {
    const mayBeRun = run.has(one.file.source.path) || mayBeAnothers(one, folders) || isRunByScript(one);
    if (!mayBeRun) report(one, context);
  }
}
