import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { loadCluster } from '../../src/topology/load.ts';

const hosts = `hosts:
  a: { address: 192.0.2.11/24, interface: eth0, keepalived: RELEASE }
  b: { address: 192.0.2.12/24, interface: eth0, keepalived: "2.4.3" }
  web: { address: 192.0.2.21/24, keepalived: "1.1.19" }
`;
const router = `routers:
  VI: { nodes: [a, b], vips: [192.0.2.100/24] }
`;

async function faultsOf(release: string, rest: string): Promise<string[]> {
  const source = new SourceText('hacfg.yaml', hosts.replace('RELEASE', `"${release}"`) + rest);
  const secrets = { env: {}, readFile: () => ({ fault: 'does not exist' }) };
  const { diagnostics } = await loadCluster(source, secrets);
  return diagnostics.map(({ place, message, help }) => {
    const { line, column } = source.position(place.span.start);
    return `${line}:${column} ${message}${help === undefined ? '' : ` | ${help}`}`;
  });
}

describe('what the keepalived of a host does not have yet', () => {
  it.each([
    [
      'multicast_group',
      '2.2.4',
      '2.2.5',
      'routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100/24], multicast_group: 224.0.1.18 }\n',
      '6:65 multicast_group of router VI needs keepalived 2.2.5, and a has 2.2.4',
    ],
    [
      'a flag of a scheduler',
      '2.0.19',
      '2.0.20',
      `${router}services:\n  web: { vip: 192.0.2.100, ports: [80], real_servers: [web], scheduler: mh, scheduler_flags: [mh-port] }\n`,
      '8:95 mh-port of service web needs keepalived 2.0.20, and a has 2.0.19',
    ],
    [
      'unicast for every router',
      '1.2.7',
      '1.3.5',
      `defaults: { router: { transport: unicast } }\n${router}`,
      '5:34 transport of router VI needs keepalived 1.2.8, and a has 1.2.7',
    ],
    [
      'the interval of a check',
      '1.3.5',
      '1.3.7',
      `${router}services:\n  web: { vip: 192.0.2.100, ports: [80], real_servers: [web], check: [{ kind: tcp }, { kind: command, run: /bin/probe, interval: 5s }] }\n`,
      '8:129 interval of a check of service web needs keepalived 1.3.7, and a has 1.3.5',
    ],
    [
      'a kind of check',
      '2.0.10',
      '2.2.7',
      `${router}services:\n  web: { vip: 192.0.2.100, ports: [80], real_servers: [{ host: web, check: { kind: ping } }] }\n`,
      '8:84 kind ping of a check of service web needs keepalived 2.1.0, and a has 2.0.10',
    ],
    [
      'a check of kind file',
      '1.3.5',
      '2.0.10',
      `${router}checks:\n  load: { kind: file, file: /run/load }\n`,
      '8:9 check load of kind file needs keepalived 2.0.0, and a has 1.3.5',
    ],
    [
      'real servers without a port',
      '2.0.14',
      '2.0.15',
      `${router}services:\n  web: { vip: 192.0.2.100, ports: [80, 443], fwmark: 1, forward: nat, real_servers: [web] }\n`,
      '8:8 service web, whose real servers have no one port, needs keepalived 2.0.15, and a has 2.0.14',
    ],
  ])('is answered at its place: %s', async (_what, older, newer, text, expected) => {
    expect(await faultsOf(older, text)).toEqual([expected]);
    expect(await faultsOf(newer, text)).toEqual([]);
  });

  it('is no matter on hosts that the key does not concern', async () => {
    const service = `services:\n  web: { vip: 192.0.2.100, ports: [80], real_servers: [web], check: { kind: ping } }\n`;
    expect(await faultsOf('2.2.7', router + service)).toEqual([]);
  });
});

describe('a service with a fwmark and no ports', () => {
  const service = (rest: string) =>
    `${router}services:\n  web: { fwmark: 1, directors: [a, b], real_servers: [web]${rest} }\n`;

  it.each([
    [
      'by default',
      '',
      '8:3 the check of kind tcp of service web has no port: the service has a fwmark and no ports | ports: [80] of the service, or check: { kind: tcp, port: 80 }',
    ],
    [
      'as written',
      ', check: { kind: http, path: /health }',
      '8:68 the check of kind http of service web has no port: the service has a fwmark and no ports | ports: [80] of the service, or check: { kind: http, port: 80 }',
    ],
  ])('has nothing to connect to, %s', async (_what, rest, expected) => {
    expect(await faultsOf('2.2.7', service(rest))).toEqual([expected]);
  });

  it.each([
    ', check: { kind: tcp, port: 80 }',
    ', check: { kind: ping }',
    ', check: { kind: none }',
    ', ports: [80]',
  ])('is checked at a port, or without one%s', async (rest) => {
    expect(await faultsOf('2.2.7', service(rest))).toEqual([]);
  });
});
