import { describe, expect, it } from 'vitest';
import { nodeOf, shown } from './kit.ts';

const server = (header: string, lines: string) => `virtual_server ${header} {\n${lines}\n}\n`;
const real = (address: string, lines = '') => `real_server ${address} {\n${lines}\n}`;

describe('virtual servers', () => {
  const keys: [string, string, string][] = [
    ['192.0.2.1 80', 'protocol TCP', 'TCP 192.0.2.1 80'],
    ['192.0.2.1 80', 'protocol tcp', 'TCP 192.0.2.1 80'],
    ['192.0.2.1 080', '', 'UDP 192.0.2.1 80'],
    ['192.0.2.1', '', 'UDP 192.0.2.1 0'],
    ['2001:DB8::1 443', 'protocol SCTP', 'SCTP 2001:db8::1 443'],
    ['fwmark 3', 'protocol TCP', 'fwmark 3'],
    ['group web', 'protocol TCP', 'group web TCP'],
  ];
  it.each(keys)('virtual_server %s with %j is %s', (header, lines, key) => {
    expect(nodeOf(server(header, lines)).virtualServers.map((one) => one.key)).toEqual([key]);
  });

  it('leaves out headers the daemon cannot use', () => {
    const text = ['www.example.org 80', 'group', 'fwmark x', ''].map((header) => server(header, '')).join('');
    expect(nodeOf(text).virtualServers).toEqual([]);
  });

  it('resolves defaults', () => {
    const [one] = nodeOf(server('192.0.2.1 80', '')).virtualServers;
    expect([one!.scheduler.value, one!.forwarding.value, one!.delayLoop.value, one!.quorum.value]).toEqual([
      'wlc',
      'NAT',
      60,
      1,
    ]);
    expect([one!.persistenceTimeout.value, one!.hysteresis.value, one!.sorryServer]).toEqual([
      undefined,
      0,
      undefined,
    ]);
  });

  it('reads both spellings, the last of them', () => {
    const lines = 'lb_algo rr\nlvs_sched wrr\nlb_algo RR\nlvs_method TUN\nlb_kind DR\npersistence_timeout';
    const [one] = nodeOf(server('192.0.2.1 80', lines)).virtualServers;
    expect([one!.scheduler.value, one!.forwarding.value]).toEqual(['wrr', 'DR']);
    expect([one!.persistenceTimeout.value, shown(one!.place)]).toEqual([360, '1:16 192.0.2.1']);
  });
});

describe('real servers', () => {
  it('inherit weight and forwarding', () => {
    const lines = `weight 3\nlb_kind DR\n${real('192.0.2.14 80')}\n${real('192.0.2.15 80', 'weight 0\nlvs_method TUN')}`;
    const [one] = nodeOf(server('192.0.2.1 80', lines)).virtualServers;
    expect(
      one!.realServers.map((each) => [each.text, each.port, each.weight.value, each.forwarding.value]),
    ).toEqual([
      ['192.0.2.14', 80, 3, 'DR'],
      ['192.0.2.15', 80, 0, 'TUN'],
    ]);
    expect(one!.realServers[0]!.weight.origin).toBe('inherited');
  });

  it('know their checkers', () => {
    const lines = real(
      '192.0.2.14 80',
      'weight 1\nTCP_CHECK {\nconnect_timeout 3\n}\nMISC_CHECK {\nmisc_path /x\n}',
    );
    const [one] = nodeOf(server('192.0.2.1 80', lines)).virtualServers;
    expect(
      one!.realServers[0]!.checkers.map((checker) => [checker.type, checker.block?.statements.length]),
    ).toEqual([
      ['TCP_CHECK', 1],
      ['MISC_CHECK', 1],
    ]);
  });

  it('are dropped when repeated or of another family', () => {
    const lines = [
      real('192.0.2.14 80'),
      real('192.0.2.14 080'),
      real('2001:db8::1 80'),
      real('2001:db8::2 80', 'lvs_method TUN'),
      real('nonsense 80'),
    ].join('\n');
    const [one] = nodeOf(server('192.0.2.1 80', lines)).virtualServers;
    expect(one!.realServers.map((each) => each.text)).toEqual(['192.0.2.14', '2001:db8::2']);
    expect(one!.droppedServers.map((each) => [each.text, each.dropped])).toEqual([
      ['192.0.2.14', 'repeated'],
      ['2001:db8::1', 'wrong-family'],
    ]);
  });

  it('have a substitute', () => {
    const [one] = nodeOf(server('192.0.2.1 80', 'sorry_server 192.0.2.99 8080')).virtualServers;
    expect([one!.sorryServer?.text, one!.sorryServer?.port]).toEqual(['192.0.2.99', 8080]);
  });
});

it('lists the entries of groups', () => {
  const [group] = nodeOf('virtual_server_group web {\n192.0.2.1 80\nfwmark 3\n}').virtualServerGroups;
  expect([group!.name, group!.entries.length]).toEqual(['web', 2]);
});

it('reads a large file in little time', () => {
  const many = Array.from({ length: 2000 }, (_, at) =>
    server(
      `10.${at >> 8}.${at & 255}.1 80`,
      Array.from({ length: 10 }, (_, n) => real(`10.200.0.${n} 80`)).join('\n'),
    ),
  );
  const node = nodeOf(many.join(''));
  expect(node.virtualServers.length).toBe(2000);
  expect(node.virtualServers.reduce((sum, one) => sum + one.realServers.length, 0)).toBe(20_000);
});
