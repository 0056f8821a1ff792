import type { Place } from '../../../../grammar/source.ts';
import type { HostFiles } from '../../../bundle/host-file.ts';
import { commandsOf, sysctlOf } from '../../../bundle/host-state.ts';
import { numberOf } from '../../../bundle/sysctl.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { service } from '../lvs/sample.ts';

/** The switches of both families: each of the keys turns routing on. */
const switches = {
  4: { keys: ['net/ipv4/ip_forward', 'net/ipv4/conf/all/forwarding'], line: 'net.ipv4.ip_forward = 1' },
  6: { keys: ['net/ipv6/conf/all/forwarding'], line: 'net.ipv6.conf.all.forwarding = 1' },
} as const;

/** The first real server of each family that is reached by NAT. */
function translated(node: NodeModel) {
  const servers = node.virtualServers.flatMap((one) => one.realServers);
  const nat = servers.filter(({ forwarding }) => forwarding.value === 'NAT');
  return ([4, 6] as const).flatMap((family) => {
    const server = nat.find(({ address }) => address.family === family);
    return server === undefined ? [] : [{ family, server }];
  });
}

function check(files: HostFiles, node: NodeModel, context: RuleContext): void {
  const state = sysctlOf(files);
  if (state.isEmpty) return;
  for (const { family, server } of translated(node)) {
    const { keys, line } = switches[family];
    const last = state.lastOf(keys);
    if (last?.value === 1 || isOnByScript(files, keys)) continue;
    const method = server.forwarding.place ?? server.place;
    if (last === undefined) reportMissing(files, node, { place: method, line }, context);
    else {
      const { place } = last.setting;
      context.report({
        place,
        message: `${node.name} reaches real server ${server.text} by NAT, and its routing is off`,
        why,
        label: 'must be 1',
        help: line,
        related: [{ place: method, message: 'NAT needs the replies to be routed' }],
        fixes: [{ title: 'Turn routing on', safety: 'unsafe', edits: [{ place, text: '1' }] }],
      });
    }
  }
}

const why =
  'Replies of the real servers come back through the director, which drops them without routing: clients see connections that time out while every health check succeeds.';

function isOnByScript(files: HostFiles, keys: readonly string[]): boolean {
  return commandsOf(files)
    .flatMap(({ sysctls }) => sysctls)
    .some(({ key, value }) => keys.includes(key) && numberOf(value) === 1);
}

/** Files kept beside a configuration are a choice; only of a whole tree can be said that something is missing. */
function reportMissing(
  files: HostFiles,
  node: NodeModel,
  { place, line }: { readonly place: Place; readonly line: string },
  context: RuleContext,
): void {
  if (files.extent !== 'host' && files.extent !== 'tree') return;
  context.report({
    place,
    severity: 'warning',
    message: `lb_kind NAT, and no sysctl file of ${node.name} turns routing on`,
    why,
    label: 'needs routing',
    help: `${line} in a file of /etc/sysctl.d`,
  });
}

const inside = service({ servers: ['198.51.100.21 80', '198.51.100.22 80'] });

/** Routing of directors that translate addresses. */
export const sysctlIpForwardNat = defineRule({
  id: 'sysctl/ip-forward-nat',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A director with NAT whose routing is off',
    why: 'With NAT the replies of the real servers go back through the director. It drops them when net.ipv4.ip_forward is not 1. The real servers must use the director as their gateway as well.',
    references: [
      'LVS-NAT mini HOWTO',
      'acassen/keepalived#1076',
      'Linux net/ipv4/devinet.c: devinet_sysctl_forward',
    ],
  },
  bad: [
    {
      at: 'lb1.sysctl.conf:1:23',
      files: { 'lb1.conf': inside, 'lb1.sysctl.conf': 'net.ipv4.ip_forward = 0\n' },
    },
    {
      caption: 'The whole of /etc, and nothing in it about routing',
      at: 'lb1/etc/keepalived/keepalived.conf:4:13',
      files: {
        'lb1/etc/keepalived/keepalived.conf': inside,
        'lb1/etc/sysctl.d/10-console.conf': 'kernel.printk = 4 4 1 7\n',
      },
    },
  ],
  good: [
    { files: { 'lb1.conf': inside, 'lb1.sysctl.conf': 'net.ipv4.ip_forward = 1\n' } },
    {
      caption: 'Direct routing does not bring replies back to the director',
      files: {
        'lb1.conf': service({ settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR', 'protocol TCP'] }),
        'lb1.sysctl.conf': 'net.ipv4.ip_forward = 0\n',
      },
    },
  ],
  on: { files: check },
});
