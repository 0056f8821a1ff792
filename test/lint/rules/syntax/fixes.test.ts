import { describe, expect, it } from 'vitest';
import { fixed, instanceWith, lintText } from './kit.ts';

/** The line, and what its first fix makes of it. */
const lines: readonly (readonly [string, string])[] = [
  ['garp_master_dely 5', 'garp_master_delay 5'],
  ['vrrp_garp_master_delay 5', 'garp_master_delay 5'],
  ['mcast src ip 192.0.2.11', 'mcast_src_ip 192.0.2.11'],
  ['advert_int\u00a01', 'advert_int 1'],
  ['track_interface \uff5b eth1 }', 'track_interface { eth1 }'],
  ['notify_master \u201c/bin/true\u201d', 'notify_master "/bin/true"'],
  ['advert_int 1;', 'advert_int 1'],
  ['advert_int = 1', 'advert_int 1'],
  ['advert_int=1', 'advert_int 1'],
  ['nopreempt;', 'nopreempt'],
  ['// the other node', '# the other node'],
  ['advert_int 1 // seconds', 'advert_int 1 # seconds'],
  ['advert_int 1 garp_master_delay 5', 'advert_int 1\n    garp_master_delay 5'],
  ['version 3#rfc', 'version 3 #rfc'],
  ['notify_master "/bin/true', 'notify_master "/bin/true"'],
  ['notify_master "/bin/true # done', 'notify_master "/bin/true" # done'],
  ['@!web1 nopreempt', '@^web1 nopreempt'],
  ['track_interface { eth1,eth2 }', 'track_interface { eth1\n    eth2 }'],
  ['unicast_peer { 192.0.2.12, 192.0.2.13 }', 'unicast_peer { 192.0.2.12\n    192.0.2.13 }'],
  [
    'virtual_ipaddress_excluded { 192.0.2.3,192.0.2.4 dev eth1 }',
    'virtual_ipaddress_excluded { 192.0.2.3 dev eth1\n    192.0.2.4 dev eth1 }',
  ],
  ['advert_int 2\n    advert_int 1', 'advert_int 1'],
];

describe('fixes of the syntax rules', () => {
  it.each(lines)('%s', (line, expected) => {
    const text = fixed(instanceWith(line));
    expect(text).toBe(
      instanceWith(...expected.split('\n').map((part, index) => (index === 0 ? part : part.slice(4)))),
    );
    expect(lintText(text)).toEqual([]);
  });

  it('quotes a password on both sides without showing it', () => {
    const text = instanceWith('authentication {', '    auth_type PASS', '    auth_pass se#cr!t', '}');
    const [found] = lintText(text);
    expect(fixed(text)).toContain('auth_pass "se#cr!t"\n');
    expect(`${found!.message}${found!.help}${found!.why}${found!.fixes[0]!.title}`).not.toMatch(/se|cr/);
    expect(found!.fixes[0]!.edits.map((edit) => edit.text)).toEqual(['"', '"']);
  });

  it('does not touch what came out of a definition', () => {
    const found = lintText(`$N=5;\n${instanceWith('garp_master_delay $N')}`);
    expect(found.map(({ rule, fixes }) => [rule, fixes])).toEqual([['syntax/value-terminator', []]]);
  });
});
