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
      ['5:16 nodes must be a list, not a'],
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
      ['7:55 real_servers needs a real server'],
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
