import { describe, expect, it } from 'vitest';
import { checkArguments, surplusWords } from '../../grammar/check-arguments.ts';
import { type Statement, textOf } from '../../grammar/configuration.ts';
import type { BadArgument } from '../../grammar/problems.ts';
import { keywordSpec } from '../../grammar/vocabulary/index.ts';
import { read } from '../support/read.ts';

/** The statement `line` in a block of `path`, as the reader hands it over. */
function statementIn(path: string, line: string, release?: string): Statement {
  const owners = path === '/' ? [] : path.split('/');
  const open = owners
    .map((owner) => `${owner} ${owner.includes('server') ? '192.0.2.1 80' : 'NAME'} {\n`)
    .join('');
  const text = `${open}${line}\n${'}\n'.repeat(owners.length)}`;
  const configuration = read(text, release === undefined ? {} : { release });
  let block = configuration.root;
  for (const _ of owners) block = block.statements[0]!.block!;
  return block.statements[0]!;
}

function check(path: string, line: string, release?: string): readonly BadArgument[] {
  const statement = statementIn(path, line, release);
  const spec = keywordSpec(path, textOf(statement.words[0]!));
  if (spec === undefined) throw new Error(`no ${line} in ${path}`);
  return checkArguments(statement, spec, release);
}

/** `FAULT [TEXT AT THE PLACE] used X, meant Y`. */
function describeProblem({ fault, place, used, suggestion }: BadArgument): string {
  return [
    `${fault} [${place.source.slice(place.span)}]`,
    used === undefined ? '' : ` used ${used}`,
    suggestion === undefined ? '' : ` meant ${suggestion}`,
  ].join('');
}

const wrong = (path: string, line: string, release?: string) =>
  check(path, line, release).map(describeProblem);

describe('numbers', () => {
  it.each([
    ['vrrp_instance', 'priority 300', ['out-of-range [300] used 100']],
    ['vrrp_instance', 'priority 0x64', ['not-a-number [0x64] used 100 meant 100']],
    ['vrrp_instance', 'priority ""', ['out-of-range [""] used 100']],
    ['vrrp_instance', 'priority -5', ['out-of-range [-5] used 100']],
    ['vrrp_instance', 'virtual_router_id 256', ['out-of-range [256]']],
    ['vrrp_instance', 'virtual_router_id 51x', ['not-a-number [51x]']],
    ['vrrp_instance', 'advert_int 1s', ['not-a-number [1s] used 1 meant 1']],
    ['vrrp_instance', 'advert_int 0', ['out-of-range [0] used 1']],
    ['vrrp_instance', 'advert_int 1.1234567', ['too-many-decimals [7] used 1.123457 meant 1.123457']],
    ['vrrp_instance', 'garp_master_delay 7q', ['not-a-number [7q] used 7']],
    ['vrrp_instance', 'garp_master_refresh_repeat 0', ['out-of-range [0] used 1']],
    ['vrrp_instance', 'version 4', ['out-of-range [4]']],
    ['vrrp_instance', 'garp_extra_if all 300', []],
    ['vrrp_instance', 'garp_extra_if 300 all', []],
    ['vrrp_instance', 'garp_extra_if al 300', ['not-a-number [al] used 0']],
    ['virtual_server', 'delay_loop 3s', ['not-a-number [3s] used 0.000003 meant 3']],
    ['virtual_server', 'persistence_timeout 0', ['out-of-range [0]']],
    ['vrrp_script', 'interval 1.2345', ['too-many-decimals [5] used 1.235 meant 1.235']],
    ['vrrp_script', 'interval 0', ['out-of-range [0] used 1']],
    ['vrrp_script', 'weight -254', ['out-of-range [-254] used 0']],
    ['vrrp_script', 'weight -20 revers', ['not-a-choice [revers] used 0 meant reverse']],
    ['global_defs', 'vrrp_rt_priority 120', ['out-of-range [120] used 99']],
    ['global_defs', 'vrrp_garp_interval 0', ['out-of-range [0] used 0']],
    ['global_defs', 'vrrp_rx_bufs_policy mtu', []],
    ['global_defs', 'vrrp_rx_bufs_policy MTV', ['not-a-choice [MTV] meant MTU']],
    ['global_defs', 'umask 022', []],
    ['global_defs', 'umask IRWXG|IROTH', []],
    ['global_defs', 'umask 0999', ['out-of-range [0999]']],
    ['track_file', 'init_file overwrite 5', []],
    ['track_file', 'init_file 300', ['out-of-range [300] used 300']],
    ['bfd_instance', 'min_rx 10.5', []],
    ['virtual_server/real_server/HTTP_GET/url', 'status_code 200 301-302', []],
    [
      'virtual_server/real_server/HTTP_GET/url',
      'status_code 200 700 20x',
      ['out-of-range [700]', 'not-a-number [20x]'],
    ],
  ])('in %s: %s', (path, line, problems) => {
    expect(wrong(path, line)).toEqual(problems);
  });

  it.each(['100', '0100', '+100', '" 100"', '255', '1'])('takes priority %s', (value) => {
    expect(wrong('vrrp_instance', `priority ${value}`)).toEqual([]);
  });

  it.each(['1', '.5', '1.', '0.01', '255', '1.000000'])('takes advert_int %s', (value) => {
    expect(wrong('vrrp_instance', `advert_int ${value}`)).toEqual([]);
  });
});

describe('words', () => {
  it.each([
    ['vrrp_instance', 'state master', ['not-a-choice [master] used BACKUP meant MASTER']],
    ['vrrp_instance', 'state "MASTER"', []],
    ['vrrp_instance', 'smtp_alert TRUE', ['not-a-boolean [TRUE] meant true']],
    ['vrrp_instance', 'smtp_alert', []],
    ['vrrp_instance', 'nopreempt false', []],
    ['vrrp_instance', 'interface enterprise-uplink0', ['bad-interface [nk0]']],
    ['vrrp_instance', 'interface "enterprise-uplink0"', ['bad-interface [nk0]']],
    ['vrrp_instance', 'use_vmac false', []],
    ['vrrp_instance', 'use_vmac vrrp.51 02:00:5e:00:01:33', []],
    ['vrrp_instance', 'use_vmac 01:00:5e:00:01:33', ['other [01:00:5e:00:01:33]']],
    ['vrrp_instance', 'use_vmac vrrp.51.uplink.enterprise', ['bad-interface [vrrp.51.uplink.enterprise]']],
    ['vrrp_instance', 'use_ipvlan private 192.0.2.9/24 ipvlan51', []],
    ['virtual_server', 'protocol tcp', []],
    ['virtual_server', 'protocol HTTP', ['not-a-choice [HTTP]']],
    ['virtual_server', 'lb_algo RR', ['not-a-choice [RR] meant rr']],
    ['virtual_server', 'lb_kind TUN type gue port 6080', []],
    ['virtual_server', 'lb_kind TUN type vxlan', ['not-a-choice [vxlan]']],
    ['virtual_server', 'lb_kind DR fast', ['unknown-option [fast]']],
    [
      'global_defs',
      'process_name keepalived-frontend',
      ['too-long [tend] used keepalived-fron meant keepalived-fron'],
    ],
    ['global_defs', 'lvs_timeouts tcp 900 udp', ['missing-option-value [udp]']],
    ['global_defs', 'lvs_timeouts tcp 900 icmp 3', ['unknown-option [icmp]', 'unknown-option [3]']],
    ['global_defs', 'lvs_sync_daemon eth0 VI_1 id 51', []],
    ['global_defs', 'lvs_sync_daemon eth0 VI_1 300', ['out-of-range [300]']],
    ['global_defs', 'lvs_sync_daemon eth0 inst VI_1 port 70000', ['bad-port [70000]']],
  ])('in %s: %s', (path, line, problems) => {
    expect(wrong(path, line)).toEqual(problems);
  });
});

describe('addresses', () => {
  it.each([
    ['vrrp_instance', 'mcast_src_ip 192.0.2.11', []],
    ['vrrp_instance', 'mcast_src_ip 192.0.2.11/24', ['cut-address [/24] used 192.0.2.11 meant 192.0.2.11']],
    ['vrrp_instance', 'unicast_src_ip [2001:db8::1]', ['not-an-address [[2001:db8::1]] meant 2001:db8::1']],
    ['vrrp_instance', 'mcast_dst_ip ff05::12', ['not-multicast [ff05::12]']],
    ['vrrp_instance', 'mcast_dst_ip 224.0.0.18', []],
    ['global_defs', 'vrrp_mcast_group4 192.0.2.1', ['not-multicast [192.0.2.1]']],
    ['global_defs', 'vrrp_mcast_group4 ff02::12', ['wrong-family [ff02::12]']],
    ['global_defs', 'vrrp_mcast_group6 ff05::12', ['not-multicast [ff05::12] used ff05::12']],
    ['global_defs', 'smtp_server mail.example.org 25', []],
    ['global_defs', 'smtp_server 192.0.2.25 smtp', ['bad-port [smtp] meant 25']],
    ['virtual_server', 'sorry_server 192.0.2.1 0', []],
    ['virtual_server', 'persistence_granularity 255.255.255.0', []],
    ['virtual_server', 'persistence_granularity 255.255.x.0', ['not-an-address [255.255.x.0]']],
    [
      'virtual_server',
      'real_server 192.0.2.10-20 80',
      ['cut-address [-20] used 192.0.2.10 meant 192.0.2.10'],
    ],
    ['virtual_server', 'real_server web1 80', ['not-an-address [web1]']],
    ['virtual_server', 'real_server 192.0.2.10 http', ['bad-port [http] meant 80']],
    ['virtual_server/real_server/TCP_CHECK', 'connect_port 0', ['bad-port [0]']],
    ['/', 'virtual_server 192.0.2.1 70000 {', ['bad-port [70000]']],
    ['/', 'virtual_server 192.0.2.1:80 {', ['not-an-address [192.0.2.1:80] meant 192.0.2.1']],
    ['/', 'virtual_server fwmark 7x {', ['not-a-number [7x] used 7']],
    ['/', 'virtual_server group web {', []],
  ])('in %s: %s', (path, line, problems) => {
    expect(wrong(path, line)).toEqual(problems);
  });
});

describe('scripts', () => {
  it.each([
    ['script "/usr/bin/pgrep nginx"', []],
    [`script "/bin/sh -c 'exit 0'"`, []],
    [`script "/bin/echo it's"`, [`other ['s"]`]],
    ['script /bin/echo \\', ['other [\\]']],
  ])('%s', (line, problems) => {
    expect(wrong('vrrp_script', line)).toEqual(problems);
  });
});

describe('releases', () => {
  it.each([
    ['vrrp_script', 'interval 1.5', '2.2.7', ['not-a-number [1.5] used 1']],
    ['vrrp_script', 'interval 1.5', '2.4.3', []],
    ['vrrp_script', 'timeout 0', '2.2.7', ['out-of-range [0] used 1']],
    ['vrrp_instance', 'priority 300', '1.3.5', ['out-of-range [300] used 100']],
    ['vrrp_instance', 'priority 100x', '1.3.5', []],
    ['global_defs', 'vrrp_garp_interval 0', '1.3.5', []],
    ['global_defs', 'vrrp_strict maybe', '2.2.7', []],
    ['global_defs', 'vrrp_strict maybe', '2.4.3', ['not-a-boolean [maybe] used false']],
    ['virtual_server', 'lb_algo twos', '2.2.4', ['not-a-choice [twos]']],
    ['virtual_server', 'lb_algo twos', '2.2.7', []],
  ])('in %s: %s, read by %s', (path, line, release, problems) => {
    expect(wrong(path, line, release)).toEqual(problems);
  });
});

describe('surplusWords', () => {
  it.each([
    ['vrrp_instance', 'state BACKUP advert_int 1', ['advert_int', '1']],
    ['vrrp_instance', 'state BACKUP', []],
    ['vrrp_script', 'weight 5 reverse now', ['now']],
    ['global_defs', 'lvs_timeouts tcp 1 udp 2', []],
    ['vrrp_instance', 'nopreempt false', ['false']],
  ])('in %s: %s', (path, line, words) => {
    const statement = statementIn(path, line);
    const spec = keywordSpec(path, textOf(statement.words[0]!))!;
    expect(surplusWords(statement, spec).map(textOf)).toEqual(words);
  });
});
