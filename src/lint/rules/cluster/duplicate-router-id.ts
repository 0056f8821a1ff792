import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed, relatedBeside, replacing } from './members.ts';

function nodesById(cluster: Cluster): Map<string, NodeModel[]> {
  const byId = new Map<string, NodeModel[]>();
  const seen = new Set<string>();
  for (const node of cluster.nodes) {
    const id = node.globals.routerId.value;
    // A file that was named twice is one host.
    const host = `${node.main.path} ${node.name}`;
    if (id === undefined || seen.has(host)) continue;
    seen.add(host);
    byId.set(id, [...(byId.get(id) ?? []), node]);
  }
  return byId;
}

function report(id: string, nodes: readonly NodeModel[], context: RuleContext): void {
  const [first, second] = nodes;
  const place = second!.globals.routerId.place ?? { source: second!.main, span: { start: 0, end: 0 } };
  const edits = nodes.flatMap((node) => replacing(node.globals.routerId, node.name));
  const names = nodes.map((node) => node.name);
  const isNaming = edits.length === nodes.length && new Set(names).size === names.length;
  context.report({
    place,
    message: `router_id ${id} is used by ${listed(names)}: each node needs its own`,
    label: `${first!.name} is called ${id} too`,
    help: `${listed(
      nodes.filter((node) => node.name !== id).map((node) => `router_id ${node.name} on ${node.name}`),
    )}; or no router_id at all: then each goes by its host name`,
    related: relatedBeside(
      place,
      nodes.flatMap((node) => {
        const own = node.globals.routerId.place;
        return own === undefined ? [] : { place: own, message: `the router_id of ${node.name}` };
      }),
    ),
    ...(isNaming
      ? { fixes: [{ title: 'Name each node after its host', safety: 'unsafe' as const, edits }] }
      : {}),
  });
}

const instance = (priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

const named = (id: string) => `global_defs {
    router_id ${id}
}

`;

/** The same router_id on two nodes. */
export const clusterDuplicateRouterId = defineRule({
  id: 'cluster/duplicate-router-id',
  severity: 'warning',
  scope: 'cluster',
  fix: 'unsafe',
  docs: {
    summary: 'Two nodes with the same router_id',
    why: 'Mails, SNMP and logs carry this name, so an alert does not tell which node it is about. The election does not use it: it neither has to be equal nor decides anything.',
    references: [
      'keepalived.conf(5): router_id',
      'keepalived core/global_parser.c: routerid_handler',
      'acassen/keepalived#2684',
    ],
  },
  bad: [
    {
      caption: 'A copy that kept the name of the original',
      at: 'lb2.conf:2:15',
      files: { 'lb1.conf': named('lb1') + instance(110), 'lb2.conf': named('lb1') + instance(100) },
    },
  ],
  good: [
    { files: { 'lb1.conf': named('lb1') + instance(110), 'lb2.conf': named('lb2') + instance(100) } },
    {
      caption: 'Without router_id the host name is used',
      files: { 'lb1.conf': instance(110), 'lb2.conf': instance(100) },
    },
  ],
  on: {
    cluster: (cluster, context) => {
      for (const [id, nodes] of nodesById(cluster)) if (nodes.length > 1) report(id, nodes, context);
    },
  },
});
