import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { UnknownKeyword } from '../../../../grammar/problems.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type EarlyClose, earlyClose, isExplained } from './explained.ts';
import { isMisplaced } from './misplaced.ts';
import { cascadeOf, inBlock, lineNumber, misreads, nameOf, nameOfPath, oneOf } from './naming.ts';

/** More homes than this are not named. */
const MAX_HOMES = 3;

function report(problem: UnknownKeyword, node: NodeModel, context: RuleContext): void {
  if (!isMisplaced(problem) || isExplained(problem, node)) return;
  const early = earlyClose(problem.statement);
  if (early === undefined) misplaced(problem, context);
  // The first of the lines speaks for all of them.
  else if (early.strays[0] === problem.statement) stray(problem, early, context);
}

function misplaced(problem: UnknownKeyword, context: RuleContext): void {
  const { statement, place, cascade, elsewhere } = problem;
  const keyword = keywordOf(statement);
  const homes = homesOf(elsewhere);
  const isTop = elsewhere.includes('/');
  const isAlone = isTop && statement.block === undefined;
  context.report({
    place,
    message: `${keyword} is not a keyword ${inBlock(statement.parent)}: it belongs ${isTop ? 'at' : 'in'} ${homes}${misreads(cascade, place)}`,
    ...(cascade.length === 0
      ? {}
      : {
          why: `keepalived does not know ${keyword} here, but reads the lines inside its braces, and its } closes the block around.`,
        }),
    help:
      isAlone || isTop
        ? `Move ${keyword} out of all blocks`
        : `Move it into ${homes}${atHand(statement, elsewhere)}`,
    label: isTop ? 'belongs at the top level' : `belongs in ${homes}`,
    related: cascadeOf(cascade),
  });
}

function homesOf(elsewhere: readonly string[]): string {
  if (elsewhere.includes('/')) return 'the top level';
  const names = [...new Set(elsewhere.map(nameOfPath))];
  return names.length > MAX_HOMES ? `${names.slice(0, MAX_HOMES).join(', ')} and others` : oneOf(names);
}

/** The block of the right kind that is there already: `, line 4`. */
function atHand(statement: Statement, elsewhere: readonly string[]): string {
  const sibling = statement.parent.statements.find(
    (other) => other.block !== undefined && elsewhere.includes(other.block.path),
  );
  return sibling === undefined ? '' : `, which is on line ${lineNumber(placeOf(sibling))}`;
}

function stray(problem: UnknownKeyword, early: EarlyClose, context: RuleContext): void {
  const { statement, place, cascade } = problem;
  const name = nameOf(early.opener);
  const line = lineNumber(early.block.close!);
  context.report({
    place,
    message: `${keywordOf(statement)} stands outside of ${name}, which the } on line ${line} closes${misreads(cascade, place)}`,
    help: `Move it in front of the } on line ${line}`,
    label: `not a keyword ${inBlock(statement.parent)}`,
    related: [
      { place: early.block.close!, message: `closes ${name}` },
      ...followers(early).map((other) => ({ place: placeOf(other), message: 'and so does this' })),
      ...cascadeOf(cascade),
    ],
  });
}

/** The other lines in the same case, up to the first that is not. */
function followers(early: EarlyClose): Statement[] {
  const { statements } = early.strays[0]!.parent;
  const found: Statement[] = [];
  for (let at = statements.indexOf(early.strays[0]!) + 1; at < statements.length; at++) {
    const next = statements[at]!;
    if (next.spec !== undefined || earlyClose(next)?.opener !== early.opener) break;
    found.push(next);
  }
  return found;
}

/** Keywords that only another block knows. */
export const syntaxKeywordInWrongBlock = defineRule({
  id: 'syntax/keyword-in-wrong-block',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A keyword in a block that does not know it',
    why: 'keepalived looks a keyword up in the block it stands in, and nowhere else: the line is skipped, and the setting is not there.',
    references: [
      'keepalived lib/parser.c: process_stream',
      'acassen/keepalived#245',
      'acassen/keepalived#297',
      'acassen/keepalived#791',
    ],
  },
  bad: [
    {
      caption: 'vrrp_script inside the instance',
      at: '6:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    vrrp_script chk_web {
        script "/usr/bin/pgrep -x nginx"
        interval 2
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'auth_pass outside of authentication',
      at: '6:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    auth_pass 4ae1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_script chk_web {
    script "/usr/bin/pgrep -x nginx"
    interval 2
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass 4ae1
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        chk_web
    }
}
`,
    },
  ],
  on: { problem: { 'unknown-keyword': report } },
});
