import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostFiles } from '../../src/generate/generate.ts';
import { generated } from './gen-kit.ts';

/** The files of hosts as one text; `npm run golden` writes it anew. */
function listing(
  hosts: readonly HostFiles[],
  withApply: readonly string[],
  isShown: (path: string) => boolean = () => true,
): string {
  const parts = hosts.flatMap(({ host, files, apply }) => [
    ...files
      .filter(({ path }) => isShown(path))
      .map(({ path, text, mode }) => `==> ${host}${path} (${mode.toString(8)})\n${text}`),
    ...(withApply.includes(host) ? [`==> ${host}/apply.sh\n${apply}`] : []),
  ]);
  return parts.join('\n');
}

describe('the whole output, to the letter', () => {
  it.each([
    ['case1', []],
    ['case2', ['web1']],
  ])('of %s of the tutorial', async (name, withApply) => {
    const path = join(import.meta.dirname, `../../examples/${name}.hacfg.yaml`);
    const hosts = await generated(readFileSync(path, 'utf8'));
    await expect(listing(hosts, withApply)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('of a host with every kind of check', async () => {
    const hosts = await generated(`
defaults: { interface: eth0, os: debian12 }
hosts: { a: { address: 192.0.2.11/24 }, b: { address: 192.0.2.12/24, os: rhel9 } }
routers:
  VI_1:
    nodes: [a, b]
    vips: [192.0.2.100]
    bind: true
    notify: log
    track: [nginx, apache, haproxy, socket, page, text, port, mysql, query, postgresql, redis, program, ping]
checks:
  nginx: { kind: nginx, restart: nginx.service }
  apache: { kind: apache, interval: 1s }
  haproxy: { kind: haproxy }
  socket: { kind: haproxy, socket: /run/haproxy/admin.sock }
  page: { kind: http, url: "https://127.0.0.1/health", status: [200, 204] }
  text: { kind: http, url: "http://127.0.0.1/health", contains: all is well }
  port: { kind: tcp, host: "::1", port: 443 }
  mysql: { kind: mysql, host: 127.0.0.1, port: 3306 }
  query: { kind: mysql, defaults_file: /etc/keepalived/my.cnf, socket: /run/mysqld/mysqld.sock }
  postgresql: { kind: postgresql, port: 5432 }
  redis: { kind: redis, interval: 10s, timeout: 5s }
  program: { kind: process, process: /usr/sbin/named, script: true }
  ping: { kind: ping, targets: [192.0.2.1, 192.0.2.2], need: 1 }
`);
    const isAround = (path: string) => !path.endsWith('keepalived.conf');
    await expect(listing(hosts.slice(0, 1), [], isAround)).toMatchFileSnapshot('golden/checks.txt');
    const isOfSystem = (path: string) => path.startsWith('/etc/') && isAround(path);
    await expect(listing(hosts.slice(1), ['b'], isOfSystem)).toMatchFileSnapshot('golden/rhel9.txt');
  });

  it('of real servers of every system', async () => {
    const hosts = await generated(`
defaults: { interface: eth0 }
hosts:
  d: { address: [192.0.2.11/24, "2001:db8::11/64"], os: debian12 }
  ifcfg: { address: [192.0.2.21/24, "2001:db8::21/64"], os: rhel7 }
  keyfile: { address: [192.0.2.22/24, "2001:db8::22/64"], os: rhel9 }
  netplan: { address: [192.0.2.23/24, "2001:db8::23/64"], os: ubuntu24.04 }
  ifupdown: { address: [192.0.2.24/24, "2001:db8::24/64"], os: debian12 }
  networkd: { address: [192.0.2.25/24, "2001:db8::25/64"], os: debian12, network: networkd }
  unit: { address: [192.0.2.26/24, "2001:db8::26/64"] }
routers: { VI_1: { nodes: [d], vips: [192.0.2.100, "2001:db8::100"] } }
services:
  web:
    vips: [192.0.2.100, "2001:db8::100"]
    port: 80
    fwmark: 3
    forward: tun
    real_servers: [ifcfg, keyfile, netplan, ifupdown, networkd, unit]
    check: { kind: http, port: 80 }
`);
    await expect(listing(hosts.slice(1), ['netplan'])).toMatchFileSnapshot('golden/real-servers.txt');
  });
});
