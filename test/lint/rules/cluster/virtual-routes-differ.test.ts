import { describe, expect, it } from 'vitest';
import { clusterVirtualRoutesDiffer } from '../../../../src/lint/rules/cluster/virtual-routes-differ.ts';
import { lintTexts } from '../../../support/lint-texts.ts';

const node = (name: string, routes: readonly string[]) => `global_defs {
    router_id ${name}
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/32
    }
    virtual_routes {
${routes.map((route) => `        ${route}\n`).join('')}    }
}
`;

/** What the rule says of nodes lb1, lb2 and so on with these routes. */
function found(...nodes: (readonly string[])[]): string[] {
  const files = nodes.map((routes, at) => [`lb${at + 1}.conf`, node(`lb${at + 1}`, routes)] as const);
  return lintTexts(Object.fromEntries(files), [clusterVirtualRoutesDiffer]).map(({ message }) => message);
}

describe('cluster/virtual-routes-differ', () => {
  it.each<[string, (readonly string[])[], string[]]>([
    [
      'either has one of its own',
      [['198.51.100.0/24 via 192.0.2.1'], ['203.0.113.0/24 via 192.0.2.1']],
      ['virtual_routes differs for VRID 51: 198.51.100.0/24 only on lb1'],
    ],
    [
      'two of three have it',
      [
        ['default via 192.0.2.1'],
        ['default via 192.0.2.1', 'blackhole 203.0.113.0/24'],
        ['default via 192.0.2.1', 'blackhole 203.0.113.0/24'],
      ],
      ['virtual_routes differs for VRID 51: 203.0.113.0/24 only on lb2 and lb3'],
    ],
    [
      'one place, written in two ways',
      [['src 192.0.2.11 to 203.0.113.7/32 via 192.0.2.1'], ['203.0.113.7 via 192.0.2.1 src 192.0.2.12']],
      [],
    ],
    [
      'several hops',
      [['default nexthop via 192.0.2.1 nexthop via 192.0.2.2'], ['0.0.0.0/0 via 192.0.2.1']],
      [],
    ],
    [
      'a line that keepalived drops on one',
      [['198.51.100.0/24 via 192.0.2.1'], ['198.51.100.0/24 link']],
      [],
    ],
    ['a line that keepalived drops on the only one', [['198.51.100.0/24 via nowhere'], []], []],
  ])('%s', (_what, nodes, expected) => {
    expect(found(...nodes)).toEqual(expected);
  });
});
