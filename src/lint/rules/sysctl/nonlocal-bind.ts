import type { HostFile, HostFiles } from '../../../bundle/host-file.ts';
import { commandsOf, sysctlOf } from '../../../bundle/host-state.ts';
import { contentOf } from '../../../bundle/parsers.ts';
import type { ServiceBind } from '../../../bundle/service-binds.ts';
import { numberOf } from '../../../bundle/sysctl.ts';
import type { NodeModel, VirtualAddress } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

const keys = { 4: 'net/ipv4/ip_nonlocal_bind', 6: 'net/ipv6/ip_nonlocal_bind' } as const;
const lines = { 4: 'net.ipv4.ip_nonlocal_bind = 1', 6: 'net.ipv6.ip_nonlocal_bind = 1' } as const;

/** A service that listens on an address which moves. */
interface Bound {
  readonly bind: ServiceBind;
  readonly vip: VirtualAddress;
}

function isService(file: HostFile): file is HostFile<'haproxy' | 'nginx'> {
  return file.kind === 'haproxy' || file.kind === 'nginx';
}

/** The first bind of each service and family to a VIP of the node. */
function boundToVips(files: HostFiles, node: NodeModel): Bound[] {
  const vips = new Map(
    node.instances
      .flatMap(({ vips: own, excludedVips }) => [...own, ...excludedVips])
      .map((vip) => [vip.text, vip]),
  );
  const found = new Map<string, Bound>();
  for (const bind of files.all.filter(isService).flatMap((file) => contentOf(file) ?? [])) {
    const vip = vips.get(bind.text);
    const key = `${bind.service} ${bind.address.family}`;
    if (vip !== undefined && !bind.isFree && !found.has(key)) found.set(key, { bind, vip });
  }
  return [...found.values()];
}

/** Whether the service is started by a notify script: then it runs where the VIP is. */
function isStartedOnDemand(node: NodeModel, service: string): boolean {
  return (
    node.commands.some(({ argv }) => argv.some(({ text }) => text.includes(service))) ||
    node.files
      .ofKind('script')
      .some(({ source }) =>
        new RegExp(`(?:start|restart)\\b.*\\b${service}|${service}\\b.*\\b(?:start|restart)`).test(
          source.text,
        ),
      )
  );
}

function check(files: HostFiles, node: NodeModel, context: RuleContext): void {
  const state = sysctlOf(files);
  const isWhole = files.extent === 'host' || files.extent === 'tree';
  for (const { bind, vip } of boundToVips(files, node)) {
    const key = keys[bind.address.family];
    const set = state.get(key);
    const byScript = commandsOf(files)
      .flatMap(({ sysctls }) => sysctls)
      .some((one) => one.key === key && numberOf(one.value) === 1);
    const isUnknown = set === undefined && state.isEmpty && !isWhole;
    if (set?.value === 1 || byScript || isUnknown || isStartedOnDemand(node, bind.service)) continue;
    const line = lines[bind.address.family];
    context.report({
      place: set?.setting.place ?? bind.place,
      message: `${bind.service} on ${node.name} listens on the VIP ${bind.text}, and ${line.split(' ')[0]} is ${set === undefined ? 'not set' : (set.value ?? 'not a number')}`,
      why: `${bind.service} cannot bind an address that the host does not have: on the node without the VIP it does not start, and after a failover nothing answers.`,
      label: set === undefined ? 'the host has it only while it is master' : 'must be 1',
      help: set === undefined ? `${line} in a file of /etc/sysctl.d` : line,
      related: [
        ...(set === undefined ? [] : [{ place: bind.place, message: `${bind.service} listens on the VIP` }]),
        { place: vip.place, message: 'the address moves between the nodes' },
      ],
      fixes:
        set === undefined
          ? []
          : [{ title: 'Allow it', safety: 'unsafe', edits: [{ place: set.setting.place, text: '1' }] }],
    });
  }
}

const conf = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const haproxy = (address: string) => `frontend web
    bind ${address}:80
    default_backend app

backend app
    server s1 192.0.2.14:80 check
`;

/** Services that bind to a VIP. */
export const sysctlNonlocalBind = defineRule({
  id: 'sysctl/nonlocal-bind',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'haproxy or nginx binds to a VIP, and ip_nonlocal_bind is off',
    why: 'A service cannot bind an address that the host does not have: on the node without the VIP it does not start, and after a failover nothing answers.',
    references: [
      'Linux Documentation/networking/ip-sysctl.rst: ip_nonlocal_bind',
      'HAProxy Configuration Manual: bind',
    ],
  },
  bad: [
    {
      at: 'lb1.sysctl.conf:1:29',
      files: {
        'lb1.conf': conf,
        'lb1.haproxy.cfg': haproxy('192.0.2.100'),
        'lb1.sysctl.conf': 'net.ipv4.ip_nonlocal_bind = 0\n',
      },
    },
    {
      caption: 'Set nowhere in /etc',
      at: 'lb1/etc/haproxy/haproxy.cfg:2:10',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        'lb1/etc/haproxy/haproxy.cfg': haproxy('192.0.2.100'),
      },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': conf,
        'lb1.haproxy.cfg': haproxy('192.0.2.100'),
        'lb1.sysctl.conf': 'net.ipv4.ip_nonlocal_bind = 1\n',
      },
    },
    {
      caption: 'Listening on every address',
      files: {
        'lb1.conf': conf,
        'lb1.haproxy.cfg': haproxy('*'),
        'lb1.sysctl.conf': 'net.ipv4.ip_nonlocal_bind = 0\n',
      },
    },
  ],
  on: { files: check },
});
