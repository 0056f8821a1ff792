import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostFiles } from '../../src/generate/generate.ts';
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
  VI_1: { nodes: [lb1, lb2], vips: [192.0.2.100/24], failover: ${failover}s }
`;
const vip = '192.0.2.100';
const hosts = ['lb1', 'lb2'];
/** What a busy machine may add. */
const slack = 3;
/** For how long both may have the VIP, from the advert of the one to what the other does on it. */
const handover = 1;

const isImpossible = isNotRoot() || lacks('ip', 'unshare', 'nsenter', 'keepalived');

describe.skipIf(isImpossible)(
  'the daemon of the master of a generated pair dies (skipped without root, iproute2 or keepalived)',
  () => {
    let lab: Lab;
    let written: readonly HostFiles[];
    const fileOf = (host: string, wanted: string) =>
      written.find((one) => one.host === host)!.files.find(({ path }) => path === wanted)!.text;

    beforeAll(async () => {
      lab = await Lab.open({ lb1: '192.0.2.11/24', lb2: '192.0.2.12/24' });
      written = await generated(topology);
      for (const host of hosts) {
        writeFileSync(join(lab.folder, `${host}.conf`), fileOf(host, '/etc/keepalived/keepalived.conf'));
        start(host);
      }
      expect(await secondsUntil(onlyOn('lb1'), failover + slack)).toBeDefined();
    }, 30_000);

    afterAll(() => lab?.close());

    function start(host: string): void {
      const path = join(lab.folder, `${host}.conf`);
      const pids = ['-p', `/run/${host}.pid`, '-r', `/run/${host}-vrrp.pid`];
      lab.start(host, 'keepalived', '--dont-fork', '--vrrp', '-f', path, ...pids);
    }

    const signal = (name: string, ...pidFiles: readonly string[]) =>
      lab.on('lb1', 'sh', '-c', `kill -${name} $(cat ${pidFiles.join(' ')})`);

    const holders = () =>
      hosts.filter((host) => lab.on(host, 'ip', '-o', 'addr', 'show', 'to', vip).includes(vip));
    const onlyOn = (host: string) => () => holders().join() === host;

    /** Until lb1 has the VIP alone: for how long both had it, counted from the first moment when one had it alone. */
    async function secondsOfBoth(limit: number): Promise<number> {
      let seconds = 0;
      let before = performance.now();
      let wasOne = false;
      const isBack = await secondsUntil(() => {
        const having = holders();
        const now = performance.now();
        wasOne ||= having.length === 1;
        if (wasOne && having.length > 1) seconds += (now - before) / 1000;
        before = now;
        return having.join() === 'lb1';
      }, limit);
      expect(isBack).toBeDefined();
      return seconds;
    }

    it('killed: the backup takes the VIP within the failover time', async () => {
      // The child first: it ends in good order when its parent is gone, and gives the VIP back.
      signal('KILL', '/run/lb1-vrrp.pid', '/run/lb1.pid');
      const taken = await secondsUntil(() => holders().includes('lb2'), failover + slack);
      expect(taken).toBeLessThan(failover + slack);
      // Nobody is left to take it off the card of the other.
      expect(holders()).toEqual(hosts);
    }, 20_000);

    it('killed: systemd starts it again, and it lets go of the VIP before it asks for it', async () => {
      expect(fileOf('lb1', '/etc/systemd/system/keepalived.service.d/10-hacfg.conf')).toMatch(
        /^\[Service\]\nRestart=on-failure\nRestartSec=1$/m,
      );
      start('lb1');
      expect(await secondsUntil(onlyOn('lb2'), failover)).toBeLessThan(failover);
      expect(await secondsOfBoth(2 * failover + slack)).toBeLessThan(handover);
    }, 30_000);

    it('stopped: it says so, and the backup takes the VIP at once', async () => {
      signal('TERM', '/run/lb1.pid');
      expect(await secondsUntil(onlyOn('lb2'), 1 + slack)).toBeLessThan(1 + slack);
      const hasEnded = () => lab.try('lb1', 'test', '-e', '/run/lb1.pid').status !== 0;
      expect(await secondsUntil(hasEnded, 5 + slack)).toBeDefined();
    }, 20_000);

    it('started again: it has the VIP again, and there are never two masters', async () => {
      start('lb1');
      expect(await secondsOfBoth(2 * failover + slack)).toBeLessThan(handover);
    }, 30_000);
  },
);
