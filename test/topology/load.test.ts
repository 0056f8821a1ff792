import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { loadCluster } from '../../src/topology/load.ts';

const hosts = `hosts:
  a: { address: 192.0.2.11/24, interface: eth0 }
  b: { address: 192.0.2.12/24, interface: eth0 }
`;
const router = `routers:
  VI: { nodes: [a, b], vips: [192.0.2.100/24] }
`;

async function faultsOf(text: string, env: Record<string, string> = {}): Promise<string[]> {
  const source = new SourceText('hacfg.yaml', text);
  const { diagnostics, cluster } = await loadCluster(source, {
    env,
    readFile: () => ({ fault: 'does not exist' }),
  });
  expect(cluster === undefined).toBe(diagnostics.length > 0);
  return diagnostics.map(({ place, message, help }) => {
    const { line, column } = source.position(place.span.start);
    return `${line}:${column} ${message}${help === undefined ? '' : ` | ${help}`}`;
  });
}

describe('a faulty hacfg.yaml', () => {
  it.each([
    [
      'a wrong key',
      `${hosts}router: {}\n`,
      ['4:1 unknown key router in the top level | Did you mean routers?'],
    ],
    [
      'a word of keepalived.conf',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], virtual_router_id: 3 }\n`,
      ['5:48 unknown key virtual_router_id in router VI | Did you mean vrid?'],
    ],
    [
      'a wrong type',
      `${hosts}routers:\n  VI: { nodes: a, vips: [192.0.2.100/24] }\n`,
      ['5:16 nodes must be a list, not a | nodes: [a]'],
    ],
    [
      'a host twice',
      'hosts:\n  a: { address: 192.0.2.11/24 }\n  a: { address: 192.0.2.12/24 }\n',
      ['3:3 a is there twice in one mapping | Give the second another name, or make one of the two.'],
    ],
    [
      'an unknown host',
      `${hosts}routers:\n  VI: { nodes: [a, bb1], vips: [192.0.2.100/24] }\n`,
      ['5:20 no host is called bb1 | There are a, b.'],
    ],
    [
      'a VIP that is a host’s address',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.12/24] }\n`,
      [
        '5:31 VIP 192.0.2.12 of router VI is b’s own address | Take an address of the subnet that no host has.',
      ],
    ],
    [
      'a VIP outside',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [198.51.100.1/24] }\n`,
      [
        '5:31 VIP 198.51.100.1 of router VI is in no subnet of a: 192.0.2.11/24 | If it is routed to the hosts, say so: { address: 198.51.100.1/24, outside: true }',
      ],
    ],
    [
      'an empty service',
      `${hosts}${router}services:\n  web: { vip: 192.0.2.100, ports: [80], real_servers: [] }\n`,
      ['7:55 real_servers needs a real server | real_servers: [web1, web2]'],
    ],
    [
      'an unset secret',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], auth: { pass: { env: NONE } } }\n`,
      ['5:69 the environment variable NONE is not set | NONE=... hacfg gen'],
    ],
    [
      'verbatim lines that leave their block',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], verbatim: ["}"] }\n`,
      ['5:58 verbatim closes a block that it did not open: remove the }'],
    ],
    [
      'nothing at all',
      '',
      ['1:1 there is nothing in it: a hacfg.yaml needs hosts | hacfg init writes one to start from.'],
    ],
    [
      'no mapping',
      '- a\n',
      [
        '1:1 hacfg.yaml must be a mapping, not a list | hosts: and routers: at the top; hacfg init writes a file to start from.',
      ],
    ],
    [
      'no YAML',
      'hosts:\n\ta: 1\n',
      ['2:1 not valid YAML: a tab does not indent | Blanks in its place, two for each step.'],
    ],
    [
      'a mapping for a key',
      'hosts: { { a: 1 }: b }\n',
      ['1:10 not valid YAML: a key must be a word, not a list or a mapping'],
    ],
    ['no host', 'hosts: {}\n', ['1:1 hosts names no host']],
    [
      'a slip in a key that must be there',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [{ adress: 192.0.2.100/24 }] }\n`,
      ['5:33 unknown key adress in an entry of vips | Did you mean address?'],
    ],
    [
      'a slip in one of the words that are possible',
      `environment: opnstack\n${hosts}`,
      [
        '1:14 environment must be one of aws, azure, gcp, hcloud, openstack, docker, other, not opnstack | Did you mean openstack?',
      ],
    ],
    [
      'a number in quotes',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], vrid: "5" }\n`,
      ['5:54 vrid must be a number, not "5" in quotes'],
    ],
    [
      'a number that is too high',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], vrid: 300 }\n`,
      ['5:54 vrid must be at most 255, not 300'],
    ],
    [
      'an address without end',
      'hosts:\n  a: { address: 192.0.2.11/33 }\n',
      ['2:17 address must be an IP address with its prefix, such as 192.0.2.11/24, not 192.0.2.11/33'],
    ],
    [
      'a network for a host',
      'hosts:\n  a: { address: 192.0.2.0/24 }\n',
      ['2:17 192.0.2.0 of host a is the network address of its /24'],
    ],
    [
      'an address of two hosts',
      'hosts:\n  a: { address: 192.0.2.11/24 }\n  b: { address: 192.0.2.11/24 }\n',
      ['3:17 192.0.2.11 of host b is a’s too'],
    ],
    [
      'a node twice',
      `${hosts}routers:\n  VI: { nodes: [a, a], vips: [192.0.2.100/24] }\n`,
      ['5:20 a is twice among the nodes of router VI'],
    ],
    [
      'a name with a brace',
      `${hosts}routers:\n  "VI{": { nodes: [a, b], vips: [192.0.2.100/24] }\n`,
      ['5:4 VI{ must be a name of letters, digits and _ . : + -'],
    ],
    [
      'a name of two lines',
      `${hosts}routers:\n  "VI\\n1": { nodes: [a, b], vips: [192.0.2.100/24] }\n`,
      ['5:4 this key must be a name of letters, digits and _ . : + -'],
    ],
    [
      'a name that is too long',
      `${hosts}routers:\n  ${'x'.repeat(64)}: { nodes: [a, b], vips: [192.0.2.100/24] }\n`,
      ['5:3 this key must be at most 63 characters long'],
    ],
    ...['"', '$', '\\'].map((character): [string, string, string[]] => [
      `a command with ${character}`,
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], notify: { master: '/x ${character}y' } }\n`,
      [
        `5:66 master must be one line without ", $ or \\; put what needs them into a script and name that, not /x ${character}y`,
      ],
    ]),
    [
      'a command of two lines',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], notify: { master: "/x\\ny" } }\n`,
      ['5:66 master must be one line without ", $ or \\; put what needs them into a script and name that'],
    ],
    ...['a b', 'a#b', 'a!b', 'a{b', 'a}b', 'a"b', 'a$b'].map((word): [string, string, string[]] => [
      `the word ${word}`,
      `hosts:\n  a: { address: 192.0.2.11/24, router_id: '${word}' }\n`,
      [`2:43 router_id must be one word without blanks, quotes, braces, #, !, $ or \\, not ${word}`],
    ]),
    [
      'an unknown real server',
      `${hosts}${router}services:\n  web: { vip: 192.0.2.100, ports: [80], real_servers: [c] }\n`,
      ['7:56 no host is called c | There are a, b.'],
    ],
    [
      'a VIP that no router has',
      `${hosts}${router}services:\n  web: { vip: 192.0.2.10, ports: [80], real_servers: [a] }\n`,
      ['7:15 192.0.2.10 of service web is no VIP of a router | Did you mean 192.0.2.100?'],
    ],
    [
      'a service without ports',
      `${hosts}${router}services:\n  web: { vip: 192.0.2.100, real_servers: [{ address: 192.0.2.30 }] }\n`,
      ['7:3 service web needs ports | ports: [80]'],
    ],
    [
      'an unknown check',
      `${hosts}${router}checks:\n  c: { kind: ngnix }\n`,
      [
        '7:14 kind must be one of nginx, apache, haproxy, http, tcp, mysql, postgresql, redis, process, ping, command, file, verbatim, not ngnix | Did you mean nginx?',
      ],
    ],
    [
      'a sync group of one',
      `${hosts}${router}sync_groups:\n  g: { routers: [VI] }\n`,
      ['7:17 routers needs two routers: one alone has nobody to move with'],
    ],
    [
      'two routers of one number',
      `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100], vrid: 3 }\n  V2: { nodes: [b, a], vips: [192.0.2.101], vrid: 3 }\n`,
      [
        '6:51 routers VI and V2 have the vrid 3 on one network | Leave vrid out, and a free one is allocated.',
      ],
    ],
  ])('is answered at its place: %s', async (_what, text, expected) => {
    expect(await faultsOf(text)).toEqual(expected);
  });

  it('never shows a secret', async () => {
    const text = `${hosts}routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], auth: { pass: { env: PASS } } }\n`;
    const faults = await faultsOf(text, { PASS: 'far too long!' });
    expect(faults).toHaveLength(2);
    expect(faults.join('\n')).not.toContain('far too long');
  });

  it('has no fault when it is right', async () => {
    expect(await faultsOf(hosts + router)).toEqual([]);
  });
});
