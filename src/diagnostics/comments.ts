import { commentStart } from '../../grammar/definition-text.ts';

/**
 * Where comments begin. keepalived: at # or ! outside of double quotes, anywhere; hash: at # in front of which there
 * is nothing or a blank, outside of quotes, as in shell and YAML; line: at # or ; as the first character, as in ini
 * files; markup: at <!--.
 */
export type CommentStyle = 'keepalived' | 'hash' | 'line' | 'markup';

/** keepalived reads so many bytes of a line, its end included; what is beyond is a line of its own. */
const LONGEST_LINE = 1023;

/** Offset at which the comment of a line begins; the line's length when it has none. */
export function commentOffset(line: string, style: CommentStyle): number {
  switch (style) {
    case 'keepalived':
      return commentStart(line);
    case 'hash':
      return hashOffset(line);
    case 'line': {
      const first = line.search(/\S/);
      return first !== -1 && /[#;]/.test(line[first]!) ? first : line.length;
    }
    case 'markup': {
      const start = line.indexOf('<!--');
      return start === -1 ? line.length : start;
    }
  }
}

/** Whether what stands at an offset of a comment is still read as a part of it. */
export function isWithinComment(line: string, offset: number, style: CommentStyle): boolean {
  return style !== 'keepalived' || Buffer.byteLength(line.slice(0, offset)) < LONGEST_LINE;
}

function hashOffset(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '#' && (at === 0 || /[\s;]/.test(line[at - 1]!))) return at;
  }
  return line.length;
}
