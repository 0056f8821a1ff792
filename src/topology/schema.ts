import { z } from 'zod';
import { environmentNames } from '../bundle/environment.ts';
import { lintSectionSchema } from '../project/lint-section.ts';
import { check, serverCheck } from './schema-checks.ts';
import {
  address,
  command,
  duration,
  hostName,
  interfaceName,
  name,
  port,
  prefixedAddress,
  secret,
  verbatim,
  weight,
  word,
} from './schema-values.ts';

const text = z.string();
const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item)]);

/** Without script_user, keepalived takes the user keepalived_script where there is one, else root. */
const scriptUser = z
  .union([word, z.literal(false)], { error: 'must be the name of a user, or false: then none is written' })
  .describe('User that scripts run as; false: what keepalived takes by itself');

const host = z
  .strictObject({
    address: oneOrMore(prefixedAddress).optional().describe('Its own address, with the prefix'),
    addresses: z.array(prefixedAddress).optional(),
    interface: interfaceName.optional().describe('The interface with this address'),
    interfaces: z
      .record(interfaceName, z.union([prefixedAddress, z.array(prefixedAddress), z.null()]))
      .optional()
      .describe('Further interfaces, each with its address or addresses'),
    os: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9._ -]*$/, 'must be a system such as rhel9, debian12 or ubuntu24.04')
      .optional()
      .describe('rhel7, rocky9, debian12, ubuntu24.04, fedora...: tells the release and the files to write'),
    keepalived: z
      .union([z.string(), z.number()])
      .optional()
      .describe('The release it runs, where it is not the one of the system'),
    network: z
      .enum(['ifcfg', 'networkmanager', 'netplan', 'ifupdown', 'networkd', 'none'])
      .optional()
      .describe('What brings up its interfaces. Default: by the system'),
    file: text.optional().describe('Its keepalived.conf, for hacfg lint. Default: looked for by its name'),
    router_id: word.optional().describe('Default: the name of the host'),
    script_user: scriptUser.optional(),
    global_verbatim: verbatim.optional().describe('Further lines for global_defs of this host'),
    verbatim: verbatim.optional().describe('Further lines for the top level of its keepalived.conf'),
  })
  .describe('A host');

const vip = z.union([
  prefixedAddress,
  z.strictObject({
    address: prefixedAddress,
    interface: interfaceName
      .optional()
      .describe('Where the address goes, if not to the interface of the router'),
    label: word.optional(),
    excluded: z.boolean().optional().describe('Not carried in adverts'),
    outside: z.boolean().optional().describe('Is meant to lie outside of the subnets of the hosts'),
    options: z.array(word).optional().describe('Further words of the entry, such as scope link or nodad'),
  }),
]);

const auth = z
  .union(
    [
      z.literal('none'),
      z.strictObject({ pass: secret.describe('auth_pass: 1 to 8 characters, sent in clear') }),
      z.strictObject({ ah: secret.describe('auth_type AH') }),
      z.strictObject({
        hmac: secret.describe('Key of auth_hmac, 32 to 64 bytes; keepalived 2.4 and later'),
        id: z.int().min(1).max(255).optional(),
      }),
    ],
    { error: 'must be none, { pass: ... } or { hmac: ... }' },
  )
  .describe('How adverts are authenticated');

const notify = z
  .union(
    [
      z.literal('log'),
      z.strictObject({
        any: command.optional(),
        master: command.optional(),
        backup: command.optional(),
        fault: command.optional(),
        stop: command.optional(),
      }),
    ],
    {
      error: 'must be log (the script that hacfg writes), or commands by state: { master: ..., backup: ... }',
    },
  )
  .describe('Commands run at changes of state; log: a script that hacfg writes');

const tracked = z.union([
  name,
  z.strictObject({ check: name, weight: weight.optional(), reverse: z.boolean().optional() }),
]);
const trackedInterface = z.union([
  interfaceName,
  z.strictObject({ interface: interfaceName, weight: weight.optional() }),
]);

const tracking = {
  track: z.array(tracked).optional().describe('Checks whose failure moves the VIP'),
  track_interfaces: z.array(trackedInterface).optional().describe('Further interfaces that must be up'),
};

const node = z.union([
  hostName,
  z.strictObject({
    host: hostName,
    priority: z.int().min(1).max(255).optional().describe('Default: planned'),
    state: z.enum(['MASTER', 'BACKUP']).optional(),
    interface: interfaceName.optional(),
    nopreempt: z.boolean().optional(),
    ...tracking,
    notify: notify.optional(),
    verbatim: verbatim.optional(),
  }),
]);

const routerSettings = {
  auth: auth.optional(),
  transport: z
    .enum(['multicast', 'unicast'])
    .optional()
    .describe('Default: multicast, where the environment has it'),
  version: z
    .union([z.literal(2), z.literal(3)])
    .optional()
    .describe('VRRP version. Default: planned'),
  failover: duration
    .optional()
    .describe('Time within which another node takes over from one that died. Default: 4s'),
  advert_interval: duration.optional().describe('In place of failover'),
  preempt: z.boolean().optional().describe('A better node that comes back takes over. Default: true'),
  preempt_delay: duration.optional().describe('How long it waits before'),
  check_unicast_source: z.boolean().optional().describe('Believe peers only. Default: true with unicast'),
  multicast_group: address.optional(),
  vmac: z
    .union([
      z.boolean(),
      z.strictObject({ name: interfaceName.optional(), xmit_base: z.boolean().optional() }),
    ])
    .optional()
    .describe('Use a virtual MAC address'),
  ...tracking,
  notify: notify.optional(),
  smtp_alert: z.boolean().optional(),
  bind: z
    .boolean()
    .optional()
    .describe('Programs bind the VIP while the host is backup: sets ip_nonlocal_bind'),
};

const router = z
  .strictObject({
    vrid: z.int().min(1).max(255).optional().describe('Virtual router id. Default: allocated'),
    nodes: z.array(node).min(1, 'needs a host').describe('Hosts, the preferred one first'),
    vips: z.array(vip).describe('Virtual addresses; of both families: two instances are written'),
    interface: z
      .union([interfaceName, z.record(hostName, interfaceName)])
      .optional()
      .describe('Interface of the adverts, or one for each host. Default: the one on the subnet of the VIPs'),
    ...routerSettings,
    source: z
      .boolean()
      .optional()
      .describe('Write the source address of adverts. Default: true where the address is known'),
    link_local: z
      .boolean()
      .optional()
      .describe('Put a link-local address before IPv6 VIPs, as VRRP wants it. Default: true with multicast'),
    gateway: z.boolean().optional().describe('The VIP is a gateway: the hosts forward packets'),
    verbatim: verbatim.optional().describe('Further lines for the vrrp_instance block'),
  })
  .describe('A virtual router');

const syncGroup = z
  .strictObject({
    routers: z.array(name).min(2, 'needs two routers: one alone has nobody to move with'),
    ...tracking,
    tracking_weight: z.boolean().optional(),
    notify: notify.optional(),
    smtp_alert: z.boolean().optional(),
    verbatim: verbatim.optional(),
  })
  .describe('Routers that move together');

const serverCommon = {
  weight: z.int().min(0).max(65535).optional(),
  inhibit_on_failure: z.boolean().optional().describe('Weight 0 in place of removal'),
  check: oneOrMore(serverCheck).optional().describe('In place of the check of the service'),
  notify_up: command.optional(),
  notify_down: command.optional(),
  forward: z.enum(['dr', 'nat', 'tun']).optional(),
  verbatim: verbatim.optional(),
};
const realServer = z.union([
  hostName,
  z.strictObject({ host: hostName, port: port.optional(), ...serverCommon }),
  z.strictObject({ address, port: port.optional(), ...serverCommon }),
]);
const sorryServer = z.union([
  hostName,
  z.strictObject({ host: hostName, port: port.optional(), inhibit: z.boolean().optional() }),
  z.strictObject({ address, port: port.optional(), inhibit: z.boolean().optional() }),
]);

const serviceSettings = {
  protocol: z.enum(['tcp', 'udp', 'sctp']).optional().describe('Default: tcp'),
  scheduler: z
    .enum(['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'sh', 'mh', 'dh', 'fo', 'ovf', 'sed', 'nq', 'twos'])
    .optional()
    .describe('How connections are spread. Default: wlc'),
  scheduler_flags: z.array(z.enum(['sh-port', 'sh-fallback', 'mh-port', 'mh-fallback'])).optional(),
  forward: z
    .enum(['dr', 'nat', 'tun'])
    .optional()
    .describe('dr: answers go straight to the client; nat: through the director; tun: IP in IP. Default: dr'),
  interval: duration.optional().describe('Time between checks (delay_loop). Default: 6s'),
  check: oneOrMore(serverCheck).optional().describe('Health check of the real servers. Default: tcp'),
  alpha: z.boolean().optional().describe('Real servers count as down until checked'),
  omega: z.boolean().optional().describe('Run notify_down and quorum_down at the stop, too'),
  smtp_alert: z.boolean().optional(),
};

const service = z
  .strictObject({
    vip: address.optional().describe('A VIP of a router'),
    vips: z.array(address).optional(),
    port: port.optional(),
    ports: z.array(port).optional(),
    fwmark: z.int().min(1).max(4294967295).optional().describe('Packets with this mark, instead of ports'),
    group: z
      .boolean()
      .optional()
      .describe(
        'All vips and ports are one service (virtual_server_group): each real server is checked once',
      ),
    directors: z.array(hostName).optional().describe('Default: the nodes of the router that holds the VIP'),
    ...serviceSettings,
    persistence: z
      .union([duration, z.strictObject({ timeout: duration, granularity: word.optional() })])
      .optional()
      .describe('Keep a client on its server for this long'),
    one_packet: z.boolean().optional(),
    quorum: z.int().min(1).optional(),
    hysteresis: z.int().min(0).optional(),
    quorum_up: command.optional(),
    quorum_down: command.optional(),
    virtualhost: word.optional(),
    sorry_server: sorryServer.optional().describe('Serves when no real server does'),
    real_servers: z.array(realServer).min(1, 'needs a real server'),
    verbatim: verbatim.optional().describe('Further lines for the virtual_server block'),
  })
  .describe('A service that is spread over real servers by IPVS');

const global = z
  .strictObject({
    script_user: scriptUser.optional().describe('User that scripts run as. Default: root'),
    script_security: z
      .boolean()
      .optional()
      .describe('Refuse scripts that others than root can write. Default: true'),
    smtp: z
      .strictObject({
        server: word,
        port: port.optional(),
        from: word,
        to: z.array(word).min(1, 'needs an address'),
        helo: word.optional(),
        connect_timeout: duration.optional(),
      })
      .optional()
      .describe('Mail about changes'),
    lvs_sync: z
      .union([
        z.boolean(),
        z.strictObject({
          router: name.optional(),
          interface: interfaceName.optional(),
          id: z.int().min(0).max(255).optional(),
        }),
      ])
      .optional()
      .describe('Directors tell each other of their connections. Default: off'),
    verbatim: verbatim.optional().describe('Further lines for global_defs'),
  })
  .describe('What goes into global_defs of every host');

const defaults = z
  .strictObject({
    interface: interfaceName.optional(),
    os: host.shape.os,
    router: z
      .strictObject(routerSettings)
      .optional()
      .describe('For every router that does not say otherwise'),
    service: z.strictObject(serviceSettings).optional().describe('For every service'),
  })
  .describe('What holds where nothing else is said');

/** hacfg.yaml. */
export const topologySchema = z
  .strictObject({
    $schema: text.optional(),
    keepalived: z
      .union([z.string(), z.number()])
      .optional()
      .describe('Release of keepalived on all hosts, such as "2.2" or "2.2.8". Default: by the system'),
    environment: z
      .enum(environmentNames)
      .optional()
      .describe('Where the hosts run. Clouds and containers carry no multicast: transport is unicast there'),
    multicast: z.boolean().optional().describe('This environment carries multicast all the same'),
    defaults: defaults.optional(),
    global: global.optional(),
    hosts: z.record(hostName, host.nullable()).describe('The hosts by name'),
    routers: z.record(name, router).optional().describe('Virtual routers by name'),
    sync_groups: z.record(name, syncGroup).optional(),
    checks: z.record(name, check).optional().describe('Checks by name'),
    services: z.record(name, service).optional().describe('LVS services by name'),
    // Read by the linter, with places; editors get its schema.
    lint: z
      .unknown()
      .optional()
      .meta({ description: 'Settings of hacfg lint', ...lintSectionSchema() }),
  })
  .describe('A cluster of keepalived nodes, for hacfg gen and hacfg lint');

export type TopologyText = z.infer<typeof topologySchema>;
export type HostText = z.infer<typeof host>;
export type RouterText = z.infer<typeof router>;
export type NodeText = z.infer<typeof node>;
export type VipText = z.infer<typeof vip>;
export type SyncGroupText = z.infer<typeof syncGroup>;
export type ServiceText = z.infer<typeof service>;
export type RealServerText = z.infer<typeof realServer>;
export type SorryServerText = z.infer<typeof sorryServer>;
export type CheckText = z.infer<typeof check>;
export type ServerCheckText = z.infer<typeof serverCheck>;
export type SecretText = z.infer<typeof secret>;
export type NotifyText = z.infer<typeof notify>;
export type TrackedText = z.infer<typeof tracked>;
export type TrackedInterfaceText = z.infer<typeof trackedInterface>;
export type AuthText = z.infer<typeof auth>;
