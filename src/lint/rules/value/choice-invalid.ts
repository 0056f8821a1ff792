import { choicesOf } from '../../../../grammar/values/check-name.ts';
import { NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { consequence, nameOfValue, oneOf, replacement, typeThis, whereabouts } from './wording.ts';

const id = 'value/choice-invalid';

/** Longest list of choices that is shown whole. */
const shown = 12;

/** Names of routing scopes come from a table of the host, so an unknown one is likely wrong, not certainly. */
function isHostName(problem: WordProblem): boolean {
  return problem.argument?.type === 'rt-scope';
}

function choicesText(choices: readonly string[]): string {
  if (choices.length <= shown) return oneOf(choices);
  return `${choices.slice(0, shown).join(', ')} and ${choices.length - shown} more`;
}

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const { value, suggestion, argument } = problem;
  const choices = argument === undefined ? [] : choicesOf(argument, context.target ?? NEWEST);
  const release = context.target === undefined ? '' : ` ${context.target}`;
  const known = choices.length === 0 ? '' : `keepalived${release} knows ${choicesText(choices)}. `;
  const compared = argument?.type === 'enum' ? 'Words are compared exactly, with their case: ' : '';
  const isCaseOnly = suggestion?.toLowerCase() === value.toLowerCase();
  context.report({
    place: problem.place,
    ...(isHostName(problem) ? { severity: 'warning' } : {}),
    message: `${nameOfValue(problem)} ${whereabouts(problem)} does not take "${value}"`,
    why: `${compared}${known}${consequence(problem)}`,
    label: suggestion === undefined ? 'not one of the choices' : `did you mean ${suggestion}?`,
    ...(choices.length === 0
      ? {}
      : { help: `Write ${choicesText(choices)}${choices.length === 1 ? ', or leave the word out' : ''}` }),
    ...typeThis(problem),
    ...(isCaseOnly ? replacement(problem, suggestion, 'safe') : {}),
  });
}

/** A word that is none of the few its keyword or option takes. */
export const valueChoiceInvalid = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A word that is none of those its keyword takes',
    why: 'keepalived ignores the keyword and goes on with its default, on this node only.',
    references: [
      'keepalived check/check_parser.c: proto_handler',
      'keepalived vrrp/vrrp_track.c: alloc_track_script',
    ],
  },
  bad: [
    {
      caption: 'Case counts',
      at: '7:30',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/32 scope LINK
    }
}
`,
    },
    {
      caption: 'A protocol there is no such thing as',
      at: '5:14',
      files: `virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol HTTP
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
      files: `virtual_server 192.0.2.100 80 {
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
