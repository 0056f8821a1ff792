import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { checkerKeywords } from '../../../model/lvs.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServerDraft, ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { service as lvsSample } from '../lvs/sample.ts';
import { headerOf, keptServices } from '../lvs/service.ts';
import { replaceWord } from '../value/wording.ts';
import { someOf } from '../vrrp/settings.ts';
import { nameOfChecker, settings } from './checkers.ts';
import { type CheckedPort, portOfChecker } from './ports.ts';
import { checker as sample, url } from './sample.ts';

const tls: ReadonlySet<number> = new Set([443, 8443, 6443, 9443]);
const plain: ReadonlySet<number> = new Set([80, 8080]);
/** Services that answer to TCP and UDP alike. */
const both: ReadonlySet<number> = new Set([53, 88, 389, 464, 5060]);

interface Wrong {
  readonly checker: Statement;
  readonly port: CheckedPort;
  /** The keyword to write instead. */
  readonly better: string;
}

function wrongIn(server: ServerDraft, service: ServiceDraft): Wrong[] {
  const checkers = server.statement.block?.statements ?? [];
  return checkers.flatMap((checker) => {
    const keyword = keywordOf(checker);
    const port =
      keyword === 'HTTP_GET' || keyword === 'SSL_GET' ? portOfChecker(checker, server, service) : undefined;
    if (port === undefined) return [];
    const isWrong = keyword === 'HTTP_GET' ? tls.has(port.port) : plain.has(port.port);
    return isWrong ? [{ checker, port, better: keyword === 'HTTP_GET' ? 'SSL_GET' : 'HTTP_GET' }] : [];
  });
}

/** One finding a service: its checkers are the same as a rule. */
function report([first, ...others]: readonly Wrong[], service: ServiceDraft, context: RuleContext): void {
  if (first === undefined) return;
  const { checker, port, better } = first;
  const isTls = better === 'SSL_GET';
  const wrong = [first, ...others];
  context.report({
    place: placeOf(checker),
    message: `${nameOfChecker(checker)}${others.length === 0 ? '' : ` and ${others.length} more of ${headerOf(service.statement)}`} ${others.length === 0 ? 'speaks' : 'speak'} ${isTls ? 'plain HTTP' : 'TLS'} to port ${port.port}, where ${isTls ? 'TLS' : 'plain HTTP'} is usual`,
    label: `port ${port.port}: ${better}?`,
    help: `${better} { ... }, or connect_port of a port that speaks ${isTls ? 'plain HTTP' : 'TLS'}`,
    related: [
      { place: placeOf(port.statement, port.statement.words[port.at]), message: `port ${port.port}` },
      ...someOf(others.map((one) => ({ place: placeOf(one.checker), message: 'this one too' }))),
    ],
    ...fixesFor(wrong, better),
  });
}

/** A loop writes several checkers with one word: that is one edit. */
function fixesFor(wrong: readonly Wrong[], better: string): { readonly fixes?: readonly Fix[] } {
  const edits = wrong.map(({ checker }) => replaceWord(checker, checker.words[0]!, better));
  const starts = new Set(edits.map((edit) => edit?.place.span.start));
  if (starts.size < wrong.length) return {};
  return {
    fixes: [
      { title: `Write ${better}`, safety: 'unsafe', edits: edits.filter((edit) => edit !== undefined) },
    ],
  };
}

/** TCP checks of a service that is reached by UDP. */
function checkUdp(service: ServiceDraft, context: RuleContext): void {
  const { protocol } = service;
  if (protocol === undefined || argumentOf(protocol)?.toUpperCase() !== 'UDP') return;
  for (const server of service.servers) {
    const checkers = (server.statement.block?.statements ?? []).filter((one) =>
      checkerKeywords.has(keywordOf(one)),
    );
    const [only] = checkers;
    if (checkers.length !== 1 || only === undefined || keywordOf(only) !== 'TCP_CHECK') continue;
    const port = portOfChecker(only, server, service);
    if (settings(only.block, 'connect_port').length > 0 || port === undefined || both.has(port.port))
      continue;
    context.report({
      place: placeOf(only),
      severity: 'info',
      message: `${nameOfChecker(only)} tries TCP port ${port.port}, but the service is UDP`,
      why: 'A server that only listens on UDP refuses the connection, and counts as down.',
      label: 'TCP',
      help: 'UDP_CHECK, DNS_CHECK or MISC_CHECK; or connect_port of a TCP port that tells as much',
      related: [{ place: placeOf(protocol, protocol.words[1]), message: 'UDP' }],
    });
    return;
  }
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of keptServices(node)) {
    report(
      service.servers.flatMap((server) => wrongIn(server, service)),
      service,
      context,
    );
    checkUdp(service, context);
  }
}

const page = url('path /', 'status_code 200');

/** Web checks that speak the wrong protocol. */
export const healthCheckWrongProtocolPort = defineRule({
  id: 'health-check/wrong-protocol-port',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  about: 'services',
  docs: {
    summary: 'HTTP_GET to a port of TLS, or SSL_GET to one without',
    why: 'The answer is none that the check understands: every real server fails, and the service is gone as soon as the configuration is loaded.',
    references: [
      'keepalived check/check_http.c: http_get_check',
      'acassen/keepalived#765',
      'acassen/keepalived#821',
    ],
  },
  bad: [
    {
      caption: 'Port 443 speaks TLS',
      at: '7:9',
      files: sample('HTTP_GET', page, { server: '192.0.2.21 443' }),
    },
    {
      caption: 'TCP to a service of UDP: good to know',
      at: '7:9',
      files: lvsSample({
        header: '192.0.2.100 514',
        settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind NAT', 'protocol UDP'],
        servers: ['192.0.2.21 514'],
      }).replace(/ +connect_port 80\n/, ''),
    },
  ],
  good: [
    { files: sample('SSL_GET', page, { server: '192.0.2.21 443' }) },
    { files: sample('HTTP_GET', ['connect_port 8000', ...page], { server: '192.0.2.21 443' }) },
  ],
  on: { node: check },
});
