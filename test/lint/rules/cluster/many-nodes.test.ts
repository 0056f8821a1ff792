import { describe, expect, it } from 'vitest';
import { rules } from '../../../../src/lint/rules/index.ts';
import { lintTexts } from '../../../support/lint-texts.ts';
import { type Files, findingsOf, instance, nodes } from './kit.ts';

/** What sets one node of a sound cluster apart. */
interface Node {
  readonly lines?: readonly string[];
  readonly state?: string;
  readonly vrid?: number;
  readonly priority?: number;
  readonly vips?: readonly string[];
  /** Nodes it sends to; undefined: multicast. */
  readonly peers?: readonly number[];
  readonly source?: number;
  /** In front of the instance. */
  readonly before?: string;
}

type Change = (node: Node, at: number, count: number) => Node;

const address = (at: number) => `192.0.2.${11 + at}`;
const check = (weight: number) =>
  `vrrp_script chk_web {\nscript "/usr/bin/pgrep -x nginx"\ninterval 2\nfall 2\nrise 2\nweight ${weight}\n}\n`;
const tracking = ['track_script {', 'chk_web', '}'];
const password = (text: string) => ['authentication {', 'auth_type PASS', `auth_pass ${text}`, '}'];
const service = (servers: readonly number[]) =>
  [
    'virtual_server 192.0.2.100 80 {',
    'lb_algo rr',
    'lb_kind DR',
    'protocol TCP',
    ...servers.map((at) => `real_server 192.0.2.${200 + at} 80 {\nTCP_CHECK {\nconnect_timeout 3\n}\n}`),
    '}',
    '',
  ].join('\n');
const id = (name: string) => `global_defs {\nrouter_id ${name}\n}\n`;

function text({ lines = [], before = '', peers, source, ...rest }: Node): string {
  const unicast = [
    ...(source === undefined
      ? []
      : [`${peers === undefined ? 'mcast' : 'unicast'}_src_ip ${address(source)}`]),
    ...(peers === undefined ? [] : ['unicast_peer {', ...peers.map(address), '}']),
  ];
  return before + instance({ ...rest, lines: [...unicast, ...lines] });
}

/** A cluster in which node 0 is the strongest, and as different from the others as `change` makes each. */
function cluster(count: number, change: Change): Files {
  const all = Array.from({ length: count }, (_, at) => change({ priority: 200 - 10 * at }, at, count));
  return nodes(...all.map(text));
}

const others = (at: number, count: number) => [...Array(count).keys()].filter((one) => one !== at);

const mesh: Change = (node, at, count) => ({ ...node, source: at, peers: others(at, count) });
const tracked =
  (weight: number): Change =>
  (node) => ({ ...node, before: check(weight), lines: tracking });

const sound: readonly (readonly [string, Change])[] = [
  ['multicast', (node) => node],
  ['multicast with sources', (node, at) => ({ ...node, source: at })],
  ['unicast', mesh],
  ['a check with enough weight', tracked(-150)],
  ['a service', (node) => ({ ...node, before: service([1, 2]) })],
];

/** One node is not like the others: the rule, and what that node has. */
const oddOnes: readonly (readonly [string, Change, Change])[] = [
  ['cluster/advert-int-mismatch', (node) => node, (node) => ({ ...node, lines: ['advert_int 3'] })],
  ['cluster/version-mismatch', (node) => node, (node) => ({ ...node, lines: ['version 3'] })],
  [
    'cluster/mcast-group-mismatch',
    (node) => node,
    (node) => ({ ...node, lines: ['mcast_dst_ip 224.0.0.20'] }),
  ],
  ['cluster/vrid-mismatch', (node) => node, (node) => ({ ...node, vrid: 52 })],
  [
    'cluster/vip-list-mismatch',
    (node) => node,
    (node) => ({ ...node, vips: ['192.0.2.100/24', '192.0.2.101/24'] }),
  ],
  [
    'cluster/auth-mismatch',
    (node) => ({ ...node, lines: password('k33pAlv1') }),
    (node) => ({ ...node, lines: password('k33pAlv2') }),
  ],
  ['cluster/tracking-differs', tracked(-150), (node) => node],
  ['unicast/mixed-with-multicast', mesh, (node) => node],
  [
    'unicast/asymmetric-peers',
    mesh,
    (node, at, count) => ({ ...node, source: at, peers: others(at, count).slice(1) }),
  ],
  [
    'cluster/lvs-drift',
    (node) => ({ ...node, before: service([1, 2]) }),
    (node) => ({ ...node, before: service([1]) }),
  ],
];

describe.each([3, 5])('%i nodes', (count) => {
  it.each(sound)('say nothing when all is well: %s', (_title, change) => {
    const found = lintTexts(cluster(count, change), rules).filter(({ severity }) => severity !== 'info');
    const known = new Set(['script/security-not-enabled', 'script/user-missing', 'lvs/vip-not-managed']);
    expect(
      found.filter(({ rule }) => !known.has(rule)).map(({ rule, message }) => `${rule}: ${message}`),
    ).toEqual([]);
  });

  describe.each(oddOnes)('%s', (rule, usual, odd) => {
    it.each([...Array(count).keys()])('is told of node %i', (place) => {
      const files = cluster(count, (node, at) => (at === place ? odd : usual)(node, at, count));
      const found = findingsOf(rule, files);
      expect(found).toHaveLength(1);
      // Names the odd one; of the others it says at most what they have.
      expect(found[0]!.message).toContain(`lb${place + 1}`);
    });
  });

  it('with one priority for two of them', () => {
    const files = cluster(count, (node, at) => (at === count - 1 ? { ...node, priority: 200 } : node));
    const [found, ...more] = findingsOf('cluster/equal-priority', files);
    expect([found!.message, more]).toEqual([`lb1 and lb${count} have the same priority 200 for VRID 51`, []]);
  });

  it('with several that say MASTER', () => {
    const files = cluster(count, (node, at) => (at < 2 ? { ...node, state: 'MASTER' } : node));
    expect(findingsOf('cluster/both-master', files).map(({ message }) => message)).toEqual([
      'state MASTER is set on lb1 and lb2 for VRID 51: priority alone decides who is master',
    ]);
    expect(findingsOf('vrrp/state-is-cosmetic', files)).toEqual([]);
  });

  it('with state MASTER on the weakest', () => {
    const files = cluster(count, (node, at) => (at === count - 1 ? { ...node, state: 'MASTER' } : node));
    expect(findingsOf('vrrp/state-is-cosmetic', files).map(({ message }) => message)).toEqual([
      `lb${count} says state MASTER for VRID 51, but with priority ${210 - 10 * count} it is not the master: lb1 has 200`,
    ]);
  });

  it('with one router_id for all', () => {
    const files = cluster(count, (node) => ({ ...node, before: id('lvs') }));
    expect(findingsOf('cluster/duplicate-router-id', files)).toHaveLength(1);
  });

  it('with a copied source address', () => {
    const files = cluster(count, (node, at) => ({ ...node, source: at === count - 1 ? 0 : at }));
    expect(findingsOf('address/source-not-local', files).map(({ message }) => message)).toEqual([
      `lb1 and lb${count} both send from mcast_src_ip 192.0.2.11: it can be the address of one host only`,
    ]);
  });

  it('of which the spokes do not list each other', () => {
    const files = cluster(count, (node, at) => ({
      ...node,
      source: at,
      peers: at === 0 ? others(0, count) : [0],
    }));
    const found = findingsOf('unicast/incomplete-mesh', files);
    expect(found).toHaveLength(1);
    expect(found[0]!.message).toContain('leaves out lb2 and lb3');
    expect(found[0]!.why).toContain('It goes well while a node that both hear is master');
    expect(findingsOf('unicast/asymmetric-peers', files)).toEqual([]);
  });

  it('with a weight that brings the master below the weakest only', () => {
    const files = cluster(count, (node, at) => ({
      ...tracked(-5)(node, at, count),
    }));
    expect(findingsOf('script/weight-too-small', files).map(({ message }) => message)).toEqual([
      expect.stringContaining('lb1 is left with 195, above lb2’s 190'),
    ]);
  });

  it('with nopreempt on all but the strongest: nobody takes over', () => {
    const wait: Change = (node, at) => ({
      ...node,
      before: check(-150),
      lines: [...tracking, ...(at === 0 ? [] : ['nopreempt'])],
    });
    const found = findingsOf('vrrp/nopreempt-with-weight', cluster(count, wait));
    expect(found.map(({ severity }) => severity)).toEqual(['error']);
    expect(found[0]!.message).toContain(`from taking over from lb1`);
    // One that does not wait is enough.
    const willing: Change = (node, at, of) =>
      at === of - 1 ? tracked(-150)(node, at, of) : wait(node, at, of);
    expect(findingsOf('vrrp/nopreempt-with-weight', cluster(count, willing))).toEqual([]);
  });

  it('with nopreempt in the middle: good to know, no more', () => {
    const files = cluster(count, (node, at) => (at === 1 ? { ...node, lines: ['nopreempt'] } : node));
    expect(findingsOf('vrrp/nopreempt-wrong-node', files).map(({ severity }) => severity)).toEqual(['info']);
    const weakest = cluster(count, (node, at) =>
      at === count - 1 ? { ...node, lines: ['nopreempt'] } : node,
    );
    expect(findingsOf('vrrp/nopreempt-wrong-node', weakest).map(({ severity }) => severity)).toEqual([
      'warning',
    ]);
  });

  it('with preempt_delay on those that would take over', () => {
    const delay: Change = (node, at) => ({
      ...node,
      before: check(-150),
      lines: [...tracking, ...(at === 0 ? [] : ['preempt_delay 60'])],
    });
    expect(findingsOf('vrrp/preempt-delay-with-weight', cluster(count, delay))).toHaveLength(1);
    const prompt: Change = (node, at, of) => (at === 1 ? tracked(-150)(node, at, of) : delay(node, at, of));
    expect(findingsOf('vrrp/preempt-delay-with-weight', cluster(count, prompt))).toEqual([]);
  });
});
