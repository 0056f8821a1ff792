import { placeOf, placeOfLine } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { headerOf, keptServices, relatedHeaders } from './service.ts';

/** Seconds that keepalived puts in when nobody said how long. */
const implied = 360;

function reportGranularity(service: ServiceDraft, context: RuleContext): void {
  const statement = service.granularity!;
  context.report({
    place: placeOfLine(statement),
    message: `persistence_granularity in ${headerOf(service.statement)} switches persistence on, for ${implied} s`,
    why: `A client stays with its real server for ${implied} s after its last connection; keepalived says nothing about it.`,
    label: 'without persistence_timeout',
    help: `persistence_timeout ${implied}`,
  });
}

/** A group with an address of all ports; of a virtual server with an address of its own value/port-range speaks. */
function checkGroup(service: ServiceDraft, context: RuleContext): void {
  const open = service.group?.addresses.find((address) => address.port === 0);
  if (open === undefined) return;
  const since = isFrom(context, '2.0.7')
    ? 'so keepalived switches it on'
    : 'so the kernel refuses it otherwise';
  context.report({
    place: placeOf(service.statement),
    severity: 'warning',
    message: `${headerOf(service.statement)} has an address without a port in its group, but no persistence_timeout`,
    why: `Without a port it takes connections to every port of the address. That goes with persistence only, ${since}, for ${implied} s.`,
    label: `persistent for ${implied} s`,
    help: `${open.statement.words[0]!.image} PORT in the group, or persistence_timeout ${implied} if all ports are meant`,
    related: relatedHeaders([open.statement], 'no port'),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of keptServices(node)) {
    if (service.persistence !== undefined) continue;
    if (service.granularity !== undefined) reportGranularity(service, context);
    else checkGroup(service, context);
  }
}

const group = (entry: string) => `virtual_server_group web {\n    ${entry}\n}\n\n`;

/** Persistence that nobody asked for. */
export const lvsPersistenceImplied = defineRule({
  id: 'lvs/persistence-implied',
  severity: 'info',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A setting that switches persistence on by the way',
    why: `Clients are bound to a real server for ${implied} s, and load is spread less evenly than planned.`,
    references: [
      'keepalived check/check_parser.c: pgr_handler',
      'keepalived check/check_data.c: validate_check_config',
    ],
  },
  bad: [
    {
      caption: 'Granularity alone',
      at: '5:5',
      files: sample({
        settings: ['lb_algo rr', 'lb_kind NAT', 'protocol TCP', 'persistence_granularity 255.255.255.0'],
      }),
    },
    {
      caption: 'All ports of a group',
      at: '5:1',
      files: sample({ before: group('192.0.2.100'), header: 'group web' }),
    },
  ],
  good: [
    {
      files: sample({
        settings: [
          'lb_algo rr',
          'lb_kind NAT',
          'protocol TCP',
          'persistence_timeout 300',
          'persistence_granularity 255.255.255.0',
        ],
      }),
    },
    { files: sample({ before: group('192.0.2.100 80'), header: 'group web' }) },
  ],
  on: { node: check },
});
