import { argumentOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { realServer } from './checkers.ts';
import { checker as sample } from './sample.ts';

/** What is wrong with a name, as the daemon sees it; `.` alone is the root. */
function faultOf(name: string): 'empty' | 'short' | undefined {
  if (name === '' || name === '.') return undefined;
  if (name.startsWith('.') || name.includes('..')) return 'empty';
  // The look for an empty label begins one character too late (check_dns.c: dns_name_handler).
  return name[1] === '.' ? 'short' : undefined;
}

function check(statement: Statement, context: RuleContext): void {
  const name = argumentOf(statement);
  const fault = name === undefined ? undefined : faultOf(name);
  if (fault === undefined) return;
  const isSeen = isFrom(context, '2.1.4');
  if (!isSeen && fault === 'short') return;
  const label = name!.slice(0, 1);
  context.report({
    place: placeOf(statement, statement.words[1]),
    ...(isSeen ? {} : { severity: 'warning' }),
    message:
      fault === 'empty'
        ? `name ${name} of DNS_CHECK has an empty label`
        : `keepalived refuses name ${name} of DNS_CHECK, because its first label, ${label}, is a single character`,
    why: isSeen
      ? `keepalived reports an empty label and ignores the name, so it asks for the root. A server that does not answer for the root is taken out.${fault === 'short' ? ' For a label of one character this is a mistake of keepalived, from 2.1.4 on.' : ''}`
      : 'The query is malformed: servers refuse it, and are taken out.',
    label: fault === 'empty' ? 'two dots, or one in front' : 'one character',
    help:
      fault === 'empty'
        ? `name ${name!.replace(/^\.+/, '').replaceAll(/\.{2,}/g, '.')}`
        : 'Ask for another name that the server knows, of two characters or more before the first dot',
  });
}

const node = (name: string) => sample('DNS_CHECK', ['type A', `name ${name}`]);

/** Names of DNS queries that keepalived refuses. */
export const healthCheckDnsName = defineRule({
  id: 'health-check/dns-name',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A name of DNS_CHECK that keepalived refuses',
    why: 'keepalived ignores the name and asks for the root: a server that does not answer for it is taken out.',
    references: ['keepalived check/check_dns.c: dns_name_handler', 'RFC 1035 section 3.1'],
  },
  bad: [
    { caption: 'Two dots', at: '9:18', files: node('www..example.org') },
    { caption: 'A label of one character', at: '9:18', files: node('a.example.org') },
  ],
  good: [{ files: node('www.example.org') }, { caption: 'The root', files: node('.') }],
  on: {
    statement: { [`${realServer}/DNS_CHECK/name`]: (statement, _node, context) => check(statement, context) },
  },
});
