import { keywordOf } from '../../../../grammar/configuration.ts';
import { readInteger } from '../../../../grammar/values/numbers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { lineWith, nameOfBlock, rangeText, replacement, shown } from './wording.ts';

const id = 'value/weight-range';

/** `weight of chk_nginx in track_script of vrrp_instance VI_1`, `weight in vrrp_script chk_nginx`. */
function subject(problem: WordProblem): string {
  const where = nameOfBlock(problem.statement.parent);
  return problem.kind === 'bad-entry' ? `for ${keywordOf(problem.statement)} in ${where}` : `in ${where}`;
}

/** What the tracked object weighs when this weight is refused. */
function fallback(problem: WordProblem): string {
  if (problem.used !== undefined) return `keepalived reports it and uses ${problem.used}.`;
  if (problem.kind === 'bad-argument') {
    return problem.statement.spec?.default === 1
      ? 'keepalived keeps the default weight 1.'
      : 'keepalived keeps weight 0: a failure puts the instance into FAULT instead of lowering its priority.';
  }
  const list = problem.statement.parent.owner;
  return list !== undefined && keywordOf(list) === 'track_interface'
    ? 'keepalived uses weight 0: when the interface is down the instance goes into FAULT instead of lowering its priority.'
    : 'keepalived uses the weight of the definition instead, or the default there.';
}

function nearestWeight(problem: WordProblem): string | undefined {
  const { value, fault } = readInteger(problem.value);
  const { min, max } = problem.argument ?? {};
  if (problem.fault !== 'out-of-range' || fault === 'letters' || min === undefined || max === undefined)
    return undefined;
  return String(value < min ? min : max);
}

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const range = rangeText(problem.argument);
  const nearest = nearestWeight(problem) ?? problem.suggestion;
  context.report({
    place: problem.place,
    message:
      problem.fault === 'out-of-range'
        ? `weight ${shown(problem)} ${subject(problem)} is outside ${range}`
        : `weight "${problem.value}" ${subject(problem)} is not a whole number, ${range}`,
    why: fallback(problem),
    label: `must be ${range}`,
    ...(nearest === undefined ? {} : { help: lineWith(problem.statement, problem.word, nearest) }),
    ...replacement(problem, nearest, 'unsafe'),
  });
}

const script = (weight: string) => `global_defs {
    script_user root
    enable_script_security
}

vrrp_script chk_nginx {
    script "/usr/bin/systemctl is-active --quiet nginx"
    interval 2
    weight ${weight}
    fall 2
    rise 2
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    advert_int 1
    track_script {
        chk_nginx
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Weights of whatever is tracked: scripts, interfaces, files, processes, BFD. */
export const valueWeightRange = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'Tracking weight outside -253..253 (files and processes: -254..254)',
    why: 'keepalived drops the weight: a failure then means FAULT, or the weight given elsewhere, instead of the step that was planned.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_vscript_weight_handler',
      'keepalived vrrp/vrrp_track.c: alloc_track_script',
    ],
  },
  bad: [{ caption: 'No priority can fall by 300', at: '9:12', files: script('-300') }],
  good: [{ files: script('-60') }],
  on: {
    problem: {
      'bad-argument': (problem, _node, context) => report(problem, context),
      'bad-entry': (problem, _node, context) => report(problem, context),
    },
  },
});
