import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { helpers, type Template, type Templates } from './template-helpers.ts';

/** How the templates are compiled; scripts/build.js does the same, ahead of time. */
const options = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(helpers).map((name) => [name, true])),
};

let loaded: Promise<Templates> | undefined;

/**
 * The templates of templates/; each is a partial, too. In the bundle this module is replaced by one that holds them
 * compiled.
 */
export function templates(): Promise<Templates> {
  loaded ??= compileAll();
  return loaded;
}

async function compileAll(): Promise<Templates> {
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
    const template = own.compile(readFileSync(join(folder, `${name}.hbs`), 'utf8'), options);
    own.registerPartial(name, template);
    compiled.set(name, template);
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
