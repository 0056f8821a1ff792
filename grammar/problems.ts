import type { Place } from './source.ts';
import type { Statement, Word } from './statement.ts';
import type { ArgumentSpec, OptionSpec, ReleaseName } from './vocabulary/types.ts';

/**
 * What can be wrong with the text of a configuration, as data. The words for it are in src/lint/rules; each kind
 * is worded by one rule (see `problem:` in a rule's hooks).
 */
export type Problem =
  | UnterminatedQuote
  | LineTooLong
  | EmbeddedNul
  | EscapedCommentCharacter
  | CommentInsideWord
  | CommentTail
  | MissingInclude
  | IncludeLoop
  | IncludeReadTwice
  | DefinitionLoop
  | UndefinedDefinition
  | BadSequence
  | BadCondition
  | UnknownKeyword
  | MoreUnknownKeywords
  | UnexpectedOpen
  | ForeignBlock
  | ExtraClose
  | MissingClose
  | MissingOpen
  | MissingValue
  | ListBlockParameters
  | BadHeader
  | BadArgument
  | BadEntry
  | TooMuchText;

export type ProblemKind = Problem['kind'];

/** An odd number of `"` on a line. The daemon drops the word; some releases crash. */
export interface UnterminatedQuote {
  readonly kind: 'unterminated-quote';
  /** From the quote to the end of the line. */
  readonly place: Place;
  /** undefined: in a definition, a loop or an include, or behind a condition that does not hold. */
  readonly statement: Statement | undefined;
}

/** A line of more than 1022 bytes; `tail` is what is read as a line of its own. */
export interface LineTooLong {
  readonly kind: 'line-too-long';
  readonly place: Place;
  readonly bytes: number;
}

export interface EmbeddedNul {
  readonly kind: 'embedded-nul';
  readonly place: Place;
}

/** `\#` or `\!`: an escape that only global_defs honours. At the start of a line `\!` crashes the daemon. */
export interface EscapedCommentCharacter {
  readonly kind: 'escaped-comment-character';
  readonly place: Place;
  readonly statement: Statement;
  /** First on its line: `\!` crashes the daemon there, `\#` makes it lose count of files and lines. */
  readonly startsLine: boolean;
}

/** `#` or `!` glued to a word: the rest of the word is a comment. */
export interface CommentInsideWord {
  readonly kind: 'comment-inside-word';
  /** The comment. */
  readonly place: Place;
  /** The word it cuts, and the statement that word belongs to. */
  readonly word: Word;
  readonly statement: Statement;
}

/** Comments of one file that end in a backslash, which the daemon leaves on the line (before 2.4). */
export interface CommentTail {
  readonly kind: 'comment-tail';
  /** The first backslash. */
  readonly place: Place;
  readonly others: readonly Place[];
  /** All of them; `others` may be cut short. */
  readonly count: number;
  /** A comment behind words, whose last one gets the backslash. */
  readonly spoilt: Place | undefined;
}

export type IncludeFault =
  | 'not-found'
  | 'no-match'
  | 'not-a-file'
  | 'executable'
  | 'unreadable'
  | 'too-large';

export interface MissingInclude {
  readonly kind: 'missing-include';
  readonly place: Place;
  readonly pattern: string;
  readonly fault: IncludeFault;
  /** The include word decides: include, includer, includem, includew, includeb, includea. */
  readonly keyword: string;
  readonly isGlob: boolean;
  /** The folder the pattern looks in is there. */
  readonly folderExists: boolean;
}

export interface IncludeLoop {
  readonly kind: 'include-loop';
  readonly place: Place;
  /** Paths, from the file that is included again back to itself. */
  readonly chain: readonly string[];
}

/** An include behind a condition or out of a definition is read twice by the daemon's later passes. */
export interface IncludeReadTwice {
  readonly kind: 'include-read-twice';
  readonly place: Place;
  readonly cause: 'condition' | 'definition';
}

export interface DefinitionLoop {
  readonly kind: 'definition-loop';
  /** The use that never ends. */
  readonly place: Place;
  readonly chain: readonly string[];
  /** Plain recursion hangs the daemon; recursion that grows stops at 1024 bytes. */
  readonly effect: 'hang' | 'overflow';
}

export interface UndefinedDefinition {
  readonly kind: 'undefined-definition';
  readonly place: Place;
  readonly name: string;
  /** The statement it stands in. */
  readonly statement: Statement;
  /** Written `${NAME}`: outside double quotes its braces act as block braces. */
  readonly braced: boolean;
  readonly quoted: boolean;
  readonly cascade: readonly Place[];
}

export interface BadSequence {
  readonly kind: 'bad-sequence';
  readonly place: Place;
  readonly which: '~SEQ' | '~LST';
  /** What is wrong, for people: "STEP 0 never reaches the end". */
  readonly reason: string;
  /** Before 2.1 the braces on its line are read although the loop is not. */
  readonly cascade: readonly Place[];
}

export interface BadCondition {
  readonly kind: 'bad-condition';
  readonly place: Place;
  /** empty: `@` alone; negation: `@!x`; loses-brace: an unmatched line takes a brace with it. */
  readonly fault: 'empty' | 'negation' | 'loses-brace';
}

export interface UnknownKeyword {
  readonly kind: 'unknown-keyword';
  readonly place: Place;
  readonly statement: Statement;
  /** Path of the table it was looked up in. */
  readonly block: string;
  /** Paths of the tables that know the word. */
  readonly elsewhere: readonly string[];
  /** The nearest keywords valid here, best first. */
  readonly suggestions: readonly string[];
  /** Lines that the daemon misreads because of this one. */
  readonly cascade: readonly Place[];
}

/** So many unknown keywords that the file is hardly a configuration; the rest of them is only counted. */
export interface MoreUnknownKeywords {
  readonly kind: 'more-unknown-keywords';
  /** The first that has no finding of its own. */
  readonly place: Place;
  readonly count: number;
}

/** `{` behind a keyword that takes no block, or alone. The daemon ignores it; its `}` closes the block around. */
export interface UnexpectedOpen {
  readonly kind: 'unexpected-open';
  readonly place: Place;
  /** The statement before it on the line, if any. */
  readonly statement: Statement | undefined;
  readonly cascade: readonly Place[];
}

/** A block that the release does not know, although others do: it skips the word and reads what is inside as its own. */
export interface ForeignBlock {
  readonly kind: 'foreign-block';
  readonly place: Place;
  readonly statement: Statement;
  readonly cascade: readonly Place[];
}

/** `}` with nothing open. */
export interface ExtraClose {
  readonly kind: 'extra-close';
  readonly place: Place;
  readonly cascade: readonly Place[];
}

/** A block that is never closed, as far as can be told. */
export interface MissingClose {
  readonly kind: 'missing-close';
  /** The keyword line of the block. */
  readonly place: Place;
  readonly statement: Statement;
  /** The line before which the brace seems to be missing; undefined: the end of the file. */
  readonly before: Place | undefined;
  readonly cascade: readonly Place[];
}

/** A block keyword without `{`. */
export interface MissingOpen {
  readonly kind: 'missing-open';
  readonly place: Place;
  readonly statement: Statement;
  readonly cascade: readonly Place[];
}

/** A keyword without an argument that it needs. */
export interface MissingValue {
  readonly kind: 'missing-value';
  readonly place: Place;
  readonly statement: Statement;
  readonly argument: ArgumentSpec;
  /** A comment character took the argument away: `auth_pass #secret`. */
  readonly eatenByComment: Place | undefined;
}

/** Words between a list keyword and its `{`. */
export interface ListBlockParameters {
  readonly kind: 'list-block-parameters';
  readonly place: Place;
  readonly statement: Statement;
}

/** A block whose header makes the daemon skip it: no name, two names, a bad address. */
export interface BadHeader {
  readonly kind: 'bad-header';
  readonly place: Place;
  readonly statement: Statement;
  readonly fault: 'missing-name' | 'extra-name';
}

export type ValueFault =
  | 'not-a-number' // letters, an unit, a sign where none may be
  | 'out-of-range'
  | 'too-many-decimals'
  | 'not-a-boolean'
  | 'not-a-choice'
  | 'not-an-address'
  | 'wrong-family'
  | 'not-multicast'
  | 'bad-prefix' // the part behind `/`
  | 'cut-address' // text from `/` or `-` on is not read
  | 'bad-interface' // longer than 15 characters, or a `/` in it
  | 'bad-port'
  | 'bad-range' // virtual_server_group
  | 'too-long'
  | 'unknown-option'
  | 'missing-option-value'
  | 'duplicate-option'
  | 'other';

/** What is wrong with one word, and enough to say it well. */
export interface ValueProblem {
  readonly fault: ValueFault;
  readonly word: Word;
  readonly value: string;
  /** The argument it was read as. */
  readonly argument: ArgumentSpec | undefined;
  /** The value the daemon goes on with, when it goes on with one: `100`, `/32`. */
  readonly used: string | undefined;
  /** What was probably meant, ready to type. */
  readonly suggestion: string | undefined;
  /** The word is right, but for a newer release: the first that knows it. */
  readonly knownSince?: ReleaseName;
}

/** A keyword's argument the daemon cannot use. */
export interface BadArgument extends ValueProblem {
  readonly kind: 'bad-argument';
  readonly place: Place;
  readonly statement: Statement;
}

/** A word of a list entry the daemon cannot use. */
export interface BadEntry extends ValueProblem {
  readonly kind: 'bad-entry';
  readonly place: Place;
  readonly statement: Statement;
  readonly option: OptionSpec | undefined;
  /** The whole entry is lost, not just the word. */
  readonly dropsEntry: boolean;
}

/** Loops and includes that give more text than any configuration has. */
export interface TooMuchText {
  readonly kind: 'too-much-text';
  readonly place: Place;
}
