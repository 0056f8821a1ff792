/** One thing that hacfg.yaml can ask for. */
export interface Feature {
  readonly what: string;
  readonly yaml: string;
  /** What stands in the keepalived.conf of the first host; blanks do not count. */
  readonly expected: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Two directors, two web servers, and what is asked for. */
function cluster(rest: string, os = 'debian12'): string {
  return `defaults: { os: ${os}, interface: eth0 }
hosts:
  a: { address: 192.0.2.11/24 }
  b: { address: 192.0.2.12/24 }
  w1: { address: 192.0.2.21/24 }
  w2: { address: 192.0.2.22/24 }
${rest}`;
}

/** A router with these settings besides. */
export function router(settings: string, rest = '', os?: string): string {
  return cluster(`routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100], ${settings} }\n${rest}`, os);
}

/** A service with these settings besides. */
function service(settings: string, rest = ''): string {
  return router(
    'vrid: 7',
    `services:\n  web: { vip: 192.0.2.100, port: 80, real_servers: [w1, w2], ${settings} }\n${rest}`,
  );
}

const checks = 'checks:\n  nginx: { kind: nginx, url: "http://127.0.0.1/" }\n';

const secretKey = 'k'.repeat(40);

const rows: readonly (readonly [
  what: string,
  yaml: string,
  expected: readonly string[],
  env?: Record<string, string>,
])[] = [
  ['a fwmark', service('fwmark: 3'), ['virtual_server fwmark 3 {', 'real_server 192.0.2.21 {']],
  [
    'several ports',
    service('ports: [443]'),
    ['virtual_server 192.0.2.100 80 {', 'virtual_server 192.0.2.100 443 {', 'real_server 192.0.2.22 443 {'],
  ],
  [
    'a port group',
    service('ports: [443], group: true'),
    ['virtual_server_group web { 192.0.2.100 80 192.0.2.100 443 }', 'virtual_server group web {'],
  ],
  ['persistence', service('persistence: 5m'), ['persistence_timeout 300']],
  [
    'persistence by network',
    service('persistence: { timeout: 300, granularity: 255.255.255.0 }'),
    ['persistence_timeout 300 persistence_granularity 255.255.255.0'],
  ],
  [
    'a sorry server',
    service('sorry_server: { address: 192.0.2.30, port: 80, inhibit: true }'),
    ['sorry_server 192.0.2.30 80 sorry_server_inhibit'],
  ],
  [
    'a quorum',
    service('quorum: 2, hysteresis: 1, quorum_up: /usr/bin/logger up, quorum_down: /usr/bin/logger down'),
    ['quorum 2 hysteresis 1 quorum_up "/usr/bin/logger up" quorum_down "/usr/bin/logger down"'],
  ],
  [
    'UDP',
    service('protocol: udp, scheduler: rr, one_packet: true, check: { kind: ping }'),
    ['protocol UDP lb_algo rr', ' ops ', 'PING_CHECK {'],
  ],
  [
    'NAT to another port',
    cluster(`routers:
  VI: { nodes: [a, b], vips: [192.0.2.100], gateway: true }
services:
  web: { vip: 192.0.2.100, port: 80, forward: nat, real_servers: [{ host: w1, port: 8080, weight: 3 }] }
`),
    ['lb_kind NAT', 'real_server 192.0.2.21 8080 {', 'weight 3'],
  ],
  [
    'an HTTPS check',
    router(
      'vrid: 7',
      'services:\n  web: { vip: 192.0.2.100, port: 443, real_servers: [w1, w2], check: { kind: https, path: /health, status: 200, virtualhost: example.org, sni: true, retry: 2 } }\n',
    ),
    [
      'SSL_GET { enable_sni virtualhost example.org url { path /health status_code 200 } connect_timeout 3 retry 2',
    ],
  ],
  [
    'checks of several kinds',
    service('check: [{ kind: tcp, timeout: 2 }, { kind: command, run: /usr/bin/true, timeout: 3 }]'),
    ['TCP_CHECK { connect_timeout 2 }', 'MISC_CHECK { misc_path "/usr/bin/true" misc_timeout 3 }'],
  ],
  [
    'a sync daemon',
    service('scheduler: wlc', 'global: { lvs_sync: { router: VI, id: 7 } }\n'),
    ['lvs_sync_daemon eth0 VI id 7'],
  ],
  [
    'notify scripts',
    router(
      'notify: { master: /usr/bin/logger master, backup: /usr/bin/logger backup, fault: /usr/bin/logger fault, stop: /usr/bin/logger stop }',
    ),
    [
      'notify_master "/usr/bin/logger master" notify_backup "/usr/bin/logger backup" notify_fault "/usr/bin/logger fault" notify_stop "/usr/bin/logger stop"',
      'script_user root',
    ],
  ],
  ['its own notify script', router('notify: log'), ['notify "/usr/libexec/keepalived/hacfg_notify']],
  [
    'mail',
    router(
      'smtp_alert: true',
      'global: { smtp: { server: 192.0.2.25, from: ha@example.org, to: [ops@example.org] } }\n',
    ),
    [
      'notification_email { ops@example.org } notification_email_from ha@example.org smtp_server 192.0.2.25',
      'smtp_alert',
    ],
  ],
  [
    'tracked interfaces',
    router('track_interfaces: [eth1, { interface: eth2, weight: -30 }]'),
    ['track_interface { eth1 eth2 weight -30 }'],
  ],
  [
    'a tracked process',
    router(
      'track: [haproxy]',
      'checks:\n  haproxy: { kind: process, process: haproxy, quorum: 2, delay: 3 }\n',
    ),
    [
      'vrrp_track_process haproxy { process haproxy weight -20 quorum 2 delay 3 }',
      'track_process { haproxy }',
    ],
  ],
  [
    'a tracked file',
    router('track: [level]', 'checks:\n  level: { kind: file, file: /run/level, weight: 1 }\n'),
    ['track_file level { file /run/level weight 1 init_file 0 }', 'track_file { level }'],
  ],
  [
    'a check',
    router('track: [nginx]', checks),
    ['vrrp_script nginx { script "/usr/libexec/keepalived/check_nginx', 'track_script { nginx }'],
  ],
  [
    'a check of one’s own',
    router(
      'track: [own]',
      'checks:\n  own: { kind: command, run: /usr/bin/true -x, interval: 3, timeout: 2, fall: 3, rise: 4 }\n',
    ),
    ['vrrp_script own { script "/usr/bin/true -x" interval 3 timeout 2 fall 3 rise 4 weight -20 }'],
  ],
  ['a virtual MAC', router('vmac: true'), ['use_vmac']],
  [
    'a virtual MAC by name',
    router('vmac: { name: vrrp.7, xmit_base: true }'),
    ['use_vmac vrrp.7 vmac_xmit_base'],
  ],
  ['no preemption', router('preempt: false'), ['state BACKUP', 'nopreempt']],
  ['late preemption', router('preempt_delay: 5m'), ['state BACKUP', 'preempt_delay 300']],
  [
    'a password',
    router('auth: { pass: { env: PASS } }'),
    ['version 2', 'auth_type PASS auth_pass s3cr3t'],
    { PASS: 's3cr3t' },
  ],
  [
    'a key',
    router('auth: { hmac: { env: KEY }, id: 2 }, transport: unicast', 'keepalived: "2.4.3"\n', 'other'),
    [`auth_hmac { key 2 ${secretKey} active_key 2 }`],
    { KEY: secretKey },
  ],
  [
    'unicast',
    router('transport: unicast'),
    ['unicast_src_ip 192.0.2.11 check_unicast_src unicast_peer { 192.0.2.12 # b }'],
  ],
  [
    'a cloud',
    router('vrid: 7, notify: { master: /usr/bin/logger claim }', 'environment: aws\n'),
    ['unicast_peer { 192.0.2.12 # b }'],
  ],
  [
    'a cloud with multicast',
    router('vrid: 7', 'environment: openstack\nmulticast: true\n'),
    ['mcast_src_ip 192.0.2.11'],
  ],
  ['a failover time', router('failover: 1s'), ['advert_int 0.27']],
  ['an interval', router('advert_interval: 2'), ['advert_int 2']],
  [
    'VIPs with settings',
    cluster(
      'routers:\n  VI: { nodes: [a, b], vips: [192.0.2.100, { address: 198.51.100.1/32, outside: true, interface: eth1, label: "eth1:v", options: [scope, link] }, { address: 192.0.2.101, excluded: true }] }\n',
    ),
    [
      'virtual_ipaddress { 192.0.2.100/32 198.51.100.1/32 dev eth1 label eth1:v scope link }',
      'virtual_ipaddress_excluded { 192.0.2.101/32 }',
    ],
  ],
  [
    'a priority',
    cluster('routers:\n  VI: { nodes: [{ host: a, priority: 150 }, b], vips: [192.0.2.100] }\n'),
    ['priority 150'],
  ],
  [
    'verbatim lines',
    router('verbatim: ["garp_master_delay 5"]', 'global: { verbatim: "vrrp_garp_master_repeat 3" }\n'),
    ['vrrp_garp_master_repeat 3 }', 'garp_master_delay 5 }'],
  ],
];

export const features: readonly Feature[] = rows.map(([what, yaml, expected, env = {}]) => ({
  what,
  yaml,
  expected,
  env,
}));
