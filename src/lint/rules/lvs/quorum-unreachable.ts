import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import {
  commonWeight,
  hysteresisOf,
  quorumOf,
  type ServerDraft,
  type ServiceDraft,
  weightOf,
} from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { headerOf, keptServices, relatedHeaders } from './service.ts';

/** Since 2.0.20 a server that stands twice counts once, with the weight of the first. */
function keptServers(service: ServiceDraft, context: RuleContext): readonly ServerDraft[] {
  if (!isFrom(context, '2.0.20')) return service.servers;
  const byAddress = new Map<string, ServerDraft>();
  for (const server of service.servers) {
    const key = `${server.address.words.join('.')} ${server.port}`;
    if (!byAddress.has(key)) byAddress.set(key, server);
  }
  return [...byAddress.values()];
}

function totalWeight(service: ServiceDraft, context: RuleContext): number {
  const common = commonWeight(service);
  let sum = 0;
  for (const server of keptServers(service, context)) sum += weightOf(server, common);
  return sum;
}

function placeOfSetting(statement: Statement | undefined, service: ServiceDraft) {
  return statement === undefined ? placeOf(service.statement) : placeOf(statement, statement.words[1]);
}

function reportZero(service: ServiceDraft, context: RuleContext): void {
  const weights = service.servers.flatMap((server) => server.weight ?? []);
  context.report({
    place: placeOfSetting(service.quorum, service),
    message: `every real server of ${headerOf(service.statement)} has weight 0, so its quorum cannot be reached`,
    why: 'Servers of weight 0 get no new connections. keepalived also lowers the quorum to 0, which turns the hysteresis into 4294967295.',
    label: 'nothing to reach it with',
    help: 'Give at least one real server a weight of 1 or more',
    related: relatedHeaders(weights, 'weight 0'),
  });
}

function reportQuorum(service: ServiceDraft, quorum: number, total: number, context: RuleContext): void {
  const isByCount = !isFrom(context, '2.0.14');
  context.report({
    place: placeOfSetting(service.quorum, service),
    message: `quorum ${quorum} of ${headerOf(service.statement)} is more than ${isByCount ? `its ${total} real servers` : `all its weights together, ${total}`}`,
    why: isFrom(context, '1.4.1')
      ? `keepalived goes on with quorum ${total}: the service counts as up only while every real server is, and quorum_down runs with the first that fails.`
      : 'The quorum is never reached: quorum_up never runs, and the sorry server stays in use.',
    label: `at most ${total}`,
    help: `quorum ${total}, or less`,
  });
}

function reportHysteresis(
  service: ServiceDraft,
  { hysteresis, quorum }: { hysteresis: number; quorum: number },
  context: RuleContext,
): void {
  context.report({
    place: placeOfSetting(service.hysteresis, service),
    message: `hysteresis ${hysteresis} of ${headerOf(service.statement)} is not below its quorum ${quorum}`,
    why: `keepalived goes on with ${quorum - 1}. With more, the service would not go down before its last server does.`,
    label: `at most ${quorum - 1}`,
    help: `hysteresis ${quorum - 1}`,
    related: service.quorum === undefined ? [] : relatedHeaders([service.quorum], 'the quorum'),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of keptServices(node)) {
    const weight = totalWeight(service, context);
    if (weight === 0) {
      reportZero(service, context);
      continue;
    }
    const reach = isFrom(context, '2.0.14') ? weight : service.servers.length;
    const written = quorumOf(service);
    if (written > reach) reportQuorum(service, written, reach, context);
    const quorum = Math.min(written, reach);
    const hysteresis = hysteresisOf(service);
    if (hysteresis >= quorum) reportHysteresis(service, { hysteresis, quorum }, context);
  }
}

const settings = (...more: string[]) => ['lb_algo rr', 'lb_kind NAT', 'protocol TCP', ...more];

/** Quorum and hysteresis that cannot be as they are written. */
export const lvsQuorumUnreachable = defineRule({
  id: 'lvs/quorum-unreachable',
  severity: 'warning',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A quorum that the real servers cannot reach, or a hysteresis that is not below it',
    why: 'keepalived puts smaller numbers in their place: quorum_up and quorum_down run at other times than planned.',
    references: ['keepalived check/check_data.c: validate_check_config', 'acassen/keepalived#738'],
  },
  bad: [
    { caption: 'Two servers of weight 1', at: '5:12', files: sample({ settings: settings('quorum 5') }) },
    {
      caption: 'Hysteresis as large as the quorum',
      at: '6:16',
      files: sample({ settings: settings('quorum 2', 'hysteresis 2') }),
    },
    { caption: 'Nothing but weight 0', at: '1:1', files: sample({ inServer: ['weight 0'] }) },
  ],
  good: [{ files: sample({ settings: settings('quorum 2', 'hysteresis 1') }) }],
  on: { node: check },
});
