import { lastNamed, placeOfLine } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { hasAddresses, headerOf, keptServices } from './service.ts';

/** Checkers that only make sense for a service over TCP. */
const tcpCheckers: ReadonlySet<string> = new Set(['TCP_CHECK', 'HTTP_GET', 'SSL_GET', 'SMTP_CHECK']);

function tcpChecker(service: ServiceDraft): string | undefined {
  const checkers = service.servers[0]?.statement.block?.statements ?? [];
  return checkers.map((checker) => checker.words[0]!.image).find((keyword) => tcpCheckers.has(keyword));
}

function report(service: ServiceDraft, context: RuleContext): void {
  const place = placeOfLine(service.statement);
  const header = headerOf(service.statement);
  if (!isFrom(context, '1.3.6')) {
    context.report({
      place,
      severity: 'info',
      message: `${header} has no protocol: this release takes TCP`,
      why: 'Releases from 1.3.6 on take UDP instead, so after an upgrade the service answers no connection.',
      label: 'TCP, until the upgrade',
      help: 'protocol TCP',
    });
    return;
  }
  const checker = tcpChecker(service);
  context.report({
    place,
    message: `${header} has no protocol, so it becomes a UDP service`,
    ...(checker === undefined
      ? {}
      : {
          why: `Its real servers are checked over TCP (${checker}), but TCP connections to it are refused: keepalived takes UDP where no protocol is given.`,
        }),
    label: 'UDP',
    help: checker === undefined ? 'protocol TCP, UDP or SCTP' : 'protocol TCP',
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of keptServices(node)) {
    // A protocol that cannot be read is a finding of its own.
    const hasLine = lastNamed(service.statement.block, 'protocol') !== undefined;
    if (service.protocol === undefined && !hasLine && hasAddresses(service)) report(service, context);
  }
}

/** Virtual servers that become UDP services because nobody says otherwise. */
export const lvsProtocolMissing = defineRule({
  id: 'lvs/protocol-missing',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A virtual server without protocol, which makes it a UDP service',
    why: 'keepalived takes UDP where no protocol is given: TCP connections to the address are refused.',
    references: ['keepalived check/check_data.c: validate_check_config'],
  },
  bad: [
    { at: '1:1', files: sample({ settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR'] }) },
    {
      caption: 'TCP before 1.3.6',
      at: '1:1',
      release: '1.3.5',
      files: sample({ settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR'] }),
    },
  ],
  good: [
    { files: sample() },
    {
      caption: 'A firewall mark has the protocols of its packets',
      files: sample({ header: 'fwmark 7', settings: ['lb_algo rr', 'lb_kind DR'], servers: ['192.0.2.21'] }),
    },
  ],
  on: { node: check },
});
