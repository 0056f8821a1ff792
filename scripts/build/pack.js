// Packs the tool into two files: what a lint needs, and the rest.
//
// esbuild can split a program at its dynamic imports, but only as ES modules, which start slowly. So it splits, each
// piece is made a CommonJS module, and the pieces are put together again, as functions that run when they are first
// asked for. That leaves out of the way of a lint whatever only other commands use: even code that never runs costs
// time to read and to restore.
import { basename } from 'node:path';
import { build, transform } from 'esbuild';
import { bundling, commonJs, language, ownAddress, root } from './settings.js';

const entryPoint = 'src/cli/entry.ts';

/** Where what a lint does not need begins. */
const cold = /^src\/(?:cli\/(?:commands\/(?!lint\.ts$)|yargs-arguments\.ts)|topology\/schema\.ts)/;

/** The file with the rest, beside the first. */
export const restName = 'hacfg-rest.cjs';

/**
 * @param {import('esbuild').Plugin[]} plugins
 * @returns the text of both files, which files went into them, and which chunks they load
 */
export async function pack(plugins, external) {
  const split = await build({
    ...bundling,
    format: 'esm',
    splitting: true,
    outdir: root,
    entryPoints: [entryPoint],
    chunkNames: '[name]-[hash]',
    plugins,
    external,
  });
  const outputs = new Map(
    Object.entries(split.metafile.outputs).map(([path, output]) => [basename(path), output]),
  );
  const texts = new Map(split.outputFiles.map(({ path, text }) => [basename(path), text]));
  const needed = reached(outputs);
  const [first, rest] = [[], []];
  for (const name of [...texts.keys()].sort()) {
    const { code } = await transform(texts.get(name), { ...language, ...commonJs });
    (needed.has(name) ? first : rest).push(
      `${JSON.stringify(name)}(exports,module,require){${code.trimEnd()}\n}`,
    );
  }
  return {
    first: `${ownAddress}${runtime}const parts={\n${first.join(',\n')}};\nmodule.exports=load("./${nameOfEntry(outputs)}");`,
    rest: `${ownAddress}module.exports={\n${rest.join(',\n')}};\n`,
    inputs: Object.keys(split.metafile.inputs),
    chunks: new Set([...outputs.values()].flatMap(({ imports }) => imports.map(({ path }) => path))),
  };
}

/** Runs each part once, also when parts import each other in a circle. */
const runtime = `
const done=Object.create(null);let rest;
function load(path){
  if(!/^\\.\\/.*\\.js$/.test(path))return require(path);
  const name=path.slice(2);
  if(done[name]!==undefined)return done[name].exports;
  const own=done[name]={exports:{}};
  const part=parts[name]??(rest??=require("./${restName}"))[name];
  part(own.exports,own,load);
  return own.exports;
}
`;

function nameOfEntry(outputs) {
  return [...outputs].find(([, output]) => output.entryPoint === entryPoint)[0];
}

/** The pieces that the entry point may come to without passing a cold one. */
function reached(outputs) {
  const found = new Set();
  const open = [nameOfEntry(outputs)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const output = outputs.get(name);
    if (output === undefined || found.has(name) || cold.test(output.entryPoint ?? '')) continue;
    found.add(name);
    open.push(...output.imports.map(({ path }) => basename(path)));
  }
  return found;
}
