import { textOf, type Word } from '../../../../grammar/configuration.ts';
import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { readEntry } from '../routing/entry.ts';
import { hosts, listed, placeOfKeyword, relatedBeside, routerName } from './members.ts';

/** Where the routes of a member lead to: the gateways may differ from host to host. */
interface Destinations {
  readonly kept: ReadonlySet<string>;
  /** Of lines that keepalived drops for a bad word: findings of their own. */
  readonly lost: ReadonlySet<string>;
}

function destinationsOf({ instance, node }: RouterMember, context: RuleContext): Destinations {
  const [kept, lost] = [new Set<string>(), new Set<string>()];
  for (const { block } of instance.all('virtual_routes')) {
    for (const statement of block?.statements ?? []) {
      const entry = readEntry(statement, context);
      const word = entry?.options.get('to')?.value ?? entry?.rest.find(isDestination);
      if (word !== undefined) (node.lostEntries.has(statement) ? lost : kept).add(nameOf(textOf(word)));
    }
  }
  return { kept, lost };
}

/** Not the type in front of it, nor a word that keepalived does not know. */
function isDestination(word: Word): boolean {
  return /[.:]|^(?:default6?|any|all)$/.test(textOf(word));
}

const everywhere: Readonly<Record<string, string>> = { '0.0.0.0/0': 'default', '::/0': 'default6' };

function nameOf(destination: string): string {
  return everywhere[destination] ?? destination.replace(/\/(?:32|128)$/, '');
}

function check(router: VirtualRouter, _cluster: Cluster, context: RuleContext): void {
  const routes = new Map(router.members.map((member) => [member, destinationsOf(member, context)]));
  const all = [...new Set([...routes.values()].flatMap(({ kept }) => [...kept]))];
  const lacks = (member: RouterMember, destination: string): boolean => {
    const { kept, lost } = routes.get(member)!;
    return !kept.has(destination) && !lost.has(destination);
  };
  // The last member that lacks something: mostly a backup that was not kept up to date.
  const wrong = router.members.findLast((member) => all.some((destination) => lacks(member, destination)));
  if (wrong === undefined) return;
  const missing = all.filter((destination) => lacks(wrong, destination));
  const owners = router.members.filter((member) => missing.some((one) => routes.get(member)!.kept.has(one)));
  const named = listed(missing.length > 3 ? [...missing.slice(0, 2), `${missing.length - 2} more`] : missing);
  const place = placeOfKeyword(wrong.instance, 'virtual_routes');
  context.report({
    place,
    message: `virtual_routes differs for ${routerName(router)}: ${named} only on ${hosts(owners)}`,
    label: `without ${named}`,
    help: `virtual_routes { ${missing[0]} ... } in vrrp_instance ${wrong.instance.name} on ${wrong.node.name}, by the gateway that ${wrong.node.name} is to use`,
    related: relatedBeside(
      place,
      owners.map((owner) => ({
        place: placeOfKeyword(owner.instance, 'virtual_routes'),
        message: `the routes of ${owner.node.name}`,
      })),
    ),
  });
}

const node = (name: string, priority: number, routes: string) => `global_defs {
    router_id ${name}
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
${routes}}
`;

const routes = (...entries: readonly string[]) =>
  `    virtual_routes {\n${entries.map((entry) => `        ${entry}\n`).join('')}    }\n`;

/** Routes that go with the VIP on some nodes only. */
export const clusterVirtualRoutesDiffer = defineRule({
  id: 'cluster/virtual-routes-differ',
  severity: 'warning',
  scope: 'cluster',
  docs: {
    summary: 'Routes that go with the VIP on some nodes only',
    why: 'The routes are set by whoever becomes master. After a failover the new one does not have these: what it should forward or answer that way goes nowhere, or out by another link.',
    references: ['keepalived.conf(5): virtual_routes', 'keepalived vrrp/vrrp.c: vrrp_state_become_master'],
  },
  bad: [
    {
      caption: 'The backup was not kept up to date',
      at: 'lb2.conf:13:5',
      files: {
        'lb1.conf': node(
          'lb1',
          110,
          routes('198.51.100.0/24 via 192.0.2.1 dev eth0', '203.0.113.0/24 via 192.0.2.1 dev eth0'),
        ),
        'lb2.conf': node('lb2', 100, routes('198.51.100.0/24 via 192.0.2.1 dev eth0')),
      },
    },
    {
      caption: 'The backup has none',
      at: 'lb2.conf:4:15',
      files: {
        'lb1.conf': node('lb1', 110, routes('default via 192.0.2.1 dev eth0')),
        'lb2.conf': node('lb2', 100, ''),
      },
    },
  ],
  good: [
    {
      caption: 'The same places by other ways',
      files: {
        'lb1.conf': node('lb1', 110, routes('default via 192.0.2.1 dev eth0')),
        'lb2.conf': node('lb2', 100, routes('to 0.0.0.0/0 via 192.0.2.2 dev ens3')),
      },
    },
  ],
  on: { router: check },
});
