import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { tracked } from '../script/sample.ts';
import { type Judge, judges } from './comment-claims.ts';

interface Comment {
  readonly text: string;
  readonly place: Place;
}

/** The comment at the end of a statement's line, behind its `{` if it has one. */
function commentBehind(statement: Statement): Comment | undefined {
  const { source, span } = placeOf(statement, statement.words.at(-1)!);
  if (source !== statement.source || !isCommentAt(source.text, span.end)) return undefined;
  const rest = source.text.slice(span.end, source.lineEnd(span.end));
  const mark = /^\s*\{?\s*[#!]+\s*/.exec(rest)?.[0];
  const text = mark === undefined ? '' : rest.slice(mark.length).trimEnd();
  if (mark === undefined || text === '') return undefined;
  const start = span.end + mark.length;
  return { text, place: { source, span: { start, end: start + text.length } } };
}

/** Whether a comment follows, behind blanks and a `{`: most lines have none. */
function isCommentAt(text: string, offset: number): boolean {
  let at = offset;
  while (/[ \t{]/.test(text[at] ?? '')) at++;
  return text[at] === '#' || text[at] === '!';
}

function check(statement: Statement, judge: Judge, context: RuleContext): void {
  const comment = commentBehind(statement);
  const found = comment === undefined ? undefined : judge(statement, comment.text);
  if (comment === undefined || found === undefined) return;
  context.report({
    place: comment.place,
    message: `Misleading comment: ${found.message}`,
    label: found.claimed,
    help: found.help,
  });
}

/** Comments that say something else than the line they stand at. */
export const styleMisleadingComment = defineRule({
  id: 'style/misleading-comment',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'A comment that contradicts its line, or keepalived',
    why: 'Comments are copied along and outlive the values: whoever changes the file next goes by what the comment says.',
    references: ['keepalived.conf(5)'],
  },
  bad: [
    {
      caption: 'Copied along',
      at: '8:18',
      files: tracked({ check: ['interval 2 # every 5 seconds', 'fall 2', 'rise 2'] }),
    },
    {
      caption: 'A name is nobody else’s business',
      at: '13:24',
      files: tracked().replace('VI_1 {', 'VI_1 { # same name on both routers'),
    },
  ],
  good: [
    { files: tracked({ check: ['interval 2 # every 2 seconds', 'fall 2 # the default is 1', 'rise 2'] }) },
    { files: tracked().replace('VI_1 {', 'VI_1 { # need not be the same on both routers') },
  ],
  on: {
    statement: Object.fromEntries(
      Object.entries(judges).map(([path, judge]) => [
        path,
        (statement: Statement, _node: NodeModel, context: RuleContext) => check(statement, judge, context),
      ]),
    ),
  },
});
