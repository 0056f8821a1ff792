import { own } from './case.ts';

/** A configuration around some lines of a block; `keyword` says what they set, so that it is not set twice. */
export type Skeleton = (number: number, lines: readonly string[], keyword: string) => readonly string[];

/** The plain settings of a block, without the one that is tried. */
function without(keyword: string, settings: readonly string[]): string[] {
  return settings.filter((line) => line.split(' ')[0] !== keyword);
}

function block(header: string, lines: readonly string[]): string[] {
  return [`${header} {`, ...lines.map((line) => `    ${line}`), '}'];
}

const instance: Skeleton = (number, lines, keyword) => {
  const { name, vrid, vip } = own(number);
  const vips = keyword === 'virtual_ipaddress' ? [] : block('virtual_ipaddress', [vip]);
  const plain = ['state BACKUP', 'interface eth0', `virtual_router_id ${vrid}`, 'priority 100'];
  return block(`vrrp_instance ${name}`, [...without(keyword, plain), ...lines, ...vips]);
};

const inInstance =
  (header: string): Skeleton =>
  (number, lines) =>
    instance(number, block(header, lines), header);

/** Tracks what stands before it, so that it is not left out as unused. */
const tracked =
  (header: string, list: string, plain: readonly string[]): Skeleton =>
  (number, lines, keyword) => {
    const { name } = own(number);
    return [
      ...block(`${header} ${name}`, [...without(keyword, plain), ...lines]),
      ...instance(number, block(list, [name]), list),
    ];
  };

const service: Skeleton = (number, lines, keyword) => {
  const { vip, server } = own(number);
  const plain = ['delay_loop 6', 'lb_algo wlc', 'lb_kind NAT', 'protocol TCP'];
  const old = { lvs_sched: 'lb_algo', lvs_method: 'lb_kind' }[keyword] ?? keyword;
  return block(`virtual_server ${vip} 80`, [
    ...without(old, plain),
    ...lines,
    ...block(`real_server ${server} 80`, ['weight 1']),
  ]);
};

const realServer: Skeleton = (number, lines, keyword) => {
  const { vip, server } = own(number);
  return block(`virtual_server ${vip} 80`, [
    ...['delay_loop 6', 'lb_algo wlc', 'lb_kind NAT', 'protocol TCP'],
    ...block(`real_server ${server} 80`, [...without(keyword, ['weight 1']), ...lines]),
  ]);
};

const checker =
  (header: string, plain: readonly string[] = []): Skeleton =>
  (number, lines, keyword) =>
    realServer(number, block(header, [...without(keyword, plain), ...lines]), header);

const url =
  (header: string): Skeleton =>
  (number, lines, keyword) => {
    const inner = block('url', [...without(keyword, ['path /']), ...lines]);
    return realServer(number, block(header, inner), header);
  };

const withUrl =
  (header: string): Skeleton =>
  (number, lines, keyword) => {
    const pages = keyword === 'url' ? [] : block('url', ['path /']);
    return realServer(number, block(header, [...pages, ...lines]), header);
  };

/** How to reach every block of the vocabulary. */
export const skeletons: Readonly<Record<string, Skeleton>> = {
  global_defs: (_number, lines) => block('global_defs', lines),
  vrrp_instance: instance,
  'vrrp_instance/authentication': (number, lines, keyword) =>
    inInstance('authentication')(
      number,
      [...without(keyword, ['auth_type PASS', 'auth_pass abc']), ...lines],
      keyword,
    ),
  'vrrp_instance/auth_hmac': (number, lines, keyword) =>
    inInstance('auth_hmac')(
      number,
      [...without(keyword, [`key 1 ${'k'.repeat(40)}`, 'active_key 1']), ...lines],
      keyword,
    ),
  garp_group: (number, lines, keyword) => [
    ...block(`garp_group`, [...without(keyword, ['garp_interval 1']), ...lines]),
    ...instance(number, [], ''),
  ],
  vrrp_sync_group: (number, lines, keyword) => {
    const { name } = own(number);
    const members = keyword === 'group' ? [] : block('group', [name, `${name}b`]);
    return [
      ...block(`vrrp_sync_group G${name}`, [...members, ...lines]),
      ...instance(number, [], ''),
      ...second(number),
    ];
  },
  vrrp_script: tracked('vrrp_script', 'track_script', ['script "/usr/bin/true"', 'interval 2']),
  track_file: tracked('track_file', 'track_file', ['file /run/tracked']),
  vrrp_track_file: tracked('vrrp_track_file', 'track_file', ['file /run/tracked']),
  vrrp_track_process: tracked('vrrp_track_process', 'track_process', ['process nginx']),
  bfd_instance: (number, lines, keyword) => {
    const { name, other } = own(number);
    return [
      ...block(`bfd_instance ${name}`, [...without(keyword, [`neighbor_ip ${other}`]), ...lines]),
      ...instance(number, block('track_bfd', [name]), 'track_bfd'),
    ];
  },
  virtual_server: service,
  'virtual_server/real_server': realServer,
  'virtual_server/real_server/DNS_CHECK': checker('DNS_CHECK'),
  'virtual_server/real_server/HTTP_GET': withUrl('HTTP_GET'),
  'virtual_server/real_server/HTTP_GET/url': url('HTTP_GET'),
  'virtual_server/real_server/MISC_CHECK': checker('MISC_CHECK', ['misc_path "/usr/bin/true"']),
  'virtual_server/real_server/PING_CHECK': checker('PING_CHECK'),
  'virtual_server/real_server/SMTP_CHECK': checker('SMTP_CHECK'),
  'virtual_server/real_server/SSL_GET': withUrl('SSL_GET'),
  'virtual_server/real_server/SSL_GET/url': url('SSL_GET'),
  'virtual_server/real_server/TCP_CHECK': checker('TCP_CHECK'),
  'virtual_server/real_server/UDP_CHECK': checker('UDP_CHECK'),
};

/** Another instance of the same case. */
export function second(number: number, lines: readonly string[] = []): string[] {
  const { name, vrid, other } = own(number);
  return block(`vrrp_instance ${name}b`, [
    ...['state BACKUP', 'interface eth1', `virtual_router_id ${vrid}`, 'priority 100'],
    ...lines,
    ...block('virtual_ipaddress', [other]),
  ]);
}
