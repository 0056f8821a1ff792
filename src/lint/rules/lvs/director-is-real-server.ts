import { formatAddress } from '../../../../grammar/values/address.ts';
import type { HostAddress } from '../../../model/addresses.ts';
import type { NodeModel } from '../../../model/node.ts';
import { methodOf, type ServerDraft, type ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample as instance } from '../vrrp/sample.ts';
import { service as sample } from './sample.ts';
import { hasAddresses, headerOf, keptServices, placeOfAddress } from './service.ts';

function serverAt(service: ServiceDraft, addresses: ReadonlySet<string>): ServerDraft | undefined {
  return service.servers.find(
    (server) => methodOf(server, service) === 'DR' && addresses.has(formatAddress(server.address)),
  );
}

function report(
  service: ServiceDraft,
  server: ServerDraft,
  own: HostAddress,
  other: ServerDraft | undefined,
  context: RuleContext,
): void {
  context.report({
    place: placeOfAddress(server),
    message: `${headerOf(server.statement)} of ${headerOf(service.statement)} is this director itself (${own.how})`,
    label: other === undefined ? 'a director in its own pool' : 'both directors are in the pool',
    help: 'Real servers that are no directors; or a service by fwmark that leaves out what comes from the other director’s MAC address; or net.ipv4.vs.backup_only=1 together with lvs_sync_daemon',
    related: [
      ...(own.place === undefined ? [] : [{ place: own.place, message: 'an address of this node' }]),
      ...(other === undefined ? [] : [{ place: placeOfAddress(other), message: 'the other director' }]),
    ],
  });
}

/** A pool with this node in it, and with the other director, or with none of those that are known. */
function check(node: NodeModel, context: RuleContext): void {
  const services = keptServices(node);
  if (services.length === 0 || node.addresses.length === 0) return;
  const own = new Map(node.addresses.map((address) => [address.text, address]));
  const peers = new Set(
    node.instances
      .flatMap((one) => one.unicastPeers.map(({ text }) => text))
      .filter((text) => !own.has(text)),
  );
  for (const service of services) {
    // Packets that are told apart by a mark may be told apart by where they come from.
    const server = hasAddresses(service) ? serverAt(service, new Set(own.keys())) : undefined;
    if (server === undefined) continue;
    const other = serverAt(service, peers);
    if (peers.size > 0 && other === undefined) continue;
    report(service, server, own.get(formatAddress(server.address))!, other, context);
  }
}

const director = (server: string) =>
  `${instance({ lines: ['mcast_src_ip 192.0.2.11'] })}\n${sample({
    settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR', 'protocol TCP'],
    servers: [server, '192.0.2.22 80'],
  })}`;

/** A director that serves as well. */
export const lvsDirectorIsRealServer = defineRule({
  id: 'lvs/director-is-real-server',
  severity: 'warning',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'With DR, a director that is one of its own real servers',
    why: 'When both directors are in the pool, the master hands connections to the backup, whose own IPVS table hands them on again, perhaps back: packets go round until their TTL ends, and part of the connections hang.',
    references: ['acassen/keepalived#2450', 'acassen/keepalived#380', 'acassen/keepalived#657'],
  },
  bad: [{ caption: 'The director serves too', at: '18:17', files: director('192.0.2.11 80') }],
  good: [{ files: director('192.0.2.21 80') }],
  on: { node: check },
});
