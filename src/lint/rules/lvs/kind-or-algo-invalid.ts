import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { BadArgument } from '../../../../grammar/problems.ts';
import { choicesOf } from '../../../../grammar/values/check-name.ts';
import { NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf } from '../value/ownership.ts';
import { nameOfBlock, replacement } from '../value/wording.ts';

const id = 'lvs/kind-or-algo-invalid';

/** Keywords that choose the scheduler; the others choose how packets are forwarded. */
const schedulerKeywords: ReadonlySet<string> = new Set(['lb_algo', 'lvs_sched']);
const methodKeywords: ReadonlySet<string> = new Set(['lb_kind', 'lvs_method']);

const natInstead =
  'NAT is used: real servers that are set up for DR or TUN answer the client past the director, and no connection comes about.';

function reportInvalid(problem: BadArgument, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const { value, suggestion, argument, statement } = problem;
  const keyword = keywordOf(statement);
  const choices = argument === undefined ? [] : choicesOf(argument, context.target ?? NEWEST);
  const isCase = suggestion?.toLowerCase() === value.toLowerCase();
  context.report({
    place: problem.place,
    message: `${keyword} "${value}" in ${nameOfBlock(statement.parent)} is none of ${choices.join(', ')}`,
    why: schedulerKeywords.has(keyword)
      ? 'keepalived ignores the line and schedules by wlc.'
      : `keepalived ignores the line. Where nothing else says how to forward, ${natInstead}`,
    label: suggestion === undefined ? 'not one of the choices' : `did you mean ${suggestion}?`,
    help: `${keyword} ${suggestion ?? (schedulerKeywords.has(keyword) ? 'wlc, which is used now, or another one of these' : 'NAT, DR or TUN')}`,
    ...(isCase ? replacement(problem, suggestion, 'safe') : {}),
  });
}

function has(statement: Statement, keywords: ReadonlySet<string>): boolean {
  return statement.block?.statements.some((line) => keywords.has(keywordOf(line))) ?? false;
}

/** Real servers may each say for themselves how they are reached (1.3.6). */
function isLeftToServers(service: Statement): boolean {
  const servers = service.block?.statements.filter((line) => keywordOf(line) === 'real_server') ?? [];
  return servers.length > 0 && servers.every((server) => has(server, methodKeywords));
}

function checkMissing(service: Statement, context: RuleContext): void {
  if (service.block === undefined || service.words.length < 2) return;
  const lacks = [
    ...(has(service, schedulerKeywords) ? [] : ['lb_algo']),
    ...(has(service, methodKeywords) || isLeftToServers(service) ? [] : ['lb_kind']),
  ];
  if (lacks.length === 0) return;
  const used = lacks.map((keyword) => (keyword === 'lb_algo' ? 'wlc' : 'NAT'));
  context.report({
    place: placeOf(service),
    severity: 'warning',
    message: `virtual_server ${service.words
      .slice(1)
      .map((word) => word.image)
      .join(' ')} has no ${lacks.join(' and no ')}: keepalived uses ${used.join(' and ')}`,
    why: lacks.includes('lb_kind')
      ? `Without a word about it ${natInstead} A configuration test (keepalived -t) fails on it.`
      : 'A configuration test (keepalived -t) fails on it.',
    label: `without ${lacks.join(' and ')}`,
    help: lacks
      .map((keyword) => (keyword === 'lb_algo' ? 'lb_algo wlc' : 'lb_kind NAT, DR or TUN'))
      .join('; '),
  });
}

const node = (kind: string) => `virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo rr
${kind}    protocol TCP
    real_server 192.0.2.21 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`;

/** A forwarding method or a scheduler that is none. */
export const lvsKindOrAlgoInvalid = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  about: 'services',
  docs: {
    summary: 'lb_kind or lb_algo missing, misspelt or in the wrong case',
    why: 'keepalived goes on with NAT and wlc: real servers that are set up for DR or TUN answer nobody.',
    references: [
      'keepalived check/check_parser.c: lbkind_handler, lbalgo_handler',
      'ipvsadm(8): scheduling methods',
    ],
  },
  bad: [
    { caption: 'Methods are in upper case', at: '4:13', files: node('    lb_kind dr\n') },
    { caption: 'None at all: a warning', at: '1:1', files: node('') },
  ],
  good: [{ files: node('    lb_kind DR\n') }],
  on: {
    problem: { 'bad-argument': (problem, _node, context) => reportInvalid(problem, context) },
    statement: { '/virtual_server': (statement, _node, context) => checkMissing(statement, context) },
  },
});
