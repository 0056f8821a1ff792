import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { defineRule } from '../../rule.ts';
import { isConflictMark } from '../../words.ts';
import { lineNumber } from './naming.ts';
import { eachStatementWith, type Search } from './walk.ts';

const marks: readonly Search[] = [
  { needles: ['<<<<<<<', '=======', '>>>>>>>', '|||||||'], pattern: /^[ \t]*(?:<{7}|={7}|>{7}|\|{7})/gm },
];

/** Marks of one conflict: from `<<<<<<<` to `>>>>>>>`, as far as they are there. */
function conflicts(found: readonly Statement[]): Statement[][] {
  const groups: Statement[][] = [];
  for (const statement of found) {
    const last = groups.at(-1);
    const begins =
      keywordOf(statement).startsWith('<') || (last !== undefined && keywordOf(last.at(-1)!).startsWith('>'));
    if (last === undefined || begins) groups.push([statement]);
    else last.push(statement);
  }
  return groups;
}

/** The marks that version control leaves where two changes met. */
export const syntaxMergeConflict = defineRule({
  id: 'syntax/merge-conflict',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Marks of a merge that was not finished',
    why: 'keepalived skips the marks as unknown keywords and reads the lines of both sides: where they differ, the last one counts.',
    references: ['keepalived lib/parser.c: process_stream'],
  },
  bad: [
    {
      at: '4:1',
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
<<<<<<< HEAD
    priority 100
=======
    priority 150
>>>>>>> web2
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      caption: 'Rulers in comments are fine',
      files: `# =======
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    node: (node, context) => {
      const found: Statement[] = [];
      eachStatementWith(node, marks, (statement) => {
        if (isConflictMark(statement) && statement.spec === undefined) found.push(statement);
      });
      for (const [first, ...others] of conflicts(found)) {
        const place = placeOf(first!);
        const last = others.at(-1);
        const lines =
          last === undefined
            ? `line ${lineNumber(place)}`
            : `lines ${lineNumber(place)} to ${lineNumber(placeOf(last))}`;
        context.report({
          place,
          message: `a merge was left unfinished on ${lines}`,
          help: 'Keep the lines of one side, and remove the other and the marks',
          label: 'the conflict begins here',
          related: others.map((other) => ({ place: placeOf(other), message: 'a mark of the same conflict' })),
        });
      }
    },
  },
});
