import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';

/** `FAULT [TEXT AT THE PLACE]`, with `used X` and `meant Y`; `drops` when the entry is lost. */
function wrong(path: string, entry: string, release?: string): string[] {
  const isRoot = !path.includes('/');
  const [owner, list] = isRoot ? [undefined, path] : (path.split('/') as [string, string]);
  const body = `${list} {\n${entry}\n}\n`;
  const text = owner === undefined ? body : `${owner} NAME {\n${body}}\n`;
  const { problems } = read(text, release === undefined ? {} : { release });
  return problems
    .filter((problem) => problem.kind === 'bad-entry')
    .map((problem) =>
      [
        problem.fault,
        `[${problem.place.source.slice(problem.place.span)}]`,
        problem.dropsEntry ? 'drops' : '',
        problem.used === undefined ? '' : `used ${problem.used}`,
        problem.suggestion === undefined ? '' : `meant ${problem.suggestion}`,
      ]
        .filter((part) => part !== '')
        .join(' '),
    );
}

const vip = 'vrrp_instance/virtual_ipaddress';

describe('addresses', () => {
  it.each([
    ['192.0.2.1/24', []],
    ['192.0.2.1', []],
    ['192.0.2.1/', []],
    ['192.0.2.1/24 dev eth0 label eth0:vip brd +', []],
    ['192.0.2.1/24 home -nodad mngtmpaddr noprefixroute autojoin no_track use_vmac', []],
    ['192.0.2.1/24 preferred_lft forever', []],
    ['2001:db8::1/64 dev eth0', []],
    ['192.0.2.300/24', ['not-an-address [192.0.2.300/24] drops']],
    ['[2001:db8::1]/64', ['not-an-address [[2001:db8::1]/64] drops meant 2001:db8::1/64']],
    ['dev eth0', ['not-an-address [dev] drops']],
    ['192.0.2.1/33', ['bad-prefix [33] used /32']],
    ['192.0.2.1/24x', ['bad-prefix [24x] used /24 meant 192.0.2.1/24']],
    ['192.0.2.1/255.255.255.0', ['bad-prefix [255.255.255.0] used /32 meant 192.0.2.1/24']],
    ['192.0.2.1/24 foo', ['unknown-option [foo]']],
    ['192.0.2.1/24 lable eth0:1', ['unknown-option [lable] meant label', 'unknown-option [eth0:1]']],
    ['192.0.2.1/24 192.0.2.2/24', ['unknown-option [192.0.2.2/24]']],
    ['192.0.2.1/24 dev', ['missing-option-value [dev] drops']],
    ['192.0.2.1/24 dev eth0 dev eth1', ['duplicate-option [dev] drops']],
    ['192.0.2.1/24 label eth0:virtual-addr', ['too-long [dr] drops']],
    ['192.0.2.1/24 scope bogus', ['not-a-choice [bogus]']],
    ['192.0.2.1/24 scope link', []],
    ['192.0.2.1/24 scope 253', []],
    ['192.0.2.1/24 brd 192.0.2.999', ['not-an-address [192.0.2.999] drops']],
    ['192.0.2.1/31 brd +', ['other [+] used /31']],
    ['2001:db8::1/64 label eth0:1', ['wrong-family [label]']],
    ['2001:db8::1/64 brd +', ['wrong-family [brd] drops']],
    ['192.0.2.1 peer 192.0.2.2', []],
    ['192.0.2.1 peer 2001:db8::2', ['wrong-family [2001:db8::2]']],
    ['192.0.2.1/24 preferred_lft 1h', ['not-a-choice [1h]']],
    ['192.0.2.1/24 track_group G', ['unknown-option [track_group]', 'unknown-option [G]']],
  ])('%s', (entry, problems) => {
    expect(wrong(vip, entry)).toEqual(problems);
  });

  it('knows track_group for static addresses only', () => {
    expect(wrong('static_ipaddress', '192.0.2.1/24 dev eth0 track_group G')).toEqual([]);
  });

  it('does not know options that came later', () => {
    expect(wrong(vip, '192.0.2.1/24 use_vmac', '2.1.5')).toEqual(['unknown-option [use_vmac]']);
  });
});

describe('what instances track', () => {
  it.each([
    ['track_script', 'chk_nginx weight -20 noreverse', []],
    ['track_script', 'chk_nginx', []],
    ['track_script', 'chk_nginx weight -300', ['out-of-range [-300]']],
    ['track_script', 'chk_nginx weight 254', ['out-of-range [254] used 253']],
    ['track_script', 'chk_nginx wieght 10', ['unknown-option [wieght] drops meant weight']],
    ['track_script', 'chk_nginx weight', ['missing-option-value [weight] drops']],
    ['track_script', 'chk_nginx weight 5 backwards', ['not-a-choice [backwards]']],
    ['track_interface', 'eth1 weight 5 noreverse', ['not-a-choice [noreverse]']],
    ['track_interface', 'eth1 eth2', ['unknown-option [eth2] drops']],
    ['track_interface', 'enterprise-uplink0', ['bad-interface [nk0] drops']],
    ['track_file', 'load weight 254', []],
    ['track_file', 'load weight 5 backwards', ['not-a-choice [backwards] drops']],
    ['track_process', 'nginx weight 20x', ['not-a-number [20x] used 20']],
    ['track_bfd', 'peer1 weight 254', ['out-of-range [254]']],
  ])('%s { %s }', (list, entry, problems) => {
    expect(wrong(`vrrp_instance/${list}`, entry)).toEqual(problems);
  });
});

describe('peers', () => {
  it.each([
    ['192.0.2.2', []],
    ['192.0.2.2 min_ttl 254 max_ttl 255', []],
    ['192.0.2.2/24', ['cut-address [/24] used 192.0.2.2 meant 192.0.2.2']],
    ['192.0.2.2-9', ['cut-address [-9] used 192.0.2.2 meant 192.0.2.2']],
    ['web2', ['not-an-address [web2] drops']],
    ['192.0.2.2 192.0.2.3', ['unknown-option [192.0.2.3]']],
    ['192.0.2.2 min_ttl', ['missing-option-value [min_ttl]']],
    ['192.0.2.2 min_ttl 300 max_ttl x', ['out-of-range [300]', 'not-a-number [x]']],
  ])('%s', (entry, problems) => {
    expect(wrong('vrrp_instance/unicast_peer', entry)).toEqual(problems);
  });
});

describe('virtual server groups', () => {
  it.each([
    ['192.0.2.1 80', []],
    ['192.0.2.1', []],
    ['192.0.2.1 0', []],
    ['192.0.2.1-20 80', []],
    ['fwmark 7 inet6', []],
    ['192.0.2.9-5 80', ['bad-range [192.0.2.9-5] drops meant 192.0.2.5-9']],
    ['192.0.2.1-5x 80', ['bad-range [5x] drops']],
    ['192.0.2.1/24 80', ['bad-range [192.0.2.1/24] drops meant 192.0.2.0/24']],
    ['192.0.2.1 http', ['bad-port [http] drops meant 80']],
    ['fwmark', ['missing-option-value [fwmark] drops']],
    ['fwmark x', ['not-a-number [x] drops used 0']],
    ['fwmark 7 ipv6', ['not-a-choice [ipv6] drops']],
  ])('%s', (entry, problems) => {
    const { problems: found } = read(`virtual_server_group G {\n${entry}\n}\n`);
    expect(found.length).toBe(problems.length);
    expect(wrong('virtual_server_group', entry)).toEqual(problems);
  });
});

describe('routes', () => {
  it.each([
    ['198.51.100.0/24 via 192.0.2.254 dev eth0', []],
    ['default via inet6 2001:db8::1 dev eth0', []],
    ['inet6 default dev eth0', ['other [eth0] drops']],
    ['inet6 x 2001:db8::/32 dev eth0', []],
    ['198.51.100.0/24 via 2001:db8::1', ['wrong-family [2001:db8::1] drops']],
    ['198.51.100.0/24 dev eth0 pref low', ['wrong-family [pref] drops']],
    ['blackhole 198.51.100.0/24', []],
    ['to 198.51.100.0/24 via 192.0.2.254 table 200 metric 10 mtu lock 1400', []],
    ['default nexthop via 192.0.2.1 weight 1 nexthop via 192.0.2.2 weight 2', []],
    ['198.51.100.0/24 encap mpls 100/200 via 192.0.2.1', []],
    ['198.51.100.0/24 via 192.0.2.999', ['not-an-address [192.0.2.999] drops']],
    ['198.51.100.0/24 via 192.0.2.1/24', ['not-an-address [192.0.2.1/24] drops']],
    ['198.51.100.0/33 dev eth0', ['bad-prefix [33] used /32']],
    ['198.51.100.0/24 metrik 5', ['unknown-option [metrik] drops meant metric']],
    ['198.51.100.0/24 metric -1', ['out-of-range [-1] drops']],
    ['198.51.100.0/24 via', ['missing-option-value [via] drops']],
    ['198.51.100.0/24 rtt 100ms', ['out-of-range [100ms] used 200ms']],
    ['198.51.100.0/24 features fast', ['not-a-choice [fast]']],
    ['default nexthop via 192.0.2.1 weight 0', ['out-of-range [0] drops']],
    ['default nexthop via 192.0.2.1 foo', ['unknown-option [foo] drops']],
    ['via 192.0.2.1 dev eth0', ['other [eth0] drops']],
  ])('%s', (entry, problems) => {
    expect(wrong('vrrp_instance/virtual_routes', entry)).toEqual(problems);
  });
});

describe('rules', () => {
  it.each([
    ['from 192.0.2.0/24 table 200 preference 100', []],
    ['from all fwmark 0x1/0xff lookup main priority 0x64', []],
    ['to 192.0.2.0/24 type blackhole order 5', []],
    ['from 192.0.2.0/24 l3mdev preference 100', []],
    ['from 192.0.2.0/24 table 200', ['other [200]']],
    ['from 192.0.2.0/24 preference 100', ['other [100] drops']],
    ['from 192.0.2.0/24 table 1 goto 5 preference 1', ['duplicate-option [goto] drops']],
    ['from 192.0.2.0.0/24 table 1 preference 1', ['not-an-address [192.0.2.0.0/24] drops']],
    ['from all sport 80 table 1 preference 1', ['bad-range [80] meant 80-80']],
    ['from all fwmark x table 1 preference 1', ['not-a-number [x] drops']],
    ['from all goto 5 preference 10', ['out-of-range [5] drops']],
    ['from all goto 5', ['other [5] drops']],
    ['from all goto 15 preference 10', []],
    ['from all table 0 preference 8', ['out-of-range [0] drops']],
    ['from all type table 1 preference 9', ['unknown-option [table] drops meant table']],
    ['from all tabel 1 preference 1', ['unknown-option [tabel] drops meant table']],
    ['from all table 1 preference x', ['not-a-number [x] drops']],
  ])('%s', (entry, problems) => {
    expect(wrong('vrrp_instance/virtual_rules', entry)).toEqual(problems);
  });
});

describe('entries of fixed positions', () => {
  it.each([
    ['linkbeat_interfaces', 'eth0 MII', []],
    ['linkbeat_interfaces', 'eth0 mii', ['not-a-choice [mii] drops meant MII']],
    ['interface_up_down_delays', 'eth0 1 2.5', []],
    ['interface_up_down_delays', 'eth0 300', ['out-of-range [300] drops']],
    ['garp_group/interfaces', 'eth0 eth1', []],
    ['garp_group/interfaces', 'eth0 enterprise-uplink0', ['bad-interface [nk0]']],
    ['global_defs/notification_email', 'ops@example.org "Ops <ops@example.org>"', []],
  ])('%s { %s }', (list, entry, problems) => {
    expect(wrong(list, entry)).toEqual(problems);
  });
});
