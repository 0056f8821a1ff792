import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServerDraft, ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { atEnd, headerOf, keptServices, relatedHeaders } from './service.ts';

function reportEmpty(service: ServiceDraft, context: RuleContext): void {
  const { statement, strangers, sorry } = service;
  const lost = strangers.map((server) => server.statement);
  const hasSorry = sorry === undefined ? '' : '; its sorry_server alone does not count';
  context.report({
    place: placeOf(statement),
    ...(isFrom(context, '1.3.6') ? {} : { severity: 'warning' }),
    message: `${headerOf(statement)} has no real_server that can be used${hasSorry}`,
    why: 'keepalived takes the whole virtual server away: the director refuses every connection to it.',
    label: 'not created',
    help: 'Add a real_server ADDRESS PORT { ... } block, or remove the virtual server',
    related: [
      ...relatedHeaders(lost, 'left out: of the other IP family'),
      ...atEnd(statement, 'ends without a real server'),
    ],
  });
}

/** The port a server has in the end, in as far as it can be told: without one, that of the service. */
function effectivePort(server: ServerDraft, service: ServiceDraft): number {
  return server.port !== 0 || service.target.kind !== 'address' ? server.port : service.target.port;
}

function keyOf(server: ServerDraft, port: number): string {
  return `${server.address.words.join('.')} ${port}`;
}

function checkServers(service: ServiceDraft, context: RuleContext): void {
  const seen = new Map<string, ServerDraft>();
  const { target } = service;
  const own = target.kind === 'address' ? `${target.address.words.join('.')} ${target.port}` : undefined;
  for (const server of service.servers) {
    const key = keyOf(server, effectivePort(server, service));
    const first = seen.get(key);
    if (first !== undefined) reportRepeated(first, server, service, context);
    else seen.set(key, server);
    if (key === own) reportOwn(server, service, context);
  }
}

function reportRepeated(
  first: ServerDraft,
  second: ServerDraft,
  service: ServiceDraft,
  context: RuleContext,
): void {
  const isSeen = first.port === second.port && isFrom(context, '2.0.20');
  context.report({
    place: placeOf(second.statement),
    severity: isSeen ? 'error' : 'warning',
    message: `${headerOf(second.statement)} stands twice in ${headerOf(service.statement)}`,
    why: isSeen
      ? 'keepalived removes the second one, with its own weight and checks: the service has one server fewer than the file says.'
      : 'The kernel knows a server of a service by address and port, so both blocks act on one: the weight is that of the last, and each check adds and removes it for both.',
    label: isSeen ? 'removed' : 'the same server again',
    help: 'Give the second one the address of another server, or remove it',
    related: relatedHeaders([first.statement], 'first here'),
  });
}

function reportOwn(server: ServerDraft, service: ServiceDraft, context: RuleContext): void {
  context.report({
    place: placeOf(server.statement),
    severity: 'warning',
    message: `${headerOf(server.statement)} is the address of ${headerOf(service.statement)} itself`,
    why: 'The director balances connections to itself: they are answered by whatever listens on the director, or by nobody.',
    label: 'the virtual server itself',
    help: 'Write the address of a real server',
    related: relatedHeaders([service.statement], 'the virtual server'),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of node.services.services)
    if (service.dropped === 'no-server') reportEmpty(service, context);
  for (const service of keptServices(node)) checkServers(service, context);
}

/** Virtual servers without real servers, and real servers that are there twice. */
export const lvsDuplicateOrEmpty = defineRule({
  id: 'lvs/duplicate-or-empty',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A virtual server without real servers, or with the same real server twice',
    why: 'keepalived takes the virtual server away, or the second of the real servers with its weight and checks.',
    references: [
      'keepalived check/check_parser.c: vs_end_handler',
      'keepalived check/check_data.c: validate_check_config',
      'acassen/keepalived#765',
    ],
  },
  bad: [
    { caption: 'A copied block', at: '12:5', files: sample({ servers: ['192.0.2.21 80', '192.0.2.21 80'] }) },
    { caption: 'No real server', at: '1:1', files: sample({ servers: [] }) },
  ],
  good: [{ files: sample() }],
  on: { node: check },
});
