// Builds what is installed: dist/hacfg.cjs, all that linting takes in one file, the parts that are seldom needed in
// files of their own, the licences of what is inside, and V8's compiled code for the Node that runs the build.
//
// usage: node scripts/build.js [FOLDER]    builds FOLDER/dist, for the program in FOLDER/bin; default: here
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { preparedChevrotain } from './build/chevrotain.js';
import { coldFunctions } from './build/cold-functions.js';
import { compile } from './build/compile.js';
import { licences } from './build/licences.js';
import { pack } from './build/pack.js';
import {
  compiledTemplates,
  lighterUnbash,
  ownManifest,
  ownStringWidth,
  rulesWithoutChecks,
  separateChunks,
} from './build/plugins.js';
import { calledFunctions } from './build/profile.js';
import { rulesInParts } from './build/rule-parts.js';
import { bundling, chunks, commonJs, root } from './build/settings.js';
import { readSources } from './build/source-modules.js';

const target = resolve(process.argv[2] ?? root);
const dist = join(target, 'dist');

/** What is loaded with require(), from a file of its own, when somebody asks for it. */
const examplesPath = './rule-examples.cjs';

async function main() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const plugins = [
    ownStringWidth,
    ownManifest,
    lighterUnbash,
    preparedChevrotain,
    separateChunks,
    compiledTemplates,
  ];
  const external = [examplesPath];
  const sources = await readSources();
  const called = await calledFunctions(sources, plugins, external);
  plugins.push(await rulesInParts());
  const whole = await pack([coldFunctions(sources, { modules: [], ...called }), ...plugins], external);
  const tool = await pack(
    [coldFunctions(sources, { modules: whole.firstInputs, ...called }), ...plugins],
    external,
  );
  const inputs = [...tool.inputs];
  for (const [name, text] of tool.texts) writeScript(`${name}.cjs`, text);
  writeLibrary();
  await writeRuleExamples();
  for (const name of Object.keys(chunks).filter((name) => tool.chunks.has(`./${name}.cjs`)))
    inputs.push(...(await writeChunk(name)));
  writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences(inputs));
  compile(target);
  for (const name of readdirSync(dist).sort()) {
    console.log(`dist/${name}  ${Math.ceil(readFileSync(join(dist, name)).length / 1024)} kB`);
  }
}

/** @returns the files it is made of */
async function writeChunk(name) {
  const { outputFiles, metafile } = await build({
    ...bundling,
    ...commonJs,
    stdin: { contents: reexport(chunks[name]), resolveDir: root },
  });
  writeFileSync(join(dist, `${name}.cjs`), outputFiles[0].contents);
  return Object.keys(metafile.inputs);
}

/**
 * The first line names the build: the start-up cache must belong to the very same file. The whole is one function
 * in the form that Node wraps around CommonJS modules: bin/hacfg.js compiles the file as it is, where to wrap it
 * then would copy it in memory at every start. require() can load it all the same.
 */
function writeScript(name, contents) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  // bin/hacfg.js reads it as Latin-1. esbuild escapes strings itself, and leaves regular expressions as they are.
  const text = contents.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const names = 'exports,require,module,__filename,__dirname';
  const load = `(f=>typeof module=="object"?f(${names}):f)`;
  writeFileSync(join(dist, name), `/* hacfg ${version} ${hash} */\n${load}(function(${names}){\n${text}})\n`);
}

async function writeRuleExamples() {
  const { outputFiles } = await build({
    ...bundling,
    ...commonJs,
    stdin: {
      contents: `import { rules } from './src/lint/rules/index.ts';
        export const examples = new Map(rules.map(({ id, bad, good }) => [id, { bad, good }]));`,
      resolveDir: root,
    },
    plugins: [rulesWithoutChecks],
  });
  writeFileSync(join(dist, examplesPath), outputFiles[0].contents);
}

/** Handlebars is an object with methods, not a module with functions. */
function reexport(module) {
  const what = module.startsWith('handlebars') ? '{ default }' : '*';
  return `export ${what} from '${module}';`;
}

/** The library is the tool's own bundle, seen from outside; the types are one file that stands alone. */
function writeLibrary() {
  const names = ['lint', 'lintPaths', 'rules'];
  writeFileSync(
    join(dist, 'index.js'),
    `import bundle from './hacfg.cjs';\nexport const { ${names.join(', ')} } = bundle;\n`,
  );
  writeFileSync(
    join(dist, 'index.cjs'),
    `const { ${names.join(', ')} } = require('./hacfg.cjs');\nmodule.exports = { ${names.join(', ')} };\n`,
  );
  const types = readFileSync(join(root, 'src/api/types.ts'), 'utf8');
  const constants = names.map((name) => `export declare const ${name}: ${typeName(name)};\n`).join('');
  for (const file of ['index.d.ts', 'index.d.cts']) writeFileSync(join(dist, file), `${types}\n${constants}`);
}

/** The type of a function of the library: `Lint` of `lint`. */
function typeName(name) {
  return name[0].toUpperCase() + name.slice(1);
}

await main();
