import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../grammar/values/address.ts';
import { type Packet, VRRP } from '../../src/bundle/firewall/packet.ts';
import { judge, type Ruleset } from '../../src/bundle/firewall/ruleset.ts';
import { zoneAccepts, zoneFor } from '../../src/bundle/firewall/zones.ts';
import { at, faultsOf, parse } from './kit.ts';

const multicast: Packet = {
  family: 4,
  protocol: VRRP,
  interface: 'eth0',
  sources: [],
  destination: parseAddress('224.0.0.18'),
  multicast: true,
  established: false,
};
const unicast: Packet = {
  ...multicast,
  sources: [parseAddress('192.0.2.12')!],
  destination: parseAddress('192.0.2.11'),
  multicast: false,
};

/** `passes`, `unknown`, or `dropped LINE:COLUMN`. */
function verdict(ruleset: Ruleset, packet: Packet): string {
  const found = judge(ruleset, packet);
  return found.verdict === 'dropped' ? `dropped ${at(found.by)}` : found.verdict;
}

/** A chain `input` that drops, with these rules on lines of their own from the third. */
const nft = (...rules: string[]) =>
  parse(
    'nftables',
    `table inet t { chain input {\ntype filter hook input priority 0; policy drop;\n${rules.join('\n')}\n} }`,
  );

describe('nftables', () => {
  it.each<[string[], string, string]>([
    [[], 'dropped 2:43', 'dropped 2:43'],
    [['ip protocol vrrp accept'], 'passes', 'passes'],
    [['ip protocol 112 accept'], 'passes', 'passes'],
    [['meta l4proto { icmp, vrrp } accept'], 'passes', 'passes'],
    [['ip6 nexthdr vrrp accept'], 'dropped 2:43', 'dropped 2:43'],
    [['ip daddr 224.0.0.18 accept'], 'passes', 'dropped 2:43'],
    [['ip daddr 224.0.0.0/4 accept'], 'passes', 'dropped 2:43'],
    [['ip saddr 192.0.2.0/24 accept'], 'passes', 'passes'],
    [['ip saddr 198.51.100.0/24 accept'], 'passes', 'dropped 2:43'],
    [['ip saddr != 192.0.2.0/24 drop', 'ip protocol vrrp accept'], 'passes', 'passes'],
    [['iifname "eth1" accept'], 'dropped 2:43', 'dropped 2:43'],
    [['iifname { "eth0", "eth1" } accept'], 'passes', 'passes'],
    [['iif lo accept', 'tcp dport { 22, 80 } accept', 'udp dport 53 accept'], 'dropped 2:43', 'dropped 2:43'],
    [['ct state established,related accept'], 'dropped 2:43', 'dropped 2:43'],
    [['ct state vmap { established : accept, new : accept }'], 'passes', 'passes'],
    [['ct state vmap { established : accept, invalid : drop }'], 'dropped 2:43', 'dropped 2:43'],
    [['meta pkttype multicast accept'], 'passes', 'dropped 2:43'],
    [['fib daddr type local accept'], 'dropped 2:43', 'passes'],
    [['ip saddr @peers ip protocol vrrp accept'], 'passes', 'passes'],
    [['meta mark 0x1 accept'], 'passes', 'passes'],
    [['counter log prefix "x " drop', 'ip protocol vrrp accept'], 'dropped 3:1', 'dropped 3:1'],
    [['limit rate 1/second drop', 'ip protocol vrrp accept'], 'passes', 'passes'],
    [['jump elsewhere'], 'passes', 'passes'],
    [['reject with icmp type admin-prohibited'], 'dropped 3:1', 'dropped 3:1'],
  ])('%j: multicast %s, unicast %s', (rules, forMulticast, forUnicast) => {
    const ruleset = nft(...rules);
    expect([verdict(ruleset, multicast), verdict(ruleset, unicast)]).toEqual([forMulticast, forUnicast]);
    expect(ruleset.faults).toEqual([]);
  });

  it.each<[string, string]>([
    ['', 'unknown'],
    ['include "/etc/nftables.d/*.nft"', 'unknown'],
    ['table ip6 t { chain c { type filter hook input priority 0; policy drop; } }', 'unknown'],
    ['table inet t { chain c { type filter hook output priority 0; policy drop; } }', 'unknown'],
    ['table inet t { chain c { type filter hook input priority 0; } }', 'passes'],
    [
      'table inet t { chain c { type filter hook input priority 0; policy drop; } }\nflush ruleset',
      'unknown',
    ],
    [
      'add table t\nadd chain t c { type filter hook input priority 0; policy drop; }\nadd rule t c ip protocol vrrp accept',
      'passes',
    ],
    [
      'define p = { vrrp, ah }\ntable inet t { chain c { type filter hook input priority 0; policy drop; ip protocol $p accept\n} }',
      'passes',
    ],
    [
      'table inet t {\nchain v {\nip protocol vrrp accept\n}\nchain c {\ntype filter hook input priority 0; policy drop;\njump v\n} }',
      'passes',
    ],
    [
      'table inet t {\nchain v {\nip protocol tcp accept\n}\nchain c {\ntype filter hook input priority 0; policy accept;\ngoto v\n} }',
      'passes',
    ],
    [
      'table inet t {\nchain v {\nip protocol tcp accept\ndrop\n}\nchain c {\ntype filter hook input priority 0;\njump v\n} }',
      'dropped 4:1',
    ],
  ])('%j: %s', (text, expected) => {
    expect(verdict(parse('nftables', text), multicast)).toBe(expected);
  });

  it('tells where a brace is missing', () => {
    expect(faultsOf(parse('nftables', 'table inet t {\nchain c {\n}\n'))).toEqual(['firewall-word@1:14 {']);
    expect(faultsOf(parse('nftables', 'table inet t {\n}\n}\n'))).toEqual(['firewall-word@3:1 }']);
  });
});

const saved = (policy: string, ...rules: string[]) =>
  parse(
    'iptables',
    `*filter\n:INPUT ${policy} [0:0]\n${rules.map((rule) => `${rule}\n`).join('')}COMMIT\n`,
    '/etc/sysconfig/iptables',
  );

describe('iptables', () => {
  it.each<[string, string[], string, string]>([
    ['ACCEPT', [], 'passes', 'passes'],
    ['DROP', [], 'dropped 2:8', 'dropped 2:8'],
    ['DROP', ['-A INPUT -p vrrp -j ACCEPT'], 'passes', 'passes'],
    ['DROP', ['-A INPUT -p 112 -j ACCEPT'], 'passes', 'passes'],
    ['DROP', ['-A INPUT -p ah -j ACCEPT'], 'dropped 2:8', 'dropped 2:8'],
    ['DROP', ['-A INPUT ! -p tcp -j ACCEPT'], 'passes', 'passes'],
    ['DROP', ['-A INPUT -d 224.0.0.0/8 -j ACCEPT'], 'passes', 'dropped 2:8'],
    ['DROP', ['-A INPUT -s 192.0.2.12/32 -j ACCEPT'], 'passes', 'passes'],
    ['DROP', ['-A INPUT -s 192.0.2.0/255.255.255.0 -j ACCEPT'], 'passes', 'passes'],
    ['DROP', ['-A INPUT ! -s 192.0.2.0/24 -j ACCEPT'], 'passes', 'dropped 2:8'],
    ['DROP', ['-A INPUT -i eth+ -j ACCEPT'], 'passes', 'passes'],
    ['DROP', ['-A INPUT -i lo -j ACCEPT'], 'dropped 2:8', 'dropped 2:8'],
    ['DROP', ['-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT'], 'dropped 2:8', 'dropped 2:8'],
    ['DROP', ['-A INPUT -m conntrack --ctstate NEW -j ACCEPT'], 'passes', 'passes'],
    ['DROP', ['-A INPUT -m set --match-set peers src -j ACCEPT'], 'passes', 'passes'],
    [
      'DROP',
      ['-A INPUT -p tcp -m multiport --dports 22,80 -m comment --comment "a b" -j ACCEPT'],
      'dropped 2:8',
      'dropped 2:8',
    ],
    [
      'ACCEPT',
      ['-A INPUT -j LOG', '-A INPUT -j REJECT --reject-with icmp-host-prohibited'],
      'dropped 4:1',
      'dropped 4:1',
    ],
    ['ACCEPT', ['-A INPUT -m pkttype --pkt-type multicast -j DROP'], 'dropped 3:1', 'passes'],
    ['ACCEPT', ['-A INPUT -m addrtype --dst-type MULTICAST -j DROP'], 'dropped 3:1', 'passes'],
    ['ACCEPT', ['-A INPUT -m limit --limit 1/s -j DROP'], 'passes', 'passes'],
    ['DROP', ['[3:60] -A INPUT -p vrrp -j ACCEPT'], 'passes', 'passes'],
    ['DROP', [':X - [0:0]', '-A INPUT -p vrrp -j X', '-A X -j ACCEPT'], 'passes', 'passes'],
    ['DROP', [':X - [0:0]', '-A INPUT -j X', '-A X -p tcp -j ACCEPT'], 'dropped 2:8', 'dropped 2:8'],
    [
      'DROP',
      [':X - [0:0]', '-A INPUT -j X', '-A X -p tcp -j RETURN', '-A X -j DROP'],
      'dropped 6:1',
      'dropped 6:1',
    ],
    ['DROP', ['-A OTHER -j ACCEPT'], 'unknown', 'unknown'],
  ])('policy %s, %j: multicast %s, unicast %s', (policy, rules, forMulticast, forUnicast) => {
    const ruleset = saved(policy, ...rules);
    expect([verdict(ruleset, multicast), verdict(ruleset, unicast)]).toEqual([forMulticast, forUnicast]);
  });

  it('a filter that keeps state hears a peer to which the host has sent', () => {
    const ruleset = saved('DROP', '-A INPUT -m state --state ESTABLISHED -j ACCEPT');
    expect(verdict(ruleset, { ...unicast, established: true })).toBe('passes');
  });

  it('rules for IPv6 say nothing of IPv4', () => {
    const ruleset = parse('iptables', '*filter\n:INPUT DROP [0:0]\nCOMMIT\n', '/etc/sysconfig/ip6tables');
    expect(verdict(ruleset, multicast)).toBe('unknown');
  });

  it('iptables-restore refuses a line that is none of its own', () => {
    expect(faultsOf(saved('ACCEPT', 'foo'))).toEqual(['firewall-word@3:1 foo']);
  });
});

describe('zones of firewalld', () => {
  const none = {
    services: [],
    direct: [],
    defaultZone: undefined,
    zoneOfInterface: new Map<string, string>(),
  };
  const accepts = (inner: string, packet: Packet, path = '/etc/firewalld/zones/public.xml') => {
    const content = parse('firewalld', `<zone${inner}</zone>`, path);
    if (content.kind !== 'zone') throw new Error(content.kind);
    const firewalld = { ...none, zones: [content.zone] };
    const zone = zoneFor(firewalld, packet);
    return zone === undefined ? 'unknown' : zoneAccepts(zone, packet, firewalld);
  };

  it.each<[string, string, string]>([
    ['><service name="ssh"/>', 'no', 'no'],
    ['><protocol value="vrrp"/>', 'yes', 'yes'],
    ['><protocol value="112"/>', 'yes', 'yes'],
    [' target="ACCEPT">', 'yes', 'yes'],
    [' target="DROP">', 'no', 'no'],
    ['><service name="vrrp"/>', 'maybe', 'maybe'],
    ['><rule><protocol value="vrrp"/><accept/></rule>', 'yes', 'yes'],
    ['><rule family="ipv6"><protocol value="vrrp"/><accept/></rule>', 'no', 'no'],
    ['><rule family="ipv4"><source address="192.0.2.12"/><accept/></rule>', 'maybe', 'yes'],
    ['><rule family="ipv4"><source address="192.0.2.13"/><accept/></rule>', 'maybe', 'no'],
    [
      '><rule family="ipv4"><destination address="224.0.0.18"/><protocol value="vrrp"/><accept/></rule>',
      'yes',
      'no',
    ],
    ['><protocol value="vrrp"/><rule><protocol value="vrrp"/><drop/></rule>', 'no', 'no'],
    ['><interface name="eth1"/><service name="ssh"/>', 'no', 'no'],
  ])('<zone%s</zone>: multicast %s, unicast %s', (inner, forMulticast, forUnicast) => {
    expect([accepts(inner, multicast), accepts(inner, unicast)]).toEqual([forMulticast, forUnicast]);
  });

  it('a zone that is not in force says nothing', () => {
    expect(accepts('><service name="ssh"/>', multicast, '/etc/firewalld/zones/internal.xml')).toBe('unknown');
  });

  // As the reader of firewalld 1.3 takes them.
  it.each([
    ['<zone><protokoll value="vrrp"/></zone>', 'firewall-word@1:7 <protokoll>'],
    ['<zone><protocol value="vrrp"/>', 'xml@1:1 <zone> is not closed'],
    ['<zone></zone><zone/>', 'xml@1:14 a second root element begins'],
    ['<zone><service name=ssh/></zone>', 'xml@1:7 a tag is not complete'],
    ['', 'xml@1:1 there is no element'],
  ])('%s', (text, fault) => {
    expect(faultsOf(parse('firewalld', text))).toEqual([fault]);
  });
});
