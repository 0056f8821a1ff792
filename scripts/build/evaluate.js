// Runs sources of the project while it is being built, to put what they compute into the bundle.
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { bundling, root } from './settings.js';

/**
 * @param contents a module, which may import from the sources as if it stood in the folder
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<Record<string, any>>} what it exports
 */
export async function evaluate(contents, folder = root, options = {}) {
  const { outputFiles } = await build({
    ...bundling,
    minify: false,
    format: 'cjs',
    stdin: { contents, resolveDir: folder },
    ...options,
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports;
}
