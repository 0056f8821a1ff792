import { keywordOf } from '../../grammar/configuration.ts';
import type { NodeModel, VrrpInstance } from '../model/node.ts';

/**
 * What some rules are about. On nodes that have nothing of the kind they are not run, and not even loaded.
 * services: virtual servers and their groups; sync-groups; bfd: BFD sessions; processes: those
 * that are tracked; unicast: peers of an instance, and settings for them; scripts: scripts and commands that are run, or
 * lie about; machine: the machine that hacfg runs on.
 */
export type Subject = 'services' | 'sync-groups' | 'bfd' | 'processes' | 'unicast' | 'scripts' | 'machine';

const keywords: Readonly<Record<Exclude<Subject, 'unicast' | 'scripts' | 'machine'>, readonly string[]>> = {
  services: ['virtual_server', 'virtual_server_group'],
  'sync-groups': ['vrrp_sync_group'],
  bfd: ['bfd_instance'],
  processes: ['vrrp_track_process'],
};

/** Whether a node has what a rule is about. */
export function has(node: NodeModel, subject: Subject): boolean {
  if (subject === 'machine') return node.machine !== undefined;
  if (subject === 'scripts') return node.scriptUses.length > 0;
  if (subject === 'unicast') return node.instances.some(speaksOfUnicast);
  return keywords[subject].some((keyword) => node.all(keyword).length > 0);
}

/** Whether an instance holds any of unicast_peer, unicast_src_ip, check_unicast_src and the like. */
function speaksOfUnicast({ block }: VrrpInstance): boolean {
  return block.statements.some((statement) => keywordOf(statement).includes('unicast'));
}
