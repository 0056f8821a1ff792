import { argumentOf, keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import type { NodeModel, SyncGroup, VrrpInstance } from '../../../model/node.ts';

/** An instance or a sync group, with the notifications that it makes. */
export interface Notifier {
  /** `vrrp_instance VI_1`. */
  readonly name: string;
  readonly last: (keyword: string) => Statement | undefined;
  /** Notifications made for it by others: the sync group of an instance. */
  readonly group: SyncGroup | undefined;
}

function ofInstance(instance: VrrpInstance): Notifier {
  return { name: `vrrp_instance ${instance.name}`, last: instance.last, group: instance.syncGroup };
}

function ofGroup(group: SyncGroup): Notifier {
  return { name: `vrrp_sync_group ${group.name}`, last: group.last, group: undefined };
}

export function notifiersOf(node: NodeModel): Notifier[] {
  return [...node.syncGroups.map(ofGroup), ...node.instances.map(ofInstance)];
}

/** Whether every change is written to a FIFO, one after the other. */
export function hasFifo(node: NodeModel): boolean {
  return ['notify_fifo', 'vrrp_notify_fifo'].some((keyword) => node.globals.last(keyword) !== undefined);
}

/** The notifications of an owner that run something, by its own keywords or those of its group. */
export function isNotified({ last, group }: Notifier, keyword: string): boolean {
  return [last(keyword), group?.last(keyword)].some(
    (statement) => statement !== undefined && argumentOf(statement) !== undefined,
  );
}

/** Whether a statement is one of the notifications of a change of state. */
export function isStateChange(statement: Statement): boolean {
  return /^notify(?:_master|_backup|_fault|_stop)?$/.test(keywordOf(statement));
}
