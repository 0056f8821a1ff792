import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostFiles } from '../../src/generate/generate.ts';
import { generated } from '../generate/gen-kit.ts';
import { isNotRoot, lacks } from '../support/programs.ts';
import { Lab, secondsUntil } from './lab.ts';

const topology = `
keepalived: "2.2.7"
hosts:
  dir1: { address: 192.0.2.11/24, interface: eth0, os: debian12 }
  web1: { address: 192.0.2.21/24, interface: eth0, os: debian12 }
routers:
  VI_1: { nodes: [dir1], vips: [192.0.2.100/24] }
services:
  web: { vip: 192.0.2.100, ports: [80], forward: dr, real_servers: [web1] }
`;
const vip = '192.0.2.100';

/** Settings of a sysctl drop-in, by their files below /proc/sys. */
function settingsIn(text: string): [string, string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, key, value] = /^([\w.]+) = (\S+)$/.exec(line) ?? [];
    return key === undefined ? [] : [[`/proc/sys/${key.replaceAll('.', '/')}`, value!]];
  });
}

const fileOf = ({ files }: HostFiles, path: string) => files.find((one) => one.path === path)!.text;

const isImpossible = isNotRoot() || lacks('ip', 'unshare', 'nsenter');

describe.skipIf(isImpossible)('a generated real server (skipped without root or iproute2)', () => {
  let lab: Lab;
  let server: HostFiles;

  beforeAll(async () => {
    server = (await generated(topology)).find(({ host }) => host === 'web1')!;
    lab = await Lab.open({ web1: '192.0.2.21/24', client: '192.0.2.31/24' });
    // Kernels differ in what they begin with.
    for (const name of ['all', 'eth0', 'lo'])
      for (const key of ['arp_ignore', 'arp_announce']) write(`/proc/sys/net/ipv4/conf/${name}/${key}`, '0');
  }, 30_000);

  afterAll(() => lab?.close());

  function write(file: string, value: string): void {
    lab.on('web1', 'sh', '-c', 'echo "$1" >"$2"', 'sh', value, file);
  }

  /** Whether the client gets an answer when it asks who has the VIP. */
  async function answersForVip(): Promise<boolean> {
    lab.try('client', 'ip', 'neigh', 'flush', 'to', vip);
    lab.try('client', 'bash', '-c', `echo >/dev/udp/${vip}/9`);
    const shown = () => lab.on('client', 'ip', '-o', 'neigh', 'show', 'to', vip);
    await secondsUntil(() => /lladdr|FAILED/.test(shown()), 5);
    return shown().includes('lladdr');
  }

  it('answers ARP for a VIP on lo as long as its sysctl file is not in force', async () => {
    const [, address] = /^\s*address (\S+)$/m.exec(fileOf(server, '/etc/network/interfaces.d/hacfg'))!;
    expect(address).toBe(`${vip}/32`);
    lab.on('web1', 'ip', 'addr', 'add', address!, 'dev', 'lo', 'label', 'lo:0');
    expect(await answersForVip()).toBe(true);
  }, 20_000);

  it('does not answer once it is, but for its own address', async () => {
    const settings = settingsIn(fileOf(server, '/etc/sysctl.d/90-hacfg.conf'));
    expect(settings.length).toBeGreaterThanOrEqual(2);
    for (const [file, value] of settings) write(file, value);
    expect(await answersForVip()).toBe(false);
    lab.try('client', 'bash', '-c', 'echo >/dev/udp/192.0.2.21/9');
    const known = () => lab.on('client', 'ip', '-o', 'neigh', 'show', 'to', '192.0.2.21').includes('lladdr');
    expect(await secondsUntil(known, 5)).toBeDefined();
  }, 20_000);

  it('accepts packets that the director hands on to it', async () => {
    const ready = `${lab.folder}/ready`;
    const listen = `require('net').createServer(s=>s.end('served by web1')).listen(80,'${vip}',()=>require('fs').writeFileSync('${ready}','1'))`;
    lab.start('web1', process.execPath, '-e', listen);
    await secondsUntil(() => lab.try('web1', 'test', '-e', ready).status === 0, 10);
    // A director puts the server's own hardware address on the packet.
    const [mac] = /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/.exec(
      lab.on('web1', 'cat', '/sys/class/net/eth0/address'),
    ) ?? [/ether (\S+)/.exec(lab.on('web1', 'ip', 'link', 'show', 'eth0'))![1]];
    lab.on('client', 'ip', 'neigh', 'replace', vip, 'lladdr', mac!, 'nud', 'permanent', 'dev', 'eth0');
    const fetch = `require('net').connect(80,'${vip}').on('data',d=>process.stdout.write(d))`;
    expect(lab.on('client', process.execPath, '-e', fetch)).toBe('served by web1');
    expect(readFileSync(ready, 'utf8')).toBe('1');
  }, 30_000);
});
