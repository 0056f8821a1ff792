import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServerDraft, ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { atEnd, headerOf, placeOfAddress, relatedHeaders } from './service.ts';

/** lb_kind TUN below the real servers does not count for them yet when their family is looked at. */
function lateTunnel(service: ServiceDraft, server: ServerDraft): boolean {
  return server.method === undefined && service.method?.words[1]?.image === 'TUN';
}

function reportServer(service: ServiceDraft, server: ServerDraft, context: RuleContext): void {
  const isLate = lateTunnel(service, server);
  context.report({
    place: placeOfAddress(server),
    ...(isFrom(context, '1.3.3') ? {} : { severity: 'warning' }),
    message: `${headerOf(server.statement)} is IPv${server.address.family}, but ${headerOf(service.statement)} is IPv${service.family}`,
    why: 'Only TUN reaches a server of the other IP family. keepalived leaves this real server out, so it gets no connections.',
    label: isLate ? 'read before lb_kind TUN' : `IPv${server.address.family}`,
    help: isLate
      ? 'Move lb_kind TUN above the real servers'
      : `Write the IPv${service.family} address of the server, or lvs_method TUN in its block`,
    related: [
      ...(isLate ? relatedHeaders([service.method!], 'counts from here on') : []),
      ...atEnd(server.statement, 'left out here'),
    ],
  });
}

function reportGroup(service: ServiceDraft, context: RuleContext): void {
  const group = service.group!;
  const families = group.hasIpv4 && group.hasIpv6 ? 'both IPv4 and IPv6' : `IPv${group.hasIpv4 ? 4 : 6}`;
  context.report({
    place: placeOf(service.statement),
    severity: 'warning',
    message: `${headerOf(service.statement)} is IPv${service.family}, but the group has ${families} addresses`,
    why: 'keepalived takes the virtual server away, and a configuration test does not mention it: nothing answers on the addresses of the group.',
    label: 'not created',
    help: 'Use a group of one IP family, or TUN for every real server',
    related: relatedHeaders([group.statement], `the group: ${families}`),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of node.services.services) {
    for (const server of service.strangers) reportServer(service, server, context);
    if (service.dropped === 'group-family') reportGroup(service, context);
  }
}

/** Real servers and groups of another IP family than their virtual server. */
export const lvsFamilyMismatch = defineRule({
  id: 'lvs/family-mismatch',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A real server or a group of another IP family than its virtual server',
    why: 'keepalived leaves the real server out, or takes the whole virtual server away.',
    references: [
      'keepalived check/check_parser.c: rs_end_handler',
      'keepalived check/ipwrapper.c: link_vsg_to_vs',
    ],
  },
  bad: [
    {
      caption: 'IPv6 behind an IPv4 address',
      at: '12:17',
      files: sample({ servers: ['192.0.2.21 80', '2001:db8::22 80'] }),
    },
    {
      caption: 'A group of the other family',
      at: '5:1',
      files: sample({
        before: 'virtual_server_group web {\n    2001:db8::100 80\n}\n\n',
        header: 'group web',
      }),
    },
  ],
  good: [
    { files: sample() },
    {
      caption: 'TUN reaches both families',
      files: sample({
        settings: ['lb_algo rr', 'lb_kind TUN', 'protocol TCP'],
        servers: ['192.0.2.21 80', '2001:db8::22 80'],
      }),
    },
  ],
  on: { node: check },
});
