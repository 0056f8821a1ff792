import { type GeneratedCase, own } from './case.ts';
import type { Random } from './random.ts';
import { second } from './skeletons.ts';

/** What an instance may say; of each row at most one. `A` and `B` are addresses of the case, `N` its name. */
const rows: readonly (readonly string[])[] = [
  ['state MASTER', 'state BACKUP', 'state BACKUP\nstate MASTER', 'state MASTER\nstate BACKUP'],
  ['interface eth0', 'interface eth0', 'interface eth0', ''],
  ['virtual_router_id V', 'virtual_router_id V', 'virtual_router_id V', 'virtual_router_id V', ''],
  ['priority 100', 'priority 255', 'priority 1', 'priority 254'],
  [
    'advert_int 1',
    'advert_int 0.5',
    'advert_int 1.005',
    'advert_int 100',
    'advert_int 41',
    'advert_int 0.01',
  ],
  ['version 2', 'version 3', 'version 3\nversion 2', 'native_ipv6'],
  ['strict_mode', 'strict_mode off', 'strict_mode on'],
  ['accept', 'no_accept'],
  ['nopreempt', 'preempt', 'preempt_delay 5', 'nopreempt\npreempt_delay 5'],
  [
    'authentication {\nauth_type PASS\nauth_pass 1234\n}',
    'authentication {\nauth_type AH\nauth_pass 1234\n}',
  ],
  ['authentication {\nauth_type PASS\n}', 'authentication {\nauth_pass 123456789\n}', 'authentication {\n}'],
  ['use_vmac', 'use_vmac vmV', 'use_vmac 02:00:00:00:00:V', 'use_ipvlan', 'use_ipvlan ivV A'],
  ['vmac_xmit_base', 'use_vmac_addr', 'promote_secondaries'],
  ['unicast_src_ip A', 'mcast_src_ip A', 'unicast_src_ip 2001:db8::5', 'mcast_src_ip fe80::5'],
  ['unicast_peer {\nB\n}', 'unicast_peer {\nB\nB\n}', 'unicast_peer {\n}', 'unicast_peer {\n2001:db8::6\n}'],
  ['unicast_peer {\nB min_ttl 9 max_ttl 5\n}', 'unicast_peer {\nA\n}'],
  [
    'unicast_ttl 5',
    'check_unicast_src',
    'unicast_fault_no_peer',
    'old_unicast_checksum',
    'mcast_dst_ip 224.0.0.55',
  ],
  [
    'garp_lower_prio_repeat 1',
    'garp_lower_prio_delay 5',
    'lower_prio_no_advert false',
    'higher_prio_send_advert',
  ],
  ['down_timer_adverts 1', 'down_timer_adverts 5', 'down_timer_adverts 3'],
  ['track_interface {\neth0\n}', 'track_interface {\neth1\neth1\n}', 'track_interface {\neth1 weight 5\n}'],
  [
    'track_script {\nN\n}',
    'track_script {\nN weight 20\n}',
    'track_script {\nmissing\n}',
    'track_script {\nN\nN\n}',
  ],
  ['track_src_ip', 'dont_track_primary', 'skip_check_adv_addr', 'linkbeat_use_polling', 'debug 1'],
  ['timer_expired_backup', 'owner_ignore_adverts', 'owner_ignore_adverts off', 'thread_timer_expired'],
  ['notify_master /usr/bin/true', 'smtp_alert', 'kernel_rx_buf_size 5000'],
];

const addresses = [
  'virtual_ipaddress {\nA\n}',
  'virtual_ipaddress {\nA\nA\n}',
  'virtual_ipaddress {\n2001:db8::V\n}',
  'virtual_ipaddress {\nfe80::V\n2001:db8::V\n}',
  'virtual_ipaddress {\nA\n2001:db8::V\n}',
  'virtual_ipaddress {\n}',
  'virtual_ipaddress_excluded {\nA\n}',
  'virtual_ipaddress {\nA\n}\nvirtual_ipaddress_excluded {\nA\n2001:db8::V\n}',
  'no_virtual_ipaddress',
  '',
];

/** An instance of settings that are right one by one, and may not go together. */
export function instanceCase(random: Random): GeneratedCase {
  const count = 1 + random.below(5);
  const [needed, others] = [rows.slice(1, 3), [...rows.slice(0, 1), ...rows.slice(3)]];
  const chosen = [...needed, ...random.shuffled(others).slice(0, count)].map((row) => random.pick(row));
  const vips = random.below(3) === 0 ? random.pick(addresses) : addresses[0]!;
  const texts = random.shuffled([...chosen, vips]).filter((text) => text !== '');
  const inGroup = random.below(6) === 0;
  const beside = random.below(6) === 0;
  return {
    id: `instance: ${texts.map((text) => text.replaceAll('\n', ' ')).join('; ')}${inGroup ? ' in a group' : ''}${beside ? ' beside another' : ''}`,
    lines: (number) => {
      const { name, vip, other, vrid } = own(number);
      const fill = (text: string) =>
        text
          .replace(/\bA\b/g, vip)
          .replace(/\bB\b/g, other)
          .replace(/\bN\b/g, name)
          .replace(/V\b/g, `${(vrid % 90) + 1}`)
          .replace(/virtual_router_id \d+/, `virtual_router_id ${vrid}`);
      return [
        ...(texts.some((text) => /\bN\b/.test(text))
          ? [`vrrp_script ${name} {`, '    script "/usr/bin/true"', '}']
          : []),
        ...(inGroup ? [`vrrp_sync_group G${name} {`, `    group { ${name} }`, '}'] : []),
        `vrrp_instance ${name} {`,
        ...texts.flatMap((text) => fill(text).split('\n')),
        '}',
        ...(beside ? second(number) : []),
      ];
    },
    // What is fatal for one instance leaves those below it unjudged.
    alone: true,
  };
}

const service: readonly (readonly string[])[] = [
  ['protocol TCP', 'protocol UDP', 'protocol SCTP', ''],
  [
    'lb_algo rr',
    'lb_algo sh\nsh-port',
    'sh-port\nlb_algo sh',
    'lb_algo mh\nmh-fallback',
    'lb_algo wlc\nhashed',
    '',
  ],
  ['lb_kind NAT', 'lb_kind DR', 'lb_kind TUN', 'lvs_method DR', 'lb_kind TUN type gue port 6080', ''],
  ['quorum 5', 'quorum 1\nhysteresis 1', 'quorum 2\nhysteresis 1', 'hysteresis 3', 'quorum 0'],
  ['persistence_timeout 50', 'persistence_granularity 255.255.255.0', 'persistence_engine sip'],
  ['ops', 'ha_suspend', 'alpha', 'omega', 'inhibit_on_failure', 'ip_family inet6', 'virtualhost a.example'],
  ['sorry_server B 80', 'sorry_server B 81\nsorry_server_inhibit', 'sorry_server_inhibit\nsorry_server B 80'],
  ['sorry_server 2001:db8::9 80', 'sorry_server B', 'quorum_up /usr/bin/true'],
];
const servers = ['80', '80', '80', '81', '', '0'];
const headers = ['A 80', 'A 80', 'A', 'A 0', 'fwmark V', '2001:db8::V 80'];
const checks = [
  'TCP_CHECK {\n}',
  'TCP_CHECK {\nconnect_timeout 5\n}',
  'HTTP_GET {\nurl {\npath /\nstatus_code 200\n}\n}',
  'HTTP_GET {\nurl {\npath /\ndigest abc\n}\n}',
  'MISC_CHECK {\nmisc_path /usr/bin/true\n}',
  'MISC_CHECK {\n}',
  'PING_CHECK {\n}',
  'UDP_CHECK {\npayload ff\n}',
  'DNS_CHECK {\nname www.example.org\n}',
  'BFD_CHECK {\nname none\n}',
  '',
];

/** A virtual server of settings that may not go together. */
export function serviceCase(random: Random): GeneratedCase {
  const header = random.pick(headers);
  const chosen = random.shuffled(service).slice(0, 1 + random.below(4));
  const texts = [
    ...service.slice(0, 3).map((row) => (random.below(4) === 0 ? random.pick(row) : row[0]!)),
    ...chosen.map((row) => random.pick(row)),
  ].filter((text) => text !== '');
  const reals = [0, 1].slice(random.below(5) === 0 ? 2 : random.below(2)).map((at) => {
    const port = random.pick(servers);
    const address =
      random.below(6) === 0 ? '2001:db8::7' : random.below(6) === 0 ? 'C' : at === 0 ? 'C' : 'D';
    const weight = random.below(3) === 0 ? 'weight 5\n' : '';
    return `real_server ${address} ${port} {\n${weight}${random.pick(checks)}\n}`;
  });
  return {
    id: `virtual_server ${header}: ${[...texts, ...reals].map((text) => text.replaceAll('\n', ' ')).join('; ')}`,
    lines: (number) => {
      const { vip, server, other, vrid } = own(number);
      const fill = (text: string) =>
        text
          .replace(/\bA\b/g, vip)
          .replace(/\bB\b/g, other)
          .replace(/\bC\b/g, server)
          .replace(/\bD\b/g, server.replace(/2$/, '9'))
          .replace(/\bV\b|(?<=:)V\b/g, `${vrid}`);
      const body = [...texts, ...reals].flatMap((text) => fill(text).split('\n'));
      return [fill(`virtual_server ${header} {`), ...body.filter((line) => line !== ''), '}'];
    },
  };
}
