import {
  argumentOf,
  keywordOf,
  lastNamed,
  placeOfLine,
  type Statement,
} from '../../../../grammar/configuration.ts';
import { isAddress } from '../../../../grammar/values/address.ts';
import { isZeroPort } from '../../../../grammar/values/port.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { openingOf } from '../syntax/naming.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { consequence, typeThis, whereabouts } from './wording.ts';

const id = 'value/port-range';

/** What is lost with everything in it when its port is bad. */
const losses: Readonly<Record<string, string>> = {
  virtual_server: 'keepalived skips the whole virtual server with all its real servers.',
  real_server: 'keepalived skips this real server.',
  sorry_server: 'keepalived skips the sorry server.',
  smtp_server: 'keepalived goes on without a mail server.',
};

/** `connect_port`; of an address and a port on one line it is the port. */
function nameOfPort(problem: WordProblem): string {
  const { statement, word } = problem;
  return problem.kind === 'bad-argument' && word === statement.words[1] ? keywordOf(statement) : 'port';
}

function reportValue(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const keyword = keywordOf(problem.statement);
  const where =
    losses[keyword] === undefined || keyword === 'smtp_server'
      ? whereabouts(problem)
      : `in ${keyword} ${argumentOf(problem.statement)}`;
  const isNumber = /^[+-]?\d+$/.test(problem.value);
  context.report({
    place: problem.place,
    message: `${nameOfPort(problem)} ${isNumber ? problem.value : `"${problem.value}"`} ${where} is ${isNumber ? 'outside' : 'not a number,'} 1-65535`,
    why: `${(problem.kind === 'bad-argument' && losses[keyword]) || consequence(problem)}${isNumber ? '' : ' Names of services are not looked up.'}`,
    label: 'must be 1-65535',
    help: 'Write a number from 1 to 65535',
    ...typeThis(problem),
  });
}

/** A virtual server for every port needs persistence; keepalived switches it on when nobody asked for it. */
function reportMissing(statement: Statement, context: RuleContext): void {
  const address = argumentOf(statement, 1);
  const port = argumentOf(statement, 2);
  if (address === undefined || !isAddress(address) || (port !== undefined && !isZeroPort(port))) return;
  if (lastNamed(statement.block, 'persistence_timeout') !== undefined) return;
  if (lastNamed(statement.block, 'persistence_granularity') !== undefined) return;
  context.report({
    place: placeOfLine(statement),
    message: `virtual_server ${address} has no port`,
    why: 'Without a port it takes connections to every port of the address. The kernel allows that for persistent services only, so keepalived switches persistence on, for 360 s.',
    label: 'every port of this address',
    help: `virtual_server ${address} 80${openingOf(statement)}, or add persistence_timeout 360 if all ports are meant`,
  });
}

const server = (port: string) => `virtual_server 192.0.2.100${port} {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.11 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`;

/** Ports are plain numbers from 1 to 65535, and a virtual server needs one. */
export const valuePortRange = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Port missing or outside 1-65535',
    why: 'A virtual server with an invalid port is skipped with all its real servers; without a port it becomes a persistent service for every port.',
    references: [
      'keepalived check/check_data.c: alloc_vs',
      'keepalived check/check_daemon.c: validate_check_config',
    ],
  },
  bad: [
    { caption: 'More than 16 bits', at: '1:28', files: server(' 70000') },
    { caption: 'No port', at: '1:1', files: server('') },
  ],
  good: [
    { files: server(' 80') },
    {
      caption: 'All ports, on purpose',
      files: `virtual_server 192.0.2.100 0 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
    persistence_timeout 300
    real_server 198.51.100.11 {
        TCP_CHECK {
            connect_port 80
            connect_timeout 3
        }
    }
}
`,
    },
  ],
  on: {
    statement: { '/virtual_server': (statement, _node, context) => reportMissing(statement, context) },
    problem: {
      'bad-argument': (problem, _node, context) => reportValue(problem, context),
      'bad-entry': (problem, _node, context) => reportValue(problem, context),
    },
  },
});
