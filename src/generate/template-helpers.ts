/** Fills a template in. Unknown names are errors, and nothing is escaped: values are checked before. */
export type Template = (context: object) => string;

/** Templates by path without `.hbs`: `keepalived.conf/main`. */
export type Templates = ReadonlyMap<string, Template>;

interface BlockOptions {
  fn(context: unknown): string;
}

/** `{{#given x}}...{{/given}}`: shown when there is a value, 0 and false among them; `#if` would leave those out. */
export const helpers = {
  given(this: unknown, value: unknown, options: BlockOptions): string {
    return value === undefined ? '' : options.fn(this);
  },
};
