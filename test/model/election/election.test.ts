import { describe, expect, it } from 'vitest';
import { groupIntoClusters } from '../../../src/model/cluster.ts';
import { Election } from '../../../src/model/election/election.ts';
import type { Fault } from '../../../src/model/election/faults.ts';
import type { VirtualRouter } from '../../../src/model/virtual-router.ts';
import { nodeOf } from '../kit.ts';

interface NodeText {
  readonly priority: number;
  /** Further lines of the instance. */
  readonly lines?: string;
  /** The script's weight; undefined: it is not tracked. */
  readonly weight?: string;
}

function configuration({ priority, lines = '', weight }: NodeText, at: number): string {
  return `vrrp_script chk {
    script "/bin/check"
    interval 2
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    mcast_src_ip 192.0.2.${11 + at}
    ${lines}
    virtual_ipaddress {
        192.0.2.100/24
    }
    ${weight === undefined ? '' : `track_script {\n        chk weight ${weight}\n    }`}
    track_interface {
        eth1 weight -30
    }
}
`;
}

/** What fails: `script 0`, `node 1`, `eth0 0`; what is not named is well. */
type Step = readonly string[];

/** The nodes that are master after the start and after each step. */
function mastersAfter(texts: readonly string[], steps: readonly Step[]): string[] {
  const nodes = texts.map((text, at) =>
    nodeOf(text, { name: String(at), path: `/cluster/${at}/keepalived.conf` }),
  );
  const [cluster] = groupIntoClusters(nodes);
  const election = new Election(cluster!);
  const shown = (router: VirtualRouter, outcome = election.start()) =>
    outcome
      .mastersOf(router)
      .map(({ name }) => name)
      .join('+') || 'none';
  return cluster!.routers.map((router) => {
    let outcome = election.start();
    const history = [shown(router, outcome)];
    for (const step of steps) {
      const faults = step.map((one): Fault => {
        const [what, at] = one.split(' ') as [string, string];
        const node = nodes[Number(at)]!;
        if (what === 'node') return { kind: 'node', node };
        return what === 'script'
          ? { kind: 'tracked', node, what: 'script', name: 'chk' }
          : { kind: 'tracked', node, what: 'interface', name: what };
      });
      outcome = election.after(outcome, faults);
      history.push(outcome.isSteady ? shown(router, outcome) : 'no rest');
    }
    return history.join(' ');
  });
}

describe('an election', () => {
  // As real daemons were seen to do it.
  it.each<[string, NodeText[], Step[], string]>([
    [
      'a weight that is too small',
      [{ priority: 150, weight: '-5' }, { priority: 100 }],
      [['script 0']],
      '0 0',
    ],
    [
      'a weight that is enough, on both',
      [
        { priority: 100, weight: '-20' },
        { priority: 90, weight: '-20' },
      ],
      [['script 0'], ['script 0', 'script 1'], []],
      '0 1 0 0',
    ],
    [
      'no weight',
      [
        { priority: 100, weight: '0' },
        { priority: 90, weight: '0' },
      ],
      [['script 0'], ['script 0', 'script 1']],
      '0 1 none',
    ],
    [
      'nopreempt and a weight',
      [
        { priority: 100, weight: '-50', lines: 'nopreempt' },
        { priority: 90, weight: '-50', lines: 'nopreempt' },
      ],
      [['script 0']],
      '0 0',
    ],
    [
      'nopreempt on the stronger node only',
      [
        { priority: 100, weight: '-50', lines: 'nopreempt' },
        { priority: 90, weight: '-50' },
      ],
      [['script 0'], []],
      '0 1 1',
    ],
    [
      'nopreempt and no weight',
      [
        { priority: 100, weight: '0', lines: 'nopreempt' },
        { priority: 90, weight: '0', lines: 'nopreempt' },
      ],
      [['script 0'], []],
      '0 1 1',
    ],
    [
      'nopreempt on the weaker node, restart',
      [{ priority: 100 }, { priority: 90, lines: 'nopreempt' }],
      [['node 0'], []],
      '0 1 0',
    ],
    [
      'weights that are cut off at 254',
      [
        { priority: 250, weight: '20' },
        { priority: 240, weight: '20' },
      ],
      [['script 0']],
      // Both 254, and the higher address wins; 250 is behind 254.
      '1 1',
    ],
    [
      'two equal backups',
      [{ priority: 110 }, { priority: 100 }, { priority: 100 }],
      [['node 0'], []],
      '0 2 0',
    ],
    [
      'a bonus on both',
      [
        { priority: 100, weight: '101' },
        { priority: 99, weight: '101' },
      ],
      [['script 0'], ['script 0', 'script 1']],
      '0 1 0',
    ],
    ['its own interface', [{ priority: 100 }, { priority: 90 }], [['eth0 0'], []], '0 1 0'],
    ['another interface', [{ priority: 100 }, { priority: 90 }], [['eth1 0'], []], '0 1 0'],
    [
      'dont_track_primary',
      [{ priority: 100, lines: 'dont_track_primary' }, { priority: 90 }],
      [['eth0 0']],
      '0 0',
    ],
    [
      'a reversed bonus, which is there while the script fails',
      [
        { priority: 110, weight: '-50 reverse' },
        { priority: 100, weight: '-50 reverse' },
      ],
      [['script 0'], ['script 0', 'script 1']],
      '0 1 0',
    ],
  ])('comes out as the daemon’s: %s', (_what, nodes, steps, expected) => {
    expect(mastersAfter(nodes.map(configuration), steps)).toEqual([expected]);
  });

  const grouped = (priorities: readonly [number, number]) =>
    `vrrp_script chk {\n    script "/bin/check"\n}\nvrrp_sync_group G {\n    group {\n        A\n        B\n    }\n}\n${priorities
      .map(
        (priority, at) =>
          `vrrp_instance ${at === 0 ? 'A' : 'B'} {\n    interface eth${at}\n    virtual_router_id ${51 + at}\n    priority ${priority}\n    virtual_ipaddress {\n        192.0.${at}.100/24\n    }\n${at === 0 ? '    track_script {\n        chk\n    }\n' : ''}}\n`,
      )
      .join('')}`;

  it('moves a sync group as a whole, and back', () => {
    const texts = [grouped([110, 110]), grouped([100, 100])];
    expect(mastersAfter(texts, [['script 0'], [], ['eth1 0']])).toEqual(['0 1 0 1', '0 1 0 1']);
  });

  it('leaves crossed groups where they are', () => {
    const texts = [grouped([110, 90]), grouped([100, 100])];
    expect(mastersAfter(texts, [['node 1'], []])).toEqual(['1 0 0', '1 0 0']);
  });
});
