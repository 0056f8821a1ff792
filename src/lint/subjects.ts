import type { NodeModel } from '../model/node.ts';

/**
 * What some rules are about. On nodes that have nothing of the kind they are not run, and not even loaded.
 * services: virtual servers and their groups; sync-groups; bfd: BFD sessions; processes: those
 * that are tracked; scripts: scripts and commands that are run, or lie about; machine: the machine that hacfg runs on.
 */
export type Subject = 'services' | 'sync-groups' | 'bfd' | 'processes' | 'scripts' | 'machine';

const keywords: Readonly<Record<Exclude<Subject, 'scripts' | 'machine'>, readonly string[]>> = {
  services: ['virtual_server', 'virtual_server_group'],
  'sync-groups': ['vrrp_sync_group'],
  bfd: ['bfd_instance'],
  processes: ['vrrp_track_process'],
};

/** Whether a node has what a rule is about. */
export function has(node: NodeModel, subject: Subject): boolean {
  if (subject === 'machine') return node.machine !== undefined;
  if (subject === 'scripts') return node.scriptUses.length > 0;
  return keywords[subject].some((keyword) => node.all(keyword).length > 0);
}
