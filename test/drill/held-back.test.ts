import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupIntoClusters } from '../../src/model/cluster.ts';
import { Election } from '../../src/model/election/election.ts';
import { nodeOf } from '../model/kit.ts';
import { isNotRoot, lacks } from '../support/programs.ts';
import { Lab, secondsUntil } from './lab.ts';

const hosts = ['lb1', 'lb2', 'lb3'] as const;

function configuration(
  at: number,
  priorities: readonly (readonly [string, number])[],
  isGroup: boolean,
): string {
  const names = priorities.map(([name]) => `        ${name}\n`).join('');
  return `${isGroup ? `vrrp_sync_group G {\n    group {\n${names}    }\n}\n` : ''}${priorities
    .map(
      ([name, priority]) => `vrrp_instance ${name} {
    state BACKUP
    interface eth0
    virtual_router_id ${name === 'out' ? 51 : 52}
    priority ${priority}
    version 3
    advert_int 0.3
    mcast_src_ip 192.0.2.${11 + at}
    virtual_ipaddress {
        192.0.2.${name === 'out' ? 101 : 102}/24
    }
}
`,
    )
    .join('')}`;
}

const texts = [
  configuration(
    0,
    [
      ['out', 120],
      ['in', 120],
    ],
    true,
  ),
  configuration(
    1,
    [
      ['out', 110],
      ['in', 110],
    ],
    true,
  ),
  configuration(2, [['in', 150]], false),
];

const isImpossible = isNotRoot() || lacks('ip', 'unshare', 'nsenter', 'keepalived');

describe.skipIf(isImpossible)(
  'a sync group that a third node holds back (skipped without root, iproute2 or keepalived)',
  () => {
    let lab: Lab;

    beforeAll(async () => {
      lab = await Lab.open({ lb1: '192.0.2.11/24', lb2: '192.0.2.12/24', lb3: '192.0.2.13/24' });
      for (const [at, host] of hosts.entries()) {
        const path = join(lab.folder, `${host}.conf`);
        writeFileSync(path, texts[at]!);
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

    const holdersOf = (vip: string) =>
      hosts.filter((host) => lab.on(host, 'ip', '-o', 'addr', 'show', 'to', vip).includes(vip));
    const shown = () =>
      `${holdersOf('192.0.2.101').join('+') || 'nobody'} ${holdersOf('192.0.2.102').join('+')}`;

    it('has an address that is nowhere, as the election says', async () => {
      const nodes = texts.map((text, at) =>
        nodeOf(text, { name: hosts[at]!, path: `/${hosts[at]}/keepalived.conf` }),
      );
      const [cluster] = groupIntoClusters(nodes);
      const outcome = new Election(cluster!).start();
      const predicted = cluster!.routers.map(
        (router) =>
          outcome
            .mastersOf(router)
            .map(({ name }) => name)
            .join('+') || 'nobody',
      );
      expect(predicted).toEqual(['nobody', 'lb3']);
      expect(await secondsUntil(() => holdersOf('192.0.2.102').length > 0, 8)).toBeDefined();
      // Ten times as long as a node waits for a master.
      await new Promise((done) => setTimeout(done, 5000));
      expect(shown()).toBe('nobody lb3');
    }, 30_000);

    it('takes both when that node is gone', async () => {
      lab.cable('lb3', 'down');
      expect(await secondsUntil(() => shown().startsWith('lb1 lb1'), 8), shown()).toBeDefined();
    }, 30_000);
  },
);
