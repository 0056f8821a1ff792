import { keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import type { Severity } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn } from '../cluster/members.ts';
import { sample } from './sample.ts';
import { listedBriefly, removal, someOf } from './settings.ts';

/** Priority of the owner of the addresses, who always accepts (RFC 9568 section 6.4.3). */
const owner = 255;
const services = new Set(['script', 'process']);

/** Whether something on this host seems to answer on the VIPs: a balancer, or a service that is watched. */
function servesVip(node: NodeModel): boolean {
  return (
    node.virtualServers.length > 0 ||
    [...node.instances, ...node.syncGroups].some(({ tracked }) =>
      tracked.some(({ kind }) => services.has(kind)),
    )
  );
}

/** Whether the VIPs seem to be next hops only: traffic goes through them, not to them. */
function isGateway({ instances }: NodeModel): boolean {
  const hasRoutes = instances.some((instance) => instance.last('virtual_routes') !== undefined);
  const devices = new Map<unknown, Set<string | undefined>>();
  for (const { syncGroup, interface: device } of instances) {
    if (syncGroup !== undefined)
      devices.set(syncGroup, (devices.get(syncGroup) ?? new Set()).add(device.value));
  }
  return hasRoutes || [...devices.values()].some((names) => names.size > 1);
}

/** Why the master does not answer: strict mode, or a `no_accept` of its own. */
function blockedBy({ accept, priority, strict }: VrrpInstance): Statement | undefined {
  if (priority.value === owner || accept.value) return undefined;
  return strict.value ? strict.statement : accept.statement;
}

function severityFor(node: NodeModel, isStrict: boolean): Severity {
  if (servesVip(node)) return 'warning';
  return isStrict && !isGateway(node) ? 'warning' : 'info';
}

function report(
  cause: Statement,
  blocked: readonly VrrpInstance[],
  node: NodeModel,
  context: RuleContext,
): void {
  const [first] = blocked;
  const keyword = keywordOf(cause);
  const isStrict = keyword !== 'no_accept';
  const vips = blocked.flatMap((instance) => instance.vips.map((vip) => vip.text));
  const names = listedBriefly(blocked.map(({ name }) => name));
  const shown = listedBriefly(vips) || 'the VIPs';
  context.report({
    place: isStrict ? first!.strict.place! : placeIn(first!, first!.accept),
    severity: severityFor(node, isStrict),
    message: `with ${keyword} nobody can reach ${shown}: the master of ${names} drops what is sent to ${vips.length === 1 ? 'it' : 'them'}`,
    label: 'the VIP does not answer',
    help: isStrict
      ? `Remove ${keyword}; or keep it with version 3 and accept in the instance`
      : 'Remove no_accept, unless the VIP is only a next hop',
    related: someOf(
      blocked.map((instance) => ({ place: instance.place, message: 'holds VIPs that do not answer' })),
    ),
    ...removal(cause, `Remove ${keyword}`, 'unsafe'),
  });
}

/** One finding for each line that is to blame, however many instances it is about. */
function check(node: NodeModel, context: RuleContext): void {
  const byCause = new Map<Statement, VrrpInstance[]>();
  for (const instance of node.instances) {
    const cause = blockedBy(instance);
    if (cause !== undefined) byCause.set(cause, [...(byCause.get(cause) ?? []), instance]);
  }
  for (const [cause, blocked] of byCause) report(cause, blocked, node, context);
}

/** A VIP that is up and answers nobody. */
export const vrrpStrictBlocksVip = defineRule({
  id: 'vrrp/strict-blocks-vip',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'Strict mode or no_accept makes the VIP unreachable',
    why: 'VRRP looks healthy and the address is on the interface, but firewall rules of keepalived drop all traffic to it: ping and TCP time out.',
    references: [
      'RFC 9568 section 6.4.3 (Accept_Mode)',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#602',
      'acassen/keepalived#1142',
      'acassen/keepalived#2339',
    ],
  },
  bad: [
    {
      caption: 'The line of the packaged sample file',
      at: '2:5',
      files: `global_defs {\n    vrrp_strict\n}\n\n${sample()}`,
    },
    {
      caption: 'accept does not help with version 2',
      at: '8:17',
      files: sample({ lines: ['accept', 'strict_mode on', 'version 2'] }),
    },
  ],
  good: [
    { files: sample() },
    {
      caption: 'Version 3 lets accept hold',
      files: sample({ lines: ['strict_mode on', 'version 3', 'accept'] }),
    },
  ],
  on: { node: check },
});
