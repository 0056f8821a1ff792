import { placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import type { ReleaseName } from '../../../../grammar/vocabulary/types.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom, removal } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { hasAddresses, hasMarks, headerOf, keptServices } from './service.ts';

/** A setting that a virtual server of this kind cannot have. */
interface Contradiction {
  readonly find: (service: ServiceDraft) => Statement | undefined;
  /** Release that began to take it out; before, it reached the kernel. */
  readonly since: ReleaseName;
  readonly reason: string;
  readonly why: string;
}

const contradictions: readonly Contradiction[] = [
  {
    find: (service) => (hasMarks(service) && !hasAddresses(service) ? service.protocol : undefined),
    since: '1.3.7',
    reason: 'does not go with a firewall mark',
    why: 'A firewall mark has the protocols of the packets that carry it; keepalived ignores the line and reports it. Match the protocol in the iptables or nftables rule that sets the mark.',
  },
  {
    find: (service) => {
      const isOther = service.protocol !== undefined && !/^udp$/i.test(service.protocol.words[1]!.image);
      return isOther && hasAddresses(service) ? service.ops : undefined;
    },
    since: '1.3.6',
    reason: 'needs protocol UDP',
    why: 'One packet scheduling sends every packet on by itself, which no TCP or SCTP connection survives. keepalived takes the flag out.',
  },
  {
    find: (service) => (hasMarks(service) ? service.haSuspend : undefined),
    since: '1.3.5',
    reason: 'does not go with a firewall mark',
    why: 'ha_suspend follows the address of the service, and a mark has none. keepalived takes it out: checks run on the backup too.',
  },
];

function report(
  statement: Statement,
  service: ServiceDraft,
  reason: string,
  why: string,
): Parameters<RuleContext['report']>[0] {
  const line = headerOf(statement);
  return {
    place: placeOfLine(statement),
    message: `${line} in ${headerOf(service.statement)} ${reason}`,
    why,
    label: 'without effect',
    help: `Remove ${line}`,
    ...removal(statement, `Remove ${line}`, 'safe'),
  };
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of node.services.services) {
    for (const { kind, statement } of service.misplaced) {
      if (kind !== 'family') continue;
      const why = 'The family of the address counts; keepalived ignores the line and reports it.';
      context.report(report(statement, service, `contradicts its IPv${service.family} address`, why));
    }
  }
  const known = contradictions.filter(({ since }) => isFrom(context, since));
  for (const service of keptServices(node)) {
    for (const { find, reason, why } of known) {
      const statement = find(service);
      if (statement !== undefined) context.report(report(statement, service, reason, why));
    }
  }
}

const settings = (...more: string[]) => ['lb_algo rr', 'lb_kind NAT', ...more];

/** Settings that do not go with the kind of a virtual server. */
export const lvsOptionWithoutEffect = defineRule({
  id: 'lvs/option-without-effect',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  about: 'services',
  docs: {
    summary: 'A setting that a virtual server of this kind cannot have',
    why: 'keepalived reports the setting and goes on without it; a configuration test (keepalived -t) fails on it.',
    references: [
      'keepalived check/check_data.c: validate_check_config',
      'keepalived check/check_parser.c: ip_family_handler',
    ],
  },
  bad: [
    {
      caption: 'A protocol for a firewall mark',
      at: '4:5',
      files: sample({ header: 'fwmark 7', settings: settings('protocol TCP') }),
    },
    {
      caption: 'One packet scheduling of TCP',
      at: '5:5',
      files: sample({ settings: settings('protocol TCP', 'ops') }),
    },
    {
      caption: 'Another family than the address',
      at: '5:5',
      files: sample({ settings: settings('protocol TCP', 'ip_family inet6') }),
    },
  ],
  good: [
    { files: sample({ settings: settings('protocol UDP', 'ops') }) },
    { files: sample({ header: 'fwmark 7', settings: settings('ip_family inet') }) },
  ],
  on: { node: check },
});
