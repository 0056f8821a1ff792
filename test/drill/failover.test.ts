import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generated } from '../generate/gen-kit.ts';
import { isNotRoot, lacks } from '../support/programs.ts';
import { Lab, secondsUntil } from './lab.ts';

const failover = 3;
const topology = `
keepalived: "2.2.7"
hosts:
  lb1: { address: 192.0.2.11/24, interface: eth0 }
  lb2: { address: 192.0.2.12/24, interface: eth0 }
routers:
  VI_1: { nodes: [lb1, lb2], vips: [192.0.2.100/24], failover: ${failover}s, track: [service] }
checks:
  service: { kind: command, run: /usr/sbin/ip link show dev service0 }
`;
const vip = '192.0.2.100';
const hosts = ['lb1', 'lb2'];
/** Two failures a second apart, as planned for 3 s. */
const detection = 2;
/** What a busy machine may add. */
const slack = 3;

const isImpossible = isNotRoot() || lacks('ip', 'unshare', 'nsenter', 'keepalived');

describe.skipIf(isImpossible)('a generated pair (skipped without root, iproute2 or keepalived)', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.open({ lb1: '192.0.2.11/24', lb2: '192.0.2.12/24' });
    for (const { host, files } of await generated(topology)) {
      const text = files.find(({ path }) => path === '/etc/keepalived/keepalived.conf')!.text;
      const path = join(lab.folder, `${host}.conf`);
      writeFileSync(path, text);
      serve(host, true);
      lab.start(
        host,
        'keepalived',
        '--dont-fork',
        '--vrrp',
        '-f',
        path,
        '-p',
        `/run/${host}.pid`,
        '-r',
        `/run/${host}-vrrp.pid`,
      );
    }
  }, 30_000);

  afterAll(() => lab?.close());

  /** The service runs: here, an interface of that name is there. */
  function serve(host: string, isUp: boolean): void {
    lab.on(host, 'ip', 'link', isUp ? 'add' : 'del', 'service0', ...(isUp ? ['type', 'bridge'] : []));
  }

  const holders = () =>
    hosts.filter((host) => lab.on(host, 'ip', '-o', 'addr', 'show', 'to', vip).includes(vip));
  const onlyOn = (host: string) => () => holders().join() === host;

  it('has one master: the preferred node', async () => {
    expect(await secondsUntil(onlyOn('lb1'), failover + slack)).toBeDefined();
  }, 20_000);

  it('moves the VIP when a check of the master fails; the other has it alone', async () => {
    serve('lb1', false);
    const within = detection + failover + slack;
    expect(await secondsUntil(onlyOn('lb2'), within)).toBeLessThan(within);
  }, 20_000);

  it('moves it back when the check is well again', async () => {
    serve('lb1', true);
    const within = detection + failover + slack;
    expect(await secondsUntil(onlyOn('lb1'), within)).toBeLessThan(within);
  }, 20_000);

  it('moves it within the failover time when the master is gone', async () => {
    lab.cable('lb1', 'down');
    const taken = () => holders().includes('lb2');
    expect(await secondsUntil(taken, failover + slack)).toBeLessThan(failover + slack);
  }, 20_000);

  it('has one master again when it comes back', async () => {
    lab.cable('lb1', 'up');
    expect(await secondsUntil(onlyOn('lb1'), 2 * failover + slack)).toBeDefined();
  }, 20_000);
});
