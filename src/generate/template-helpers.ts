/** Fills a template in. Unknown names are errors, and nothing is escaped but by the helpers below. */
export type Template = (context: object) => string;

/** Templates by path without `.hbs`: `keepalived.conf/main`. */
export type Templates = ReadonlyMap<string, Template>;

interface BlockOptions {
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

/** What templates may call. scripts/build.js, which compiles them ahead of time, knows the same names. */
export const helpers = {
  /** `{{#given x}}...{{/given}}`: shown when there is a value, 0 and false among them; `#if` would leave those out. */
  given(this: unknown, value: unknown, options: BlockOptions): string {
    return value === undefined ? options.inverse(this) : options.fn(this);
  },

  /** A word of a shell script, whatever is in it. */
  sh(value: string): string {
    if (value.includes('\0')) throw new Error('a shell has no NUL');
    if (/^[A-Za-z0-9_./:@%+,-]+$/.test(value)) return value;
    return `'${value.replaceAll("'", "'\\''")}'`;
  },

  /** Text of a comment: it stays on its line. */
  note(value: string): string {
    return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  },

  /** A word of a file whose language has no quotes, such as an address: anything else in it is a mistake of ours. */
  plain(value: string | number): string {
    if (!/^[\p{L}\p{N}_.:/%@+-]+$/u.test(String(value))) throw new Error(`not a plain word: ${value}`);
    return String(value);
  },
};
