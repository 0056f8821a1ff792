// Packs the tool into two files: what a lint needs, and the rest.
//
// esbuild can split a program at its dynamic imports, but only as ES modules, which start slowly. So it splits, and the
// pieces are put together again, as functions that run when they are first asked for. That leaves out of the way of a lint whatever only other commands use: even code that never runs costs
// time to read and to restore.
import { basename } from 'node:path';
import { build } from 'esbuild';
import { bundling, ownAddress, root } from './settings.js';

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
  for (const name of [...texts.keys()].sort())
    (needed.has(name) ? first : rest).push(
      `${JSON.stringify(name)}(module,load){${bodyOf(texts.get(name))}\n}`,
    );
  return {
    first: `${strict}${ownAddress}${runtime}const parts={\n${first.join(',\n')}};\nmodule.exports=load("./${nameOfEntry(outputs)}");`,
    rest: `${strict}${ownAddress}module.exports={\n${rest.join(',\n')}};\n`,
    inputs: Object.keys(split.metafile.inputs),
    chunks: new Set([...outputs.values()].flatMap(({ imports }) => imports.map(({ path }) => path))),
  };
}

/** As ES modules are. */
const strict = '"use strict";';

/** Runs each part once. Parts that need each other do not exist: esbuild splits by what is needed together. */
const runtime = `
const done=Object.create(null);let rest;
function load(path){
  if(!/^\\.\\/.*\\.js$/.test(path))return require(path);
  const name=path.slice(2);
  if(name in done)return done[name];
  const module={exports:{}};
  (parts[name]??(rest??=require("./${restName}"))[name])(module,load);
  return done[name]=module.exports;
}
load.whole=(module)=>Object.create(module,{default:{value:module}});
`;

/** import in all its forms, as esbuild writes it without blanks. */
const staticImport =
  /(?<=^|[;}])import(?: ?([\w$]+))?,?(?:\*as ([\w$]+))?(?:\{([^}]*)\})?(?: ?from)?"([^"]+)";/g;
const dynamicImport = /\bimport\("([^"]+)"\)/g;
const finalExport = /export\{([^}]*)\};\s*$/;

/**
 * A piece as the body of a function. Not by esbuild, whose CommonJS modules hold a getter for every name that they
 * export: making hundreds of them takes a twentieth of the time of a lint. No piece exports what it assigns later.
 */
function bodyOf(text) {
  const body = text
    .replace(staticImport, (_, byDefault, namespace, names, path) => {
      const module = byDefault ?? namespace;
      if (module !== undefined) return `const ${module}=load("${path}");`;
      return `${names ? `const{${names.replace(/ as /g, ':')}}=` : ''}load("${path}");`;
    })
    .replace(dynamicImport, (_, path) =>
      path.endsWith('.js')
        ? `Promise.resolve().then(()=>load("${path}"))`
        : `Promise.resolve().then(()=>load.whole(load("${path}")))`,
    )
    // Only yargs asks, where a configuration of it extends another.
    .replace(/\bimport\.meta\b/g, '({})')
    .replace(
      finalExport,
      (_, names) => `module.exports={${names.replace(/([\w$]+) as ([\w$]+)/g, '$2:$1')}};`,
    );
  const left = body.match(/(?:^|[;}])(?:import(?:[{"*]| \w+ from)|export[ {])[^;]*/);
  if (left !== null) throw new Error(`not understood: ${left[0]}`);
  return body.trimEnd();
}

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
