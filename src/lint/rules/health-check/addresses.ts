import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { readSocketAddress } from '../../../../grammar/values/socket-address.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { atEnd, nameOfChecker, realServer } from './checkers.ts';
import { checker as sample } from './sample.ts';

const checkers = ['TCP_CHECK', 'HTTP_GET', 'SSL_GET', 'DNS_CHECK', 'PING_CHECK', 'UDP_CHECK', 'SMTP_CHECK'];

/** Link-local addresses are fe80 to febf. */
function isLinkLocal(text: string): boolean {
  return /^fe[89ab][0-9a-f]:/i.test(text);
}

function familyOf(text: string | undefined): 4 | 6 | undefined {
  return text === undefined ? undefined : readSocketAddress(text).address?.family;
}

/** Where a check goes and comes from, followed line by line: each address must fit the one before it. */
interface Connection {
  target: string | undefined;
  targetAt: Statement;
  source: Statement | undefined;
  bindIf: boolean;
}

function check(checker: Statement, context: RuleContext): void {
  const server = checker.parent.owner;
  if (server === undefined || checker.block === undefined || !isFrom(context, '1.3.7')) return;
  const address = argumentOf(server);
  // SMTP_CHECK takes the address of the real server over at its end only.
  const target = keywordOf(checker) === 'SMTP_CHECK' ? undefined : address;
  const connection: Connection = { target, targetAt: server, source: undefined, bindIf: false };
  for (const statement of checker.block.statements) {
    const first = statement.words[0]!.image;
    if (first === 'connect_ip' || first === 'bindto') readAddress(statement, connection, checker, context);
    else if (first === 'bind_if') connection.bindIf = true;
  }
  const reached = connection.target ?? address;
  if (reached !== undefined && isLinkLocal(reached) && !connection.bindIf)
    reportLinkLocal(reached, connection, checker, context);
}

function readAddress(
  statement: Statement,
  connection: Connection,
  checker: Statement,
  context: RuleContext,
): void {
  const text = argumentOf(statement);
  const family = familyOf(text);
  if (text === undefined || family === undefined) return;
  const isTarget = keywordOf(statement) === 'connect_ip';
  const other = isTarget ? connection.source : connection.targetAt;
  const otherFamily = isTarget
    ? connection.source && familyOf(argumentOf(connection.source))
    : familyOf(connection.target);
  if (otherFamily !== undefined && otherFamily !== family) {
    reportFamily(statement, other!, checker, context);
    return;
  }
  if (isTarget) {
    connection.target = text;
    connection.targetAt = statement;
  } else connection.source = statement;
}

function reportFamily(
  statement: Statement,
  other: Statement,
  checker: Statement,
  context: RuleContext,
): void {
  const keyword = keywordOf(statement);
  const text = argumentOf(statement)!;
  const [mine, theirs] = familyOf(text) === 6 ? [6, 4] : [4, 6];
  context.report({
    place: placeOf(statement, statement.words[1]),
    message: `${keyword} ${text} of ${nameOfChecker(checker)} is IPv${mine}, but ${keywordOf(other)} ${argumentOf(other)} is IPv${theirs}`,
    label: `IPv${mine}`,
    help: `Write an IPv${theirs} address behind ${keyword}`,
    related: [{ place: placeOf(other, other.words[1]), message: `IPv${theirs}` }],
  });
}

function reportLinkLocal(
  text: string,
  connection: Connection,
  checker: Statement,
  context: RuleContext,
): void {
  context.report({
    place: placeOf(connection.targetAt, connection.targetAt.words[1]),
    message: `${nameOfChecker(checker)} goes to the link-local address ${text}, but has no bind_if`,
    why: 'A link-local address is there on every link. Without the interface keepalived removes the checker: the real server counts as up whatever becomes of it.',
    label: 'on which interface?',
    help: 'bind_if eth0 in the checker, with the interface that leads there',
    related: [{ place: placeOf(checker), message: 'this checker' }, ...atEnd(checker, 'removed here')],
  });
}

const onChecker = (checker: Statement, _node: NodeModel, context: RuleContext) => check(checker, context);

/** Addresses of checks that cannot be used as they are. */
export const healthCheckAddresses = defineRule({
  id: 'health-check/addresses',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'Addresses of a checker of two IP families, or a link-local one without bind_if',
    why: 'keepalived ignores the later address and checks from, or to, another one.',
    references: [
      'keepalived check/check_api.c: co_ip_handler, co_srcip_handler, check_conn_opts',
      'RFC 4007 section 6',
    ],
  },
  bad: [
    {
      caption: 'From IPv6 to IPv4',
      at: '8:20',
      files: sample('TCP_CHECK', ['bindto 2001:db8::11', 'connect_timeout 3']),
    },
    {
      caption: 'On which link?',
      at: '6:17',
      files: sample('TCP_CHECK', ['connect_timeout 3'], { server: 'fe80::21 80' }),
    },
  ],
  good: [
    { files: sample('TCP_CHECK', ['bindto 192.0.2.11', 'connect_timeout 3']) },
    { files: sample('TCP_CHECK', ['bind_if eth0', 'connect_timeout 3'], { server: 'fe80::21 80' }) },
  ],
  on: { statement: Object.fromEntries(checkers.map((keyword) => [`${realServer}/${keyword}`, onChecker])) },
});
