import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Fills a template in. Unknown names are errors, and nothing is escaped: values are checked before. */
export type Template = (context: object) => string;

/** How the templates are compiled; scripts/build.js does the same, ahead of time. */
export const templateOptions = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  knownHelpers: { given: true },
} as const;

interface BlockOptions {
  fn(context: unknown): string;
}

/** `{{#given x}}...{{/given}}`: shown when there is a value, 0 and false among them; `#if` would leave those out. */
export const helpers = {
  given(this: unknown, value: unknown, options: BlockOptions): string {
    return value === undefined ? '' : options.fn(this);
  },
};

let loaded: Promise<ReadonlyMap<string, Template>> | undefined;

/**
 * The templates of templates/, by path without `.hbs`: `keepalived.conf/main`. Each is also a partial of that name.
 * In the bundle this module is replaced by one that holds them compiled.
 */
export function templates(): Promise<ReadonlyMap<string, Template>> {
  loaded ??= compileAll();
  return loaded;
}

async function compileAll(): Promise<ReadonlyMap<string, Template>> {
  const { default: handlebars } = await import('handlebars');
  const own = handlebars.create();
  own.registerHelper(helpers);
  const folder = templateFolder();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .map((path) => path.slice(0, -'.hbs'.length))
    .sort();
  const compiled = new Map<string, Template>();
  for (const name of names) {
    const text = readFileSync(join(folder, `${name}.hbs`), 'utf8');
    own.registerPartial(name, own.compile(text, templateOptions));
    compiled.set(name, own.compile(text, templateOptions));
  }
  return compiled;
}

function templateFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'templates');
    if (existsSync(join(folder, 'keepalived.conf'))) return folder;
    if (dirname(at) === at) throw new Error('templates/ is not there');
  }
}
