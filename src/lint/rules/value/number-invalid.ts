import { keywordOf } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { consequence, nameOfValue, rangeText, typeThis, whereabouts } from './wording.ts';

const id = 'value/number-invalid';

/** Types whose words are numbers with a point. */
function isDecimal(problem: WordProblem): boolean {
  return problem.argument?.type === 'decimal';
}

function expected(problem: WordProblem): string {
  const kind = isDecimal(problem) ? 'a plain decimal number' : 'a whole number';
  const range = rangeText(
    problem.argument,
    problem.kind === 'bad-argument' ? problem.statement.spec : undefined,
  );
  return `${kind} (${range})`;
}

/** `1,5` as people write it in many countries. */
function withPoint(problem: WordProblem): string | undefined {
  return isDecimal(problem) && /^\d+,\d+$/.test(problem.value) ? problem.value.replace(',', '.') : undefined;
}

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const { value, place, statement } = problem;
  const where = whereabouts(problem);
  if (problem.fault === 'too-many-decimals') {
    context.report({
      place,
      severity: 'warning',
      message: `${nameOfValue(problem)} ${value} ${where} has more decimal places than keepalived keeps`,
      why: `keepalived reports it on every start and uses ${problem.used}.`,
      label: `cut off: ${problem.used} is used`,
      ...typeThis(problem),
    });
    return;
  }
  const isScaled =
    isDecimal(problem) && problem.used !== undefined && problem.kind === 'bad-argument' && /^\d/.test(value);
  context.report({
    place,
    message: `${nameOfValue(problem)} ${where} takes ${expected(problem)}: "${value}" is none`,
    why: isScaled
      ? `keepalived takes the digits for the smallest unit it counts in: ${keywordOf(statement)} becomes ${problem.used}.`
      : `${consequence(problem)} A configuration test (keepalived -t) fails on it.`,
    label: 'not a plain number',
    ...typeThis(problem, problem.suggestion ?? withPoint(problem)),
  });
}

/** Letters, units, signs or hexadecimal where a plain number is read. */
export const valueNumberInvalid = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Something that is not a plain number where a number is read',
    why: 'Numbers are plain digits: no unit, no hexadecimal, no exponent. keepalived drops what it cannot read and goes on with another value, on this node only.',
    references: [
      'keepalived lib/parser.c: read_int_func, read_unsigned_func, read_decimal_unsigned_long_func',
    ],
  },
  bad: [
    {
      caption: 'A unit behind the number',
      at: '6:24',
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    garp_master_delay  5s
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'The running daemon takes 3s for 3 microseconds',
      at: '2:16',
      files: `virtual_server 192.0.2.100 80 {
    delay_loop 3s
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.11 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    garp_master_delay 5
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'bad-argument': (problem, _node, context) => report(problem, context),
      'bad-entry': (problem, _node, context) => report(problem, context),
    },
  },
});
