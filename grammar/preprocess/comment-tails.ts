import type { CommentTail } from '../problems.ts';
import type { SyntaxTree } from '../tree.ts';

/** More places than this are only counted. */
const MAX_PLACES = 200;

/** An odd number of backslashes: of two the first protects the second. */
const ENDS_IN_BACKSLASH = /(?:^|[^\\])(?:\\\\)*\\\r*$/;

/**
 * Comments that end in a backslash. Before 2.4 the daemon cuts the comment off and puts the backslash back, so that
 * it becomes a word of its own, or the end of the word in front of the comment (keepalived lib/parser.c, decomment).
 */
export function findCommentTails({ source, comments }: SyntaxTree): CommentTail | undefined {
  if (!source.text.includes('\\')) return undefined;
  const tails = comments.filter(({ image }) => ENDS_IN_BACKSLASH.test(image));
  const places = tails.slice(0, MAX_PLACES).map(({ image, startOffset }) => {
    const start = startOffset + image.lastIndexOf('\\');
    return source.origin({ start, end: start + 1 });
  });
  const [place, ...others] = places;
  if (place === undefined) return undefined;
  const behindWords = tails.find(({ startOffset }) => hasWordsBefore(source.text, startOffset));
  const spoilt =
    behindWords && source.origin({ start: behindWords.startOffset, end: behindWords.startOffset + 1 });
  return { kind: 'comment-tail', place, others, count: tails.length, spoilt };
}

function hasWordsBefore(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim();
  return line !== '' && !/[{}]$/.test(line);
}
