import { argumentOf, keywordOf, placeOf } from '../../../../grammar/configuration.ts';
import { formatAddress } from '../../../../grammar/values/address.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample as instance } from '../vrrp/sample.ts';
import { service as sample } from './sample.ts';
import { headerOf, keptServices } from './service.ts';

/** Schedulers by which another director chooses the same real server. */
const hashing: ReadonlySet<string> = new Set(['sh', 'mh', 'dh']);

function hasState({ protocol, scheduler }: ServiceDraft): boolean {
  const isTcp = protocol !== undefined && argumentOf(protocol)?.toUpperCase() === 'TCP';
  return isTcp && !(scheduler !== undefined && hashing.has(argumentOf(scheduler) ?? ''));
}

/** A service of TCP whose address moves between directors. */
function movingService(node: NodeModel): ServiceDraft | undefined {
  const vips = new Set(
    node.instances.flatMap((one) => [...one.vips, ...one.excludedVips].map(({ text }) => text)),
  );
  return keptServices(node).find(
    (service) =>
      service.target.kind === 'address' &&
      vips.has(formatAddress(service.target.address)) &&
      hasState(service),
  );
}

/** Whether somebody meant them to; a slip in the keyword is found by another rule. */
function isSynced(node: NodeModel): boolean {
  if (node.globals.last('lvs_sync_daemon') !== undefined) return true;
  const statements = [
    ...node.all('global_defs').flatMap(({ block }) => block?.statements ?? []),
    ...node.instances.flatMap(({ statement }) => statement.block?.statements ?? []),
  ];
  return statements.some((one) => /^lvs_?sync_?d/i.test(keywordOf(one)));
}

function check(node: NodeModel, context: RuleContext): void {
  if (isSynced(node) || node.instances.length === 0) return;
  const service = movingService(node);
  const [first] = node.instances;
  if (service === undefined) return;
  const device = first?.interface.value ?? 'INTERFACE';
  context.report({
    place: placeOf(service.statement),
    message: `Directors do not tell each other their connections: established ones to ${headerOf(service.statement)} break at a failover`,
    label: 'no lvs_sync_daemon in global_defs',
    help: `global_defs { lvs_sync_daemon ${device} ${first?.name ?? 'INSTANCE'} }, on all directors; where all connections are short it matters little`,
  });
}

/** Directors that know nothing of each other's connections. */
export const lvsNoSyncDaemon = defineRule({
  id: 'lvs/no-sync-daemon',
  severity: 'info',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A TCP service behind a VIP that moves, without lvs_sync_daemon',
    why: 'The new master does not know which real server a connection belongs to and drops its packets: downloads, sessions and database connections end at every failover.',
    references: ['keepalived.conf(5): lvs_sync_daemon', 'ipvsadm(8): --start-daemon'],
  },
  bad: [{ caption: 'A pair, each with its own table', at: '12:1', files: `${instance()}\n${sample()}` }],
  good: [{ files: `global_defs {\n    lvs_sync_daemon eth0 VI_1\n}\n\n${instance()}\n${sample()}` }],
  on: { node: check },
});
