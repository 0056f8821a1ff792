// What all parts of the build share.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The program: what bin/hacfg.js starts, and the library. */
export const entryPoint = 'src/cli/entry.ts';

/** Packages that linting never needs, by the module that is imported: each becomes dist/<name>.cjs. */
export const chunks = {
  yaml: 'yaml',
  handlebars: 'handlebars',
  'handlebars-runtime': 'handlebars/runtime.js',
  zod: 'zod',
  diff: 'diff',
};

/** import() becomes require(): a script with a code cache has no loader for ES modules. */
export const commonJs = { format: 'cjs', supported: { 'dynamic-import': false } };

/** @type {import('esbuild').BuildOptions} */
export const bundling = {
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  write: false,
  // yargs asks for its own address. Computed on demand: it takes a module to do it.
  define: { 'import.meta.url': '__own.url' },
};

export const ownAddress =
  'const __own={get url(){return require("node:url").pathToFileURL(__filename).href}};';
