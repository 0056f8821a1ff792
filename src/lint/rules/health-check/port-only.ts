import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { checkerKeywords } from '../../../model/lvs.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServerDraft, ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { keptServices } from '../lvs/service.ts';
import { nameOfChecker } from './checkers.ts';
import { portOfChecker } from './ports.ts';
import { checker as sample, url } from './sample.ts';

/** Ports of web servers, and the check that looks at a page there. */
const pages: ReadonlyMap<number, string> = new Map([
  ...[80, 8080, 8000, 8888].map((port) => [port, 'HTTP_GET'] as const),
  ...[443, 8443].map((port) => [port, 'SSL_GET'] as const),
]);

interface PortCheck {
  readonly checker: Statement;
  readonly port: number;
}

function portCheckOf(checker: Statement, server: ServerDraft, service: ServiceDraft): PortCheck | undefined {
  const port = portOfChecker(checker, server, service)?.port;
  return port !== undefined && pages.has(port) ? { checker, port } : undefined;
}

/** The first check of a web server, when no check of the node looks further than the port. */
function onlyPorts(node: NodeModel): PortCheck | undefined {
  let first: PortCheck | undefined;
  for (const service of keptServices(node)) {
    for (const server of service.servers) {
      for (const checker of checkersOf(server)) {
        if (keywordOf(checker) !== 'TCP_CHECK') return undefined;
        first ??= portCheckOf(checker, server, service);
      }
    }
  }
  return first;
}

function checkersOf(server: ServerDraft): Statement[] {
  const statements = server.statement.block?.statements ?? [];
  return statements.filter((one) => checkerKeywords.has(keywordOf(one)));
}

function check(node: NodeModel, context: RuleContext): void {
  const found = onlyPorts(node);
  if (found === undefined) return;
  const { checker, port } = found;
  const better = pages.get(port)!;
  context.report({
    place: placeOf(checker),
    message: `${nameOfChecker(checker)} only shows that something listens on port ${port}`,
    label: 'the page may still be an error',
    help: `${better} { url { path / status_code 200 } }, one keyword a line`,
  });
}

/** Web servers that are only asked for their port. */
export const healthCheckPortOnly = defineRule({
  id: 'health-check/port-only',
  severity: 'info',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'Web servers that are checked by TCP_CHECK alone',
    why: 'A web server that answers every request with an error, or hangs, still takes connections: it keeps its share of the clients.',
    references: ['keepalived.conf(5): TCP_CHECK, HTTP_GET'],
  },
  bad: [
    { caption: 'Open, but what does it say?', at: '7:9', files: sample('TCP_CHECK', ['connect_timeout 3']) },
  ],
  good: [{ files: sample('HTTP_GET', url('path /', 'status_code 200')) }],
  on: { node: check },
});
