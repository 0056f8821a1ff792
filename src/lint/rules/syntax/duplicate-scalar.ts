import { type Block, keywordOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import type { KeywordSpec, Repeat } from '../../../../grammar/vocabulary/types.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { removeStatement } from './edits.ts';
import { inBlock, isSecret, lineNumber } from './naming.ts';

/** Blocks with more statements than this are looked up in a map; in others every pair is compared. */
const MANY = 64;

/** Keywords of which one appearance counts, and whether the daemon says so. */
const counted: Partial<Record<Repeat, { readonly last: boolean; readonly isReported: boolean }>> = {
  override: { last: true, isReported: false },
  'warn-override': { last: true, isReported: true },
  'warn-ignore': { last: false, isReported: true },
};

function checkBlock(block: Block, context: RuleContext): void {
  const { statements } = block;
  const isLarge = statements.length > MANY;
  const seen = isLarge ? new Map<KeywordSpec, Statement>() : undefined;
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at]!;
    const { spec } = statement;
    if (spec === undefined) continue;
    if (statement.block !== undefined) {
      if (statement.block.statements !== statements && spec.kind === 'block')
        checkBlock(statement.block, context);
      continue;
    }
    if (!isScalar(statement, spec)) continue;
    const earlier = seen === undefined ? before(statements, at, spec) : seen.get(spec);
    seen?.set(spec, statement);
    if (earlier !== undefined) compare(earlier, statement, spec, context);
  }
}

function isScalar(statement: Statement, spec: KeywordSpec): boolean {
  return counted[spec.repeat] !== undefined || (spec.repeat === 'merge' && keywordOf(statement) === 'state');
}

/** The nearest statement of the keyword above; a keyword has one spec in a block. */
function before(statements: readonly Statement[], at: number, spec: KeywordSpec): Statement | undefined {
  for (let earlier = at - 1; earlier >= 0; earlier--) {
    if (statements[earlier]!.spec === spec) return statements[earlier];
  }
  return undefined;
}

function valueOf(statement: Statement): string {
  return statement.words
    .slice(1)
    .map((word) => word.image)
    .join(' ');
}

function compare(earlier: Statement, later: Statement, spec: KeywordSpec, context: RuleContext): void {
  const isSame = valueOf(earlier) === valueOf(later);
  const isChecker = /_(?:CHECK|GET)/.test(later.parent.path);
  const rule = counted[spec.repeat];
  if (isSame && !(isChecker || rule?.isReported)) return;
  const laterCounts = rule?.last ?? keepsMaster(earlier, later);
  const [wins, loses] = laterCounts ? [later, earlier] : [earlier, later];
  const keyword = keywordOf(later);
  const show = (statement: Statement) =>
    isSecret(statement) ? keyword : `${keyword} ${valueOf(statement)}`.trim();
  const place = placeOfLine(later);
  const isReported = rule?.isReported ?? true;
  const edit = removeStatement(loses);
  const fix: Fix | undefined = edit && {
    title: `Remove the ${keyword} that does not count`,
    safety: isSame ? 'safe' : 'unsafe',
    edits: [edit],
  };
  context.report({
    place,
    ...(isSame ? { severity: 'info' as const } : {}),
    message: isSame
      ? `${show(later)} stands twice ${inBlock(later.parent)}, here and on line ${lineNumber(placeOfLine(earlier))}`
      : `${keyword} stands twice ${inBlock(later.parent)}: ${isSecret(later) ? 'the one' : show(wins)} on line ${lineNumber(placeOfLine(wins))} counts`,
    ...(isSame || isReported
      ? {
          why: isSame
            ? 'One of the two does nothing.'
            : 'keepalived reports it and goes on with one of them; the other does nothing.',
        }
      : {}),
    help: `Remove the ${keyword} on line ${lineNumber(placeOfLine(loses))}`,
    label: isSame ? 'the same again' : laterCounts ? 'this one counts' : 'ignored',
    related: [
      {
        place: placeOfLine(earlier),
        message: isSame ? 'the first' : laterCounts ? 'overridden without a word' : 'this one counts',
      },
    ],
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

/** A later MASTER replaces BACKUP; a later BACKUP does not replace MASTER (vrrp_parser.c: vrrp_state_handler). */
function keepsMaster(earlier: Statement, later: Statement): boolean {
  return valueOf(earlier) !== 'MASTER' && valueOf(later) === 'MASTER';
}

/** Settings that are made twice in one block. */
export const syntaxDuplicateScalar = defineRule({
  id: 'syntax/duplicate-scalar',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'The same setting twice in one block, with different values',
    why: 'The last value counts, and keepalived does not mention the other: after a merge or a slip of a template the node runs with a value that nobody chose.',
    references: [
      'keepalived vrrp_parser.c, check_parser.c: the handlers of single keywords',
      'keepalived vrrp_parser.c: vrrp_state_handler',
    ],
  },
  bad: [
    {
      caption: 'The node runs with priority 90',
      at: '9:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
    priority 90
}
`,
    },
    {
      caption: 'MASTER stays, whatever follows',
      at: '3:5',
      files: `vrrp_instance VI_1 {
    state MASTER
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      caption: 'Every url has its own path; real servers have weights of their own',
      files: `virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.11 80 {
        weight 2
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            url {
                path /health
                status_code 200
            }
            connect_timeout 3
        }
    }
    real_server 198.51.100.12 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    },
  ],
  on: { node: (node, context) => checkBlock(node.configuration.root, context) },
});
