import { keywordOf, placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample as instance } from '../vrrp/sample.ts';
import { service as sample } from './sample.ts';
import { headerOf, keptServices, relatedHeaders } from './service.ts';

/** Whoever uses one of these anywhere knows what happens at the end. */
const knowing: ReadonlySet<string> = new Set(['quorum_up', 'quorum_down', 'quorum', 'ha_suspend', 'alpha']);

function isCaredFor(service: ServiceDraft): boolean {
  const statements = service.statement.block?.statements ?? [];
  return service.sorry !== undefined || statements.some((one) => knowing.has(keywordOf(one)));
}

const webPorts: ReadonlySet<number> = new Set([80, 443, 8000, 8080, 8443, 8888]);

function isWeb({ target }: ServiceDraft): boolean {
  return target.kind === 'address' && webPorts.has(target.port);
}

/** Only of directors that have VIPs of their own: the others are told nothing they did not choose. */
function check(node: NodeModel, context: RuleContext): void {
  if (node.instances.length === 0) return;
  const services = keptServices(node);
  const checked = services.filter(({ servers }) => servers.some(({ hasChecker }) => hasChecker));
  const [first, ...others] = checked;
  if (first === undefined || services.some(isCaredFor)) return;
  const which = others.length === 0 ? headerOf(first.statement) : 'a virtual_server';
  const sorry = checked.every(isWeb) ? 'a server with a page that says so' : 'a server that says so';
  context.report({
    place: placeOf(first.statement),
    message: `When all real servers of ${which} fail, clients are refused: nothing answers in their place`,
    label: 'no sorry_server, no quorum_down',
    help: `sorry_server ADDRESS PORT, ${sorry}; or quorum_down "SCRIPT"`,
    related: relatedHeaders(
      others.map(({ statement }) => statement),
      'nor has this one',
    ),
  });
}

/** Services that simply end. */
export const lvsNoFallback = defineRule({
  id: 'lvs/no-fallback',
  severity: 'info',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'No virtual_server has a sorry_server or a quorum_down script',
    why: 'With the last real server gone, IPVS refuses the connections of all clients, while the VIP stays where it is.',
    references: ['keepalived.conf(5): sorry_server, quorum_down'],
  },
  bad: [{ caption: 'Nothing behind the two real servers', at: '12:1', files: `${instance()}\n${sample()}` }],
  good: [
    {
      files: `${instance()}\n${sample({
        settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind NAT', 'protocol TCP', 'sorry_server 192.0.2.30 80'],
      })}`,
    },
  ],
  on: { node: check },
});
