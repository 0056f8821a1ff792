import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { service as sample } from './sample.ts';
import { headerOf, keptServices, relatedHeaders } from './service.ts';

function check(service: ServiceDraft, context: RuleContext): void {
  const blind = service.servers.filter((server) => !server.hasChecker);
  const [first, ...others] = blind;
  if (first === undefined) return;
  const name = headerOf(first.statement);
  const rest = others.length === 0 ? '' : ` and ${others.length} more`;
  const isOnly = service.servers.length === 1;
  context.report({
    place: placeOf(first.statement),
    // Taking the only server out would help nobody.
    ...(isOnly ? { severity: 'info' } : {}),
    message: `${name}${rest} of ${headerOf(service.statement)} ${others.length === 0 ? 'is' : 'are'} never checked`,
    ...(isOnly
      ? {
          why: 'The service counts as up whatever becomes of its only real server: a sorry server and quorum scripts never come into play.',
        }
      : {}),
    label: 'no checker in this block',
    help: 'TCP_CHECK { connect_timeout 3 } in each of them, or a check of the service itself such as HTTP_GET',
    related: relatedHeaders(
      others.map((server) => server.statement),
      'nor in this one',
    ),
  });
}

const bare = `virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 192.0.2.21 80 {
        weight 1
    }
    real_server 192.0.2.22 80 {
        weight 1
    }
}
`;

/** Real servers that always count as up. */
export const lvsNoHealthCheck = defineRule({
  id: 'lvs/no-health-check',
  severity: 'warning',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'Real servers without a checker',
    why: 'A real server without a checker always counts as up: when it is dead, its share of the connections fails.',
    references: ['keepalived check/check_api.c: register_checkers_thread', 'acassen/keepalived#297'],
  },
  bad: [{ caption: 'A weight alone', at: '6:5', files: bare }],
  good: [{ files: sample() }],
  on: {
    node: (node: NodeModel, context) => {
      for (const service of keptServices(node)) check(service, context);
    },
  },
});
