import { argumentOf, keywordOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import { readUnsigned } from '../../../../grammar/values/numbers.ts';
import type { TrackProcess } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { lineNumber } from '../syntax/naming.ts';

const MOST = 65535;

/** The number of a line; undefined when the daemon refuses it. */
function numberOf(statement: Statement, min: number): number | undefined {
  const { value, fault } = readUnsigned(argumentOf(statement) ?? '');
  return fault === undefined && value >= min && value <= MOST ? value : undefined;
}

/** The two limits as the daemon has them while it reads the block, and where they come from. */
interface Limits {
  quorum: number;
  quorumMax: number;
  readonly from: { quorum?: Statement; quorumMax?: Statement };
}

/** Follows the block line by line: what a line may say depends on those above it. */
function check(process: TrackProcess, context: RuleContext): void {
  const limits: Limits = { quorum: 1, quorumMax: Number.POSITIVE_INFINITY, from: {} };
  for (const statement of process.statement.block?.statements ?? []) {
    if (statement.spec === undefined) continue;
    const keyword = keywordOf(statement);
    if (keyword === 'quorum') readQuorum(statement, limits, process, context);
    else if (keyword === 'quorum_max') readQuorumMax(statement, limits, process, context);
  }
}

function readQuorum(statement: Statement, limits: Limits, process: TrackProcess, context: RuleContext): void {
  const value = numberOf(statement, 1);
  if (value === undefined) return;
  if (value > limits.quorumMax) {
    report(statement, limits.from.quorumMax, process, context);
    return;
  }
  limits.quorum = value;
  limits.from.quorum = statement;
}

function readQuorumMax(
  statement: Statement,
  limits: Limits,
  process: TrackProcess,
  context: RuleContext,
): void {
  const value = numberOf(statement, 0);
  if (value === undefined) return;
  // 0 asks that the process does not run at all; it goes with the default quorum.
  if ((value > 0 || limits.quorum > 1) && value < limits.quorum) {
    report(statement, limits.from.quorum, process, context);
    return;
  }
  limits.quorumMax = value;
  limits.from.quorumMax = statement;
  if (value === 0) limits.quorum = 0;
  else if (limits.quorum === 0) limits.quorum = 1;
}

function report(
  statement: Statement,
  other: Statement | undefined,
  process: TrackProcess,
  context: RuleContext,
): void {
  const isMax = keywordOf(statement) === 'quorum_max';
  const said = `${keywordOf(statement)} ${argumentOf(statement)}`;
  const against = other === undefined ? 'the other limit' : `${keywordOf(other)} ${argumentOf(other)}`;
  const line = other === undefined ? '' : ` of line ${lineNumber(placeOfLine(other))}`;
  context.report({
    place: placeOfLine(statement),
    message: `${said} of vrrp_track_process ${process.name} is ${isMax ? 'below' : 'above'} ${against}${line}`,
    label: 'ignored',
    help: `Write a quorum that is not above quorum_max; raise quorum_max first when both stand in the block`,
    related: other === undefined ? [] : [{ place: placeOfLine(other), message: 'this one counts' }],
  });
}

const node = (limits: string) => `vrrp_track_process nginx {
    process nginx
    ${limits}
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_process {
        nginx
    }
}
`;

/** quorum and quorum_max of a tracked process that contradict each other. */
export const scriptProcessQuorum = defineRule({
  id: 'script/process-quorum',
  severity: 'error',
  scope: 'node',
  about: 'processes',
  docs: {
    summary: 'quorum above quorum_max of a vrrp_track_process',
    why: 'keepalived reports the later of the two lines and ignores it: the node tolerates more, or fewer, processes than the file says.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_tprocess_quorum_handler, vrrp_tprocess_quorum_max_handler',
    ],
  },
  bad: [{ caption: 'quorum_max is ignored', at: '4:5', files: node('quorum 4\n    quorum_max 2') }],
  good: [{ files: node('quorum 2\n    quorum_max 4') }],
  on: {
    node: (model, context) => {
      for (const process of model.trackProcesses) check(process, context);
    },
  },
});
