import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listedBriefly, someOf } from '../vrrp/settings.ts';
import {
  checksOf,
  type Difference,
  differingServers,
  missingServers,
  names,
  serversOf,
  settingsOf,
} from './lvs-differences.ts';
import { lvsDriftExamples } from './lvs-drift-examples.ts';
import { relatedBeside } from './members.ts';
import { type SharedService, sharedServices } from './services.ts';

function reportDifferences(
  service: SharedService,
  differences: readonly Difference[],
  severity: 'info' | undefined,
  context: RuleContext,
): void {
  const [, second] = [...service.on.values()];
  const [first] = differences;
  if (first === undefined) return;
  const place = second!.place;
  context.report({
    place,
    ...(severity === undefined ? {} : { severity }),
    message: `${service.name} is not the same on ${names([...service.on.keys()])}: ${listedBriefly(differences.map(({ text }) => text))}`,
    ...(severity === undefined
      ? {}
      : { why: 'After a failover the real servers get another share of the connections.' }),
    label: differences.length === 1 ? 'differs' : `differs in ${differences.length} points`,
    help: 'Give all directors the same virtual_server, best from one file that all of them include',
    related: relatedBeside(place, [
      ...someOf(differences.flatMap(({ related }) => related)),
      ...[...service.on].map(([node, { place: header }]) => ({ place: header, message: `on ${node.name}` })),
    ]),
  });
}

/** Services that some nodes do not have at all: one finding for those that are lacking on the same nodes. */
function reportMissing(services: readonly SharedService[], context: RuleContext): void {
  const byNodes = new Map<string, { lacking: readonly NodeModel[]; services: SharedService[] }>();
  for (const service of services) {
    const lacking = service.nodes.filter((node) => !service.on.has(node));
    const key = lacking.map((node) => service.nodes.indexOf(node)).join(' ');
    if (lacking.length === 0) continue;
    const known = byNodes.get(key);
    if (known === undefined) byNodes.set(key, { lacking, services: [service] });
    else known.services.push(service);
  }
  for (const { lacking, services: missing } of byNodes.values()) {
    const [place, ...others] = missing.flatMap(({ on }) => [...on.values()].map((service) => service.place));
    context.report({
      place: place!,
      message: `${listedBriefly(missing.map(({ name }) => name))} ${missing.length === 1 ? 'is' : 'are'} not on ${names(lacking)}, which can hold the VIP too`,
      label: `not on ${names(lacking)}`,
      help: `The same virtual_server on ${names(lacking)}`,
      related: someOf(others.map((other) => ({ place: other, message: 'nor is this one' }))),
    });
  }
}

function check(cluster: Cluster, context: RuleContext): void {
  const services = sharedServices(cluster);
  reportMissing(services, context);
  for (const service of services.filter(({ on }) => on.size > 1)) {
    const servers = serversOf(service);
    const differences = [
      ...settingsOf(service.on),
      ...missingServers(servers),
      ...differingServers(servers, checksOf, 'the check'),
    ];
    reportDifferences(service, differences, undefined, context);
    reportDifferences(
      service,
      differingServers(servers, ({ weight }) => weight.value, 'weight'),
      'info',
      context,
    );
  }
}

/** Directors that do not balance alike. */
export const clusterLvsDrift = defineRule({
  id: 'cluster/lvs-drift',
  severity: 'warning',
  scope: 'cluster',
  about: 'services',
  concludesFromAbsence: true,
  docs: {
    summary: 'Directors of one VIP with different virtual servers',
    why: 'After a failover connections go to other real servers, by another method or not at all: sessions break, or a service is gone.',
    references: ['keepalived.conf(5): virtual_server', 'acassen/keepalived#2389'],
  },
  ...lvsDriftExamples,
  on: { cluster: check },
});
