// Packs the tool into a few files: what a lint needs, and what few lints or none need.
//
// esbuild can split a program at its dynamic imports, but only as ES modules, which start slowly. So it splits, and the
// pieces are put together again, as functions that run when they are first asked for. What is in files that a lint does
// not need is out of its way: even code that never runs costs time to read and to restore.
import { basename } from 'node:path';
import { build } from 'esbuild';
import { namespace as coldFunctions, groups } from './cold-functions.js';
import { parts, namespace as rulePart } from './rule-parts.js';
import { bundling, entryPoint, ownAddress, root } from './settings.js';

/** What everything starts with. */
const first = 'hacfg';

/** What every lint needs as well. */
const second = `${first}-1`;

/** The files beside the first, by what begins there: modules that are imported when they are asked for. */
const beginnings = [
  ...groups.map((name) => [`cold-${name}`, new RegExp(`^${coldFunctions}:${name}$`)]),
  ['rest', /^src\/(?:cli\/(?:commands\/(?!lint\.ts$)|yargs-arguments\.ts)|topology\/schema\.ts)/],
  ['files', /^src\/bundle\/(?!shell\/)/],
  ['scripts', /^src\/bundle\/shell\//],
  ['seldom', /^src\/(?:report\/(?!pretty\.ts)|lint\/fix\.ts|project\/|cli\/(?:baseline|chalk-paint)\.ts)/],
  ...parts.map((name) => [name, new RegExp(`^${rulePart}:${name}$`)]),
];

/**
 * @param {import('esbuild').Plugin[]} plugins
 * @returns the texts of the files by their names, which files went into them, and which chunks they load
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
  const pieces = new Map([...outputs].map(([name, output]) => [name, pieceOf(texts.get(name), output)]));
  const bodies = new Map([...texts].map(([name, text]) => [name, bodyOf(text, pieces.get(name), pieces)]));
  const homes = spread(homesOf(outputs), bodies);
  const contentOf = (file) =>
    [...bodies]
      .filter(([piece]) => homes.get(piece) === file)
      .sort()
      .map(([piece, body]) => `${JSON.stringify(piece)}($part,$whole){${body}\n}`)
      .join(',\n');
  const elsewhere = [...homes].filter(([, file]) => file !== first).sort();
  const files = new Map(
    [...new Set(elsewhere.map(([, file]) => file))].map((file) => [
      file,
      `${strict}${ownAddress}module.exports={__proto__:null,\n${contentOf(file)}};\n`,
    ]),
  );
  files.set(
    first,
    `${strict}${ownAddress}const homes=${tableOf(elsewhere)};${runtime}const parts={__proto__:null,\n${contentOf(first)}};\nmodule.exports=$part("${nameOfEntry(outputs)}");`,
  );
  return {
    texts: files,
    inputs: Object.keys(split.metafile.inputs),
    /** Of what every lint reads. */
    firstInputs: Object.keys(split.metafile.inputs).filter((input) => isFirst(input, outputs, homes)),
    chunks: new Set([...outputs.values()].flatMap(({ imports }) => imports.map(({ path }) => path))),
  };
}

/** As a literal without a prototype: V8 makes a table of that, where it takes other objects for one of many alike. */
function tableOf(entries) {
  return `{__proto__:null,${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`;
}

/** As ES modules are. */
const strict = '"use strict";';

/**
 * Runs each piece once. Pieces that need each other do not exist: esbuild splits by what is needed together. Names that
 * no piece has for something of its own: minified, those are shorter, and hold no second $.
 */
const runtime = `
const done={__proto__:null};
function $part(name){return done[name]??=(parts[name]??require("./"+homes[name]+".cjs")[name])($part,$whole)}
function $whole(module){return Object.create(module,{default:{value:module}})}
`;

/** import in all its forms, as esbuild writes it without blanks. */
const staticImport =
  /(?<=^|[;}])import(?: ?([\w$]+))?,?(?:\*as ([\w$]+))?(?:\{([^}]*)\})?(?: ?from)?"([^"]+)";/g;
const dynamicImport = /\bimport\("([^"]+)"\)/g;
const finalExport = /export\{([^}]*)\};\s*$/;

/** What other pieces have to know of one: where it begins, and the places of what it exports, if it is a list. */
function pieceOf(text, { entryPoint }) {
  const [, names = ''] = text.match(finalExport) ?? [];
  const exported = names.split(',').map((one) => one.replace(/^[\w$]+ as /, ''));
  return { entryPoint, placeOf: (name) => (entryPoint === undefined ? exported.indexOf(name) : name) };
}

/**
 * A piece as the body of a function. Not by esbuild, whose CommonJS modules hold a getter for every name that they
 * export: making hundreds of them takes a twentieth of the time of a lint. No piece exports what it assigns later.
 * What only other pieces ask for stands in a list: an object would be made property by property.
 */
function bodyOf(text, { entryPoint }, pieces) {
  if (/\$(?:part|whole)\b/.test(text)) throw new Error('a name of the runtime is taken');
  const pieceAt = (path) => pieces.get(basename(path));
  const taken = (path) => (pieceAt(path) ? `$part("${basename(path)}")` : `require("${path}")`);
  const bound = (path, names) =>
    names.replace(/([\w$]+)(?: as ([\w$]+))?/g, (_, name, own = name) => {
      const place = pieceAt(path)?.placeOf(name) ?? name;
      return place === own ? own : `${place}:${own}`;
    });
  const body = text
    .replace(staticImport, (_, byDefault, namespace, names, path) => {
      const module = byDefault ?? namespace;
      if (module !== undefined) return `const ${module}=${taken(path)};`;
      return `${names ? `const{${bound(path, names)}}=` : ''}${taken(path)};`;
    })
    .replace(dynamicImport, (_, path) => {
      if (isTakenAtOnce(pieceAt(path)?.entryPoint)) return taken(path);
      return `Promise.resolve().then(()=>${pieceAt(path) ? taken(path) : `$whole(${taken(path)})`})`;
    })
    // Only yargs asks, where a configuration of it extends another.
    .replace(/\bimport\.meta\b/g, '({})')
    .replace(finalExport, (_, names) =>
      entryPoint === undefined
        ? `return[${names.replace(/ as [\w$]+/g, '')}];`
        : `return{${names.replace(/([\w$]+) as ([\w$]+)/g, '$2:$1')}};`,
    );
  const left = body.match(/(?:^|[;}])(?:import(?:[{"*]| \w+ from)|export[ {])[^;]*/);
  if (left !== null) throw new Error(`not understood: ${left[0]}`);
  return body.trimEnd();
}

/** Whether an import() returns the module itself, not a promise of it. */
function isTakenAtOnce(entryPoint = '') {
  return [rulePart, coldFunctions].some((namespace) => entryPoint.startsWith(`${namespace}:`));
}

function nameOfEntry(outputs) {
  return [...outputs].find(([, output]) => output.entryPoint === entryPoint)[0];
}

/**
 * In which file each piece is: in that of the one beginning from which it is reached; in the first, if it is reached
 * from there; else with what lints need that find more than usual. What `rest` needs as well as another is in the
 * other's.
 */
function homesOf(outputs) {
  const reachedFrom = new Map([...outputs.keys()].map((name) => [name, new Set()]));
  const mark = (start, file) => {
    const open = [start];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (!outputs.has(name) || reachedFrom.get(name).has(file)) continue;
      reachedFrom.get(name).add(file);
      const next = outputs.get(name).imports.map(({ path }) => basename(path));
      open.push(...next.filter((one) => beginningOf(outputs.get(one)) === undefined));
    }
  };
  mark(nameOfEntry(outputs), first);
  for (const [name, output] of outputs) {
    const file = beginningOf(output);
    if (file !== undefined) mark(name, file);
  }
  return new Map([...reachedFrom].map(([name, files]) => [name, homeOf(files)]));
}

/**
 * The largest pieces of the first file go into a second: bin/hacfg.js reads one after the other, source and compiled
 * code, into the same memory, and memory touched for the first time is half of what loading costs. Not into more: V8
 * moves the text of a file around in memory, twice before it is old, unless it takes it for a large object (of more
 * than 131,072 characters, kMaxRegularHeapObjectSize in src/common/globals.h).
 */
function spread(homes, bodies) {
  const pieces = [...homes.keys()]
    .filter((name) => homes.get(name) === first)
    .sort((a, b) => bodies.get(b).length - bodies.get(a).length);
  const sizes = pieces.map((name) => bodies.get(name).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const spreadHomes = new Map(homes);
  let moved = 0;
  for (const [index, name] of pieces.entries()) {
    if (moved + sizes[index] > total * secondShare) continue;
    moved += sizes[index];
    spreadHomes.set(name, second);
  }
  return spreadHomes;
}

/** What the second file has at most: a little less than half, for the first has a table of all pieces. */
const secondShare = 0.45;

function isFirst(input, outputs, homes) {
  return [...outputs].some(
    ([name, { inputs }]) => input in inputs && [first, second].includes(homes.get(name)),
  );
}

function beginningOf(output) {
  const name = beginnings.find(([, pattern]) => pattern.test(output?.entryPoint ?? ''))?.[0];
  return name && `${first}-${name}`;
}

function homeOf(files) {
  if (files.has(first)) return first;
  if (files.size > 1) files.delete(`${first}-rest`);
  return files.size === 1 ? [...files][0] : `${first}-cold-further`;
}
