import { keywordOf, placeOf } from '../../../../grammar/configuration.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { methodOf, type ServerDraft, type ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { atEnd, hasMarks, headerOf, keptServices, placeOfPort, relatedHeaders } from './service.ts';

/** sorry_server_inhibit and sorry_server_lvs_method are about the sorry server above them. */
function reportEarly(service: ServiceDraft, context: RuleContext): void {
  for (const { kind, statement } of service.misplaced) {
    if (kind !== 'before-sorry') continue;
    const { sorry } = service;
    context.report({
      place: placeOf(statement),
      ...(isFrom(context, '1.3.6') ? { severity: 'error' } : {}),
      message: `${keywordOf(statement)} stands ${sorry === undefined ? 'without' : 'above'} the sorry_server of ${headerOf(service.statement)}`,
      why: 'It is about the sorry server that keepalived has read before it. There is none yet, so the line is ignored.',
      label: 'ignored',
      help:
        sorry === undefined
          ? 'Add sorry_server ADDRESS PORT above it'
          : `Move it below ${headerOf(sorry.statement)}`,
      related: sorry === undefined ? [] : relatedHeaders([sorry.statement], 'counts from here on'),
    });
  }
}

function familyFinding(sorry: ServerDraft, service: ServiceDraft, context: RuleContext): Finding | undefined {
  if (sorry.method === 'TUN' || sorry.address.family === service.family) return undefined;
  return {
    place: placeOf(sorry.statement, sorry.statement.words[1]),
    ...(isFrom(context, '1.3.3') ? { severity: 'error' } : {}),
    message: `${headerOf(sorry.statement)} is IPv${sorry.address.family}, but ${headerOf(service.statement)} is IPv${service.family}`,
    why: 'keepalived leaves the sorry server out: when all real servers are down, connections are refused.',
    label: `IPv${sorry.address.family}`,
    help: `Write an IPv${service.family} address`,
    related: atEnd(service.statement, 'left out here'),
  };
}

/** The port that the service has where DR and TUN need the same one; undefined: any will do. */
function otherPort(sorry: ServerDraft, service: ServiceDraft): string | undefined {
  if (hasMarks(service)) return 'no port';
  const { target, group } = service;
  const ports = target.kind === 'address' ? [target.port] : (group?.addresses.map((one) => one.port) ?? []);
  const other = ports.find((port) => port !== sorry.port);
  if (other === undefined) return undefined;
  return other === 0 ? 'no port' : `port ${other}`;
}

function portFinding(sorry: ServerDraft, service: ServiceDraft, context: RuleContext): Finding | undefined {
  const method = methodOf(sorry, service);
  const header = headerOf(sorry.statement);
  // NAT translates ports, and without one the kernel keeps that of the packet.
  if (method === 'NAT') return undefined;
  // Up to 2.0.14 every server must have a port, behind a mark too.
  if (sorry.port === 0 || (hasMarks(service) && !isFrom(context, '2.0.15'))) return undefined;
  const other = otherPort(sorry, service);
  if (other === undefined) return undefined;
  return {
    place: placeOfPort(sorry),
    message: `${header} is reached by ${method}, but ${headerOf(service.statement)} has ${other}`,
    why: `${method} does not change the port of a packet, so keepalived does not use port ${sorry.port}.`,
    label: 'not this port',
    help: `sorry_server ${sorry.statement.words[1]!.image}`,
    related: relatedHeaders([service.statement], other),
  };
}

function reportSame(sorry: ServerDraft, service: ServiceDraft, context: RuleContext): void {
  const key = sorry.address.words.join('.');
  const same = service.servers.find(
    (server) => server.port === sorry.port && server.address.words.join('.') === key,
  );
  if (same === undefined) return;
  const inhibits = same.inhibits ?? service.inhibits;
  const differs = inhibits !== (sorry.inhibits ?? false) && isFrom(context, '2.0.20');
  context.report({
    place: placeOf(sorry.statement),
    message: `${headerOf(sorry.statement)} is a real server of ${headerOf(service.statement)} too`,
    why: `When it is down as a real server, it is of no use as the sorry server.${
      differs
        ? ` Its inhibit setting as a real server (${inhibits ? 'on' : 'off'}) takes the place of that of the sorry server.`
        : ''
    }`,
    label: 'the same server',
    help: 'Name a server that does not depend on the others',
    related: relatedHeaders([same.statement], 'as real server'),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of node.services.services)
    if (service.misplaced.length > 0) reportEarly(service, context);
  for (const service of keptServices(node)) {
    const { sorry } = service;
    if (sorry === undefined) continue;
    const found = familyFinding(sorry, service, context) ?? portFinding(sorry, service, context);
    if (found !== undefined) context.report(found);
    reportSame(sorry, service, context);
  }
}

const settings = (...more: string[]) => ['lb_algo rr', 'lb_kind DR', 'protocol TCP', ...more];

/** Sorry servers that do not help when they are needed. */
export const lvsSorryServer = defineRule({
  id: 'lvs/sorry-server',
  severity: 'warning',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A sorry server that keepalived leaves out, or uses in another way than written',
    why: 'The sorry server is needed when all others have failed, so a mistake about it is found out then.',
    references: [
      'keepalived check/check_parser.c: vs_end_handler, ssvri_handler',
      'keepalived check/check_data.c: validate_check_config',
      'acassen/keepalived#1816',
    ],
  },
  bad: [
    {
      caption: 'DR on another port',
      at: '5:29',
      files: sample({ settings: settings('sorry_server 192.0.2.30 8080') }),
    },
    {
      caption: 'The wrong order',
      at: '5:5',
      files: sample({ settings: settings('sorry_server_inhibit', 'sorry_server 192.0.2.30 80') }),
    },
  ],
  good: [{ files: sample({ settings: settings('sorry_server 192.0.2.30 80', 'sorry_server_inhibit') }) }],
  on: { node: check },
});
