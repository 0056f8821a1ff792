import { isQuoted, keywordOf, textOf, type Word } from '../../../../grammar/configuration.ts';
import type { CommentInsideWord, EscapedCommentCharacter } from '../../../../grammar/problems.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hasTypographicCharacter, isOnTemplateLine } from '../../words.ts';
import { commentExamples } from './comment-char-in-value-examples.ts';
import { harmless, type Remainder, remainderOf, restOf } from './comment-remainder.ts';
import { inBlock, isSecret, lineWith } from './naming.ts';
import { isEntry } from './slots.ts';

function insideWord(problem: CommentInsideWord, node: NodeModel, context: RuleContext): void {
  const { place, word, statement } = problem;
  const isKeyword = statement.spec === undefined && !isEntry(statement);
  if (isQuoted(word) || isOnTemplateLine(place) || hasTypographicCharacter(word.image) || isKeyword) return;
  const index = statement.words.indexOf(word);
  // `priority# 100`: that a value is missing is said already.
  if (index === 0 && !isEntry(statement)) return;
  const remainder = remainderOf(statement, index, node);
  const written = place.source.text[place.span.start] ?? '#';
  const mark = written === '!' || written === '#' ? written : `${place.source.slice(place.span)}, a # or !,`;
  const keyword = keywordOf(statement);
  const isHarmless = remainder === 'valid' || remainder === 'enough';
  const fix = fixFor(problem, word, remainder);
  context.report({
    place: {
      source: place.source,
      span: {
        start: place.span.start,
        end: place.span.start + (mark.length === 1 ? 1 : place.span.end - place.span.start),
      },
    },
    severity: isHarmless ? 'info' : remainder === 'broken' ? 'error' : 'warning',
    message: `the ${mark} in the value of ${keyword} ${inBlock(statement.parent)} begins a comment: ${restOf(problem, remainder)}`,
    ...(isHarmless ? { why: harmless[remainder] } : {}),
    help: adviceFor(problem, mark, remainder),
    label: 'a comment from here on',
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

function adviceFor(problem: CommentInsideWord, mark: string, remainder: Remainder): string {
  const { statement, word } = problem;
  if (remainder === 'valid') return `Put a blank in front of the ${mark} if a comment is meant`;
  if (remainder === 'enough') return `Take off what begins at the ${mark}`;
  if (isSecret(statement))
    return `Put the value in double quotes, on every node: ${keywordOf(statement)} "..."`;
  const quoted = `"${textOf(word)}${wordTail(problem)}"`;
  return `Put the value in double quotes: ${lineWith(statement, statement.words.indexOf(word), quoted)}`;
}

function fixFor(problem: CommentInsideWord, word: Word, remainder: Remainder): Fix | undefined {
  if (remainder === 'valid') return blankFix(problem);
  return remainder === 'enough' ? cutFix(problem) : quoteFix(problem, word);
}

/** What of the comment was meant as part of the word: up to the next blank. */
function wordTail({ place }: CommentInsideWord): string {
  return /^\S*/.exec(place.source.slice(place.span))![0];
}

function blankFix({ place }: CommentInsideWord): Fix {
  const at = { start: place.span.start, end: place.span.start };
  return {
    title: 'Put a blank in front of the comment',
    safety: 'safe',
    edits: [{ place: { source: place.source, span: at }, text: ' ' }],
  };
}

/** Takes off what was meant as a part of the password: in quotes the password would be too long. */
function cutFix(problem: CommentInsideWord): Fix {
  const { source, span } = problem.place;
  const end = span.start + wordTail(problem).length;
  return {
    title: 'Take off what does not count',
    safety: 'safe',
    edits: [{ place: { source, span: { start: span.start, end } }, text: '' }],
  };
}

function quoteFix(problem: CommentInsideWord, word: Word): Fix | undefined {
  const { source, span } = problem.place;
  const start = span.start - word.image.length;
  const tail = wordTail(problem);
  if (source.text.slice(start, span.start) !== word.image || tail.includes('"')) return undefined;
  const end = span.start + tail.length;
  return {
    title: 'Put the value in double quotes',
    // A node that has another password than the others hears none of them: not before all of them get it.
    safety: isSecret(problem.statement) ? 'unsafe' : 'safe',
    edits: [
      { place: { source, span: { start, end: start } }, text: '"' },
      { place: { source, span: { start: end, end } }, text: '"' },
    ],
  };
}

function escaped({ place, statement, startsLine }: EscapedCommentCharacter, context: RuleContext): void {
  const mark = place.source.slice(place.span);
  const isCrash = startsLine && mark === '\\!';
  context.report({
    place,
    ...(isCrash ? { severity: 'error' as const } : {}),
    message: startsLine
      ? `${mark} in front of a line ${isCrash ? 'crashes keepalived' : 'makes keepalived lose count of its files and lines'}`
      : `${mark} in ${keywordOf(statement)} ${inBlock(statement.parent)} begins a comment: the \\ helps in global_defs only`,
    why: startsLine
      ? 'keepalived marks lines of its own with these characters between its passes, and takes this line for one of them.'
      : 'The file is read in several passes: the first takes the \\ away, and the next takes what is left for a comment.',
    help: startsLine
      ? `Remove the \\ if a comment is meant`
      : 'Put the value in double quotes, without the \\',
    label: startsLine ? 'taken for a mark of its own' : 'a comment from here on',
  });
}

/** `#` and `!` inside a word, which end it. */
export const syntaxCommentCharInValue = defineRule({
  id: 'syntax/comment-char-in-value',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A # or ! inside an unquoted value, where it begins a comment',
    why: 'Both characters begin a comment anywhere outside double quotes. Two passwords that differ only behind one are the same, and a node that quotes its password no longer agrees with one that does not.',
    references: ['keepalived lib/parser.c: decomment', 'keepalived.conf(5), comments'],
  },
  ...commentExamples,
  on: {
    problem: {
      'comment-inside-word': insideWord,
      'escaped-comment-character': (problem, _node, context) => escaped(problem, context),
    },
  },
});
