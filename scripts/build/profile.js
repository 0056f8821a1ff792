// What a usual lint calls, of a bundle that counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { counter, countingCalls } from './cold-functions.js';
import { bundling, commonJs, entryPoint } from './settings.js';
import { further, lintOf, usual } from './usual-lints.js';

/**
 * @param {Map<string, object>} sources as readSources() returns them
 * @param {import('esbuild').Plugin[]} plugins those of the bundle
 * @returns {Promise<{ usual: Set<string>, further: Set<string> }>} the functions that were called by these lints
 */
export async function calledFunctions(sources, plugins, external) {
  const { outputFiles } = await build({
    ...bundling,
    ...commonJs,
    minify: false,
    entryPoints: [entryPoint],
    plugins: [countingCalls(sources), ...plugins],
    external,
  });
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-build-'));
  try {
    const program = join(folder, 'program.cjs');
    const result = join(folder, 'called.json');
    writeFileSync(program, `${counter} = new Set();\n${outputFiles[0].text}\n${run(result)}`);
    const calledBy = (hosts) => {
      lintOf(hosts, (command, cwd) => count(program, command, cwd));
      return new Set(JSON.parse(readFileSync(result, 'utf8')));
    };
    return { usual: calledBy(usual), further: calledBy(further) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(program, command, cwd) {
  const { status, stdout } = spawnSync(process.execPath, [program, ...command], { cwd, encoding: 'utf8' });
  if (status !== 1 || stdout.includes('internal/'))
    throw new Error(`the program that counts ended with ${status}:\n${stdout}`);
}

function run(result) {
  return `module.exports.start().then(() =>
    require("node:fs").writeFileSync(${JSON.stringify(result)}, JSON.stringify([...${counter}])));`;
}
