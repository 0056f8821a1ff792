import './node20.ts';
import { createToken, Lexer, type TokenType } from 'chevrotain';
import { type Dialect, matchDefinition } from './definition-text.ts';

/**
 * The tokens of keepalived.conf. A newline ends a statement but never reaches the parser: the lexer has two
 * modes, `head` for the first word of a logical line and `args` for the words behind it, and a newline or a
 * brace leads back to `head`.
 *
 * Keywords are no tokens: what a word means depends on the block it stands in, and the vocabulary knows that.
 */

/** Blanks between words (keepalived lib/parser.c, alloc_strvec_r): not the white space of Unicode. */
const BLANK = '[ \\t\\r\\v\\f]';

const PLAIN = '[^ \\t\\n\\r\\v\\f{}"#!\\\\$]';
/** `\#` and `\!` start no comment; the braces of `${NAME}`, and of a shell's `${NAME:-default}`, open no block. */
const SPECIAL = '(?:\\\\[#!]?|\\$(?:\\{[A-Za-z_][A-Za-z0-9_]*(?:(?:[ \\t]|:?[-=?+])[^}\\n"]*)?\\})?)';
const WORD = new RegExp(`(?:${PLAIN}|${SPECIAL})${PLAIN}*(?:${SPECIAL}${PLAIN}*)*`);
const QUOTED = /"[^"\n]*"/;
/** The quote never runs over the line end (language of the daemon, not of a shell). */
const UNTERMINATED = /"[^"\n]*/;

/**
 * The characters that a word may begin with. Chevrotain would find them out from the expression, and takes long for it.
 * Beyond Latin-1 it goes by groups of 255, of which one character stands for all.
 */
function wordStarts(): number[] {
  const starts: number[] = [];
  for (let code = 0; code <= 0xffff; code += code < 0x100 ? 1 : 255 - (code % 255))
    if (!' \t\n\r\v\f{}"#!'.includes(String.fromCharCode(code))) starts.push(code);
  return starts;
}

// Categories: what the parser asks for.
const Head = createToken({ name: 'Head', pattern: Lexer.NA, label: 'first word of a statement' });
const Argument = createToken({ name: 'Argument', pattern: Lexer.NA, label: 'argument' });
/** Lines the reader handles before it splits words. */
const Line = createToken({
  name: 'Line',
  pattern: Lexer.NA,
  label: 'definition, condition, loop or include',
});
const Open = createToken({ name: 'Open', pattern: Lexer.NA, label: '{' });
const Close = createToken({ name: 'Close', pattern: Lexer.NA, label: '}' });

const Comment = createToken({
  name: 'Comment',
  pattern: /[#!][^\n]*/,
  start_chars_hint: ['#', '!'],
  group: 'comments',
  line_breaks: false,
});

const HeadBlank = createToken({
  name: 'HeadBlank',
  pattern: /[ \t\r\n\v\f]+/,
  start_chars_hint: [...' \t\r\n\v\f'],
  group: Lexer.SKIPPED,
  line_breaks: true,
});
const ArgumentBlank = createToken({
  name: 'ArgumentBlank',
  pattern: new RegExp(`${BLANK}+`),
  start_chars_hint: [...' \t\r\v\f'],
  group: Lexer.SKIPPED,
  line_breaks: false,
});
const Newline = createToken({
  name: 'Newline',
  pattern: /\n/,
  start_chars_hint: ['\n'],
  group: Lexer.SKIPPED,
  line_breaks: true,
  pop_mode: true,
});

/** `$NAME=value`, over several lines when they end in `\`. */
const definition = (name: string, dialect: Dialect): TokenType =>
  createToken({
    name,
    pattern: (text, offset) => matchDefinition(text, offset, dialect),
    categories: [Line],
    start_chars_hint: ['$'],
    line_breaks: true,
  });
const Definition = definition('Definition', 'since-2.4');
const DefinitionBefore24 = definition('DefinitionBefore24', 'before-2.4');
/** `@id` or `@^id` in front of a line. */
const Condition = createToken({
  name: 'Condition',
  pattern: /@[^ \t\n\r\v\f#!]*/,
  start_chars_hint: ['@'],
  line_breaks: false,
  categories: [Line],
});
/** `~SEQ(VAR,1,3)` or `~LST(VAR,a,b)` in front of a line. */
const Sequence = createToken({
  name: 'Sequence',
  pattern: /~(?:SEQx?|LST)\([^\n)#!]*\)?/,
  start_chars_hint: ['~'],
  line_breaks: false,
  categories: [Line],
});
/** `include PATTERN`: the rest of the line up to a comment is the pattern, quotes, braces and all. */
const Include = createToken({
  name: 'Include',
  pattern: /include[rmwba]?[ \t](?:[^\n#!"\\]|"[^"\n]*"?|\\[^\n]?)*/,
  start_chars_hint: ['i'],
  line_breaks: false,
  categories: [Line],
});
/** A brace nested deeper than any configuration: the parser is told to leave it alone. */
const DeepBrace = createToken({ name: 'DeepBrace', pattern: Lexer.NA, categories: [Line] });

const quote = () => ['"'];

const word = (
  name: string,
  pattern: RegExp,
  category: TokenType,
  starts: () => (string | number)[],
): TokenType =>
  createToken({
    name,
    pattern,
    // A getter, as nobody asks in the built program: there the tokens have been analysed before.
    get start_chars_hint() {
      return starts();
    },
    line_breaks: false,
    categories: [category],
    ...(category === Head ? { push_mode: 'args' } : {}),
  });

const HeadWord = word('HeadWord', WORD, Head, wordStarts);
const HeadQuoted = word('HeadQuoted', QUOTED, Head, quote);
const HeadUnterminated = word('HeadUnterminated', UNTERMINATED, Head, quote);
const ArgumentWord = word('ArgumentWord', WORD, Argument, wordStarts);
const ArgumentQuoted = word('ArgumentQuoted', QUOTED, Argument, quote);
const ArgumentUnterminated = word('ArgumentUnterminated', UNTERMINATED, Argument, quote);

const HeadOpen = createToken({ name: 'HeadOpen', pattern: '{', line_breaks: false, categories: [Open] });
const HeadClose = createToken({ name: 'HeadClose', pattern: '}', line_breaks: false, categories: [Close] });
const ArgumentOpen = createToken({
  name: 'ArgumentOpen',
  pattern: '{',
  line_breaks: false,
  categories: [Open],
  pop_mode: true,
});
const ArgumentClose = createToken({
  name: 'ArgumentClose',
  pattern: '}',
  line_breaks: false,
  categories: [Close],
  pop_mode: true,
});

export const tokens = {
  Head,
  Argument,
  Line,
  Open,
  Close,
  Comment,
  DeepBrace,
  Definition,
  Condition,
  Sequence,
  Include,
  HeadWord,
  HeadUnterminated,
  ArgumentUnterminated,
} as const;

/** Checking the definitions takes a third of the start-up: the build and the tests do it, once. */
export const checkGrammar = process.env.HACFG_CHECK_GRAMMAR === '1';

const vocabularyOf = (dialect: Dialect) => ({
  defaultMode: 'head',
  modes: {
    head: [
      HeadBlank,
      Comment,
      HeadClose,
      HeadOpen,
      Include,
      dialect === 'since-2.4' ? Definition : DefinitionBefore24,
      Condition,
      Sequence,
      HeadWord,
      HeadQuoted,
      HeadUnterminated,
    ],
    args: [
      ArgumentBlank,
      Newline,
      ArgumentWord,
      ArgumentOpen,
      ArgumentClose,
      ArgumentQuoted,
      ArgumentUnterminated,
      Comment,
    ],
  },
});

export const allTokens: TokenType[] = [
  Head,
  Argument,
  Line,
  Open,
  Close,
  DeepBrace,
  DefinitionBefore24,
  ...new Set(Object.values(vocabularyOf('since-2.4').modes).flat()),
];

const lexers = new Map<Dialect, Lexer>();

/** The lexer of a dialect; made when first asked for, for most runs need but one. */
export function lexerOf(dialect: Dialect): Lexer {
  let lexer = lexers.get(dialect);
  if (lexer === undefined) {
    lexer = new Lexer(vocabularyOf(dialect), {
      positionTracking: 'onlyOffset',
      ensureOptimizations: true,
      skipValidations: !checkGrammar,
      traceInitPerf: false,
    });
    lexers.set(dialect, lexer);
  }
  return lexer;
}
