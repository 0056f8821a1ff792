// Builds what is installed: dist/hacfg.cjs, the whole tool in one file, the parts of it that are seldom needed in
// files of their own, the licences of what is inside, and V8's compiled code for the Node that runs the build.
//
// usage: node scripts/build.js [FOLDER]    builds FOLDER/dist, for the program in FOLDER/bin; default: here
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Handlebars from 'handlebars';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(process.argv[2] ?? root);
const dist = join(target, 'dist');

/** Packages that linting never needs, by the module that is imported: each becomes dist/<name>.cjs. */
const chunks = {
  yaml: 'yaml',
  handlebars: 'handlebars',
  'handlebars-runtime': 'handlebars/runtime.js',
  zod: 'zod',
  unbash: 'unbash',
  diff: 'diff',
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  minify: true,
  metafile: true,
  write: false,
  legalComments: 'none',
  logLevel: 'warning',
  // import() becomes require(): a script with a code cache has no loader for ES modules.
  supported: { 'dynamic-import': false },
  // yargs asks for its own address. Computed on demand: it takes a module to do it.
  define: { 'import.meta.url': '__own.url' },
  banner: { js: 'const __own={get url(){return require("node:url").pathToFileURL(__filename).href}};' },
};

/**
 * The width of a string decides where yargs breaks its help. The package that it uses for that sets up a
 * segmenter for human languages as it is loaded, which takes 20 ms; ours serves.
 */
const ownStringWidth = {
  name: 'own-string-width',
  setup(builder) {
    builder.onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'shim' }));
    builder.onLoad({ filter: /.*/, namespace: 'shim' }, () => ({
      contents: `export { displayWidth as default } from './src/report/display-width.ts';`,
      resolveDir: root,
      loader: 'ts',
    }));
  },
};

/**
 * Chevrotain's lexer makes a table of all 65,536 characters first, a twentieth of the time a lint takes, where ours
 * meets few beyond Latin-1. What the table holds is as quickly computed for each.
 */
const noCharacterTable = {
  name: 'no-character-table',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]chevrotain[\\/]lib[\\/]src[\\/]scan[\\/]lexer\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const computed = text
        .replace(/charCodeToOptimizedIdxMap\[charCode\]/, '255 + ~~(charCode / 255)')
        .replace(/^ {8}initCharCodeToOptimizedIndexMap\(\);\n/m, '');
      const left = computed.match(/charCodeToOptimizedIdxMap\[(?!i\])|initCharCodeToOptimizedIndexMap\(\);/);
      if (left !== null) throw new Error(`${path} is not as it was: ${left[0]}`);
      return { contents: computed, loader: 'js' };
    });
  },
};

const separateChunks = {
  name: 'separate-chunks',
  setup(builder) {
    const names = new Map(
      Object.entries(chunks).flatMap(([name, module]) => [
        [module, name],
        [module.replace(/\.js$/, ''), name],
      ]),
    );
    const chunked = new RegExp(
      `^(?:${Object.values(chunks)
        .map((path) => path.split('/')[0])
        .join('|')})(?:/|$)`,
    );
    builder.onResolve({ filter: chunked }, ({ path, kind }) => {
      const name = kind === 'entry-point' ? undefined : names.get(path);
      return name === undefined ? undefined : { path: `./${name}.cjs`, external: true };
    });
  },
};

/** Matches a property of a rule, whose name a pattern gives: the formatter puts those two blanks deep. */
const ruleProperty = (name) =>
  new RegExp(`^ {2}(${name}): (\\[.*\\]|\\{.*\\}|[[{]\\n[\\s\\S]*?\\n {2}[\\]}]),$`, 'gm');

/** @returns a plugin that takes the rules otherwise than they are written */
const rulesWith = (name, change) => ({
  name,
  setup(builder) {
    builder.onLoad({ filter: /[\\/]src[\\/]lint[\\/]rules[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      return { contents: text.includes('defineRule({') ? change(text) : text, loader: 'ts' };
    });
  },
});

/**
 * The examples of a rule are most of its text, and linting needs none of it: they stand in a file of their own that
 * is loaded when somebody asks for them. What a rule says of itself is behind a getter: it is not even compiled.
 */
const ruleTextsOnDemand = rulesWith('rule-texts-on-demand', (text) =>
  text
    .replace(
      ruleProperty('bad|good'),
      `  get $1() { return require('./rule-examples.cjs').examples.get(this.id).$1; },`,
    )
    .replace(ruleProperty('docs'), '  get $1() { return $2; },'),
);

/** The other half: rules that check nothing, so that only their examples and what those are made of is left. */
const rulesWithoutChecks = rulesWith('rules-without-checks', (text) =>
  text.replace(ruleProperty('on|docs'), ''),
);

/** The templates go into the bundle compiled, so that only Handlebars' runtime has to be loaded. */
const compiledTemplates = {
  name: 'compiled-templates',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]src[\\/]generate[\\/]template-files\.ts$/ }, ({ path }) => ({
      contents: templateModule(),
      resolveDir: dirname(path),
      loader: 'js',
    }));
  },
};

function templateModule() {
  const folder = join(root, 'templates');
  // As in src/generate/template-files.ts.
  const knownHelpers = { given: true, sh: true, note: true, plain: true };
  const options = { strict: true, noEscape: true, knownHelpersOnly: true, knownHelpers };
  const names = readdirSync(folder, { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.hbs'))
    .map((path) => path.slice(0, -'.hbs'.length))
    .sort();
  const specs = names.map((name) => {
    const spec = Handlebars.precompile(readFileSync(join(folder, `${name}.hbs`), 'utf8'), options);
    return `${JSON.stringify(name)}: ${spec}`;
  });
  return `import { helpers } from './template-helpers.ts';
let loaded;
export function templates() {
  loaded ??= load();
  return loaded;
}
async function load() {
  // A chunk is CommonJS: what it exports is the default of the import.
  const { default: chunk } = await import('handlebars/runtime.js');
  const runtime = chunk.default;
  runtime.registerHelper(helpers);
  return new Map(Object.entries(specs()).map(([name, spec]) => {
    const template = runtime.template(spec);
    runtime.registerPartial(name, template);
    return [name, template];
  }));
}
function specs() {
  return {${specs.join(',\n')}};
}
`;
}

async function main() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const tool = await build({
    ...common,
    entryPoints: ['src/cli/entry.ts'],
    plugins: [ownStringWidth, noCharacterTable, separateChunks, ruleTextsOnDemand, compiledTemplates],
    external: ['./rule-examples.cjs'],
  });
  const inputs = [tool.metafile.inputs];
  writeBundle(tool.outputFiles[0].contents);
  writeLibrary();
  await writeRuleExamples();
  for (const name of neededChunks(tool.metafile)) {
    const chunk = await build({
      ...common,
      stdin: { contents: reexport(chunks[name]), resolveDir: root },
    });
    writeFileSync(join(dist, `${name}.cjs`), chunk.outputFiles[0].contents);
    inputs.push(chunk.metafile.inputs);
  }
  writeFileSync(
    join(dist, 'THIRD-PARTY-LICENSES.txt'),
    licences(inputs.flatMap((input) => Object.keys(input))),
  );
  compile();
  for (const name of readdirSync(dist).sort()) {
    console.log(`dist/${name}  ${Math.ceil(readFileSync(join(dist, name)).length / 1024)} kB`);
  }
}

/**
 * The first line names the build: the start-up cache must belong to the very same bundle. The whole is one function
 * in the form that Node wraps around CommonJS modules: bin/hacfg.js compiles the file as it is, where to wrap it
 * then would copy it in memory at every start. require() can load it all the same.
 */
function writeBundle(contents) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  // bin/hacfg.js reads it as Latin-1. esbuild escapes strings itself, and leaves regular expressions as they are.
  const text = Buffer.from(contents)
    .toString('utf8')
    .replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const names = 'exports,require,module,__filename,__dirname';
  const load = `(f=>typeof module=="object"?f(${names}):f)`;
  writeFileSync(
    join(dist, 'hacfg.cjs'),
    `/* hacfg ${version} ${hash} */\n${load}(function(${names}){\n${text}})\n`,
  );
}

async function writeRuleExamples() {
  const { outputFiles } = await build({
    ...common,
    stdin: {
      contents: `import { rules } from './src/lint/rules/index.ts';
        export const examples = new Map(rules.map(({ id, bad, good }) => [id, { bad, good }]));`,
      resolveDir: root,
    },
    plugins: [rulesWithoutChecks],
  });
  writeFileSync(join(dist, 'rule-examples.cjs'), outputFiles[0].contents);
}

/** Handlebars is an object with methods, not a module with functions. */
function reexport(module) {
  const what = module.startsWith('handlebars') ? '{ default }' : '*';
  return `export ${what} from '${module}';`;
}

function neededChunks(metafile) {
  const imported = new Set(
    Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path)),
  );
  return Object.keys(chunks).filter((name) => imported.has(`./${name}.cjs`));
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

/** The licence and the notice of every package that went into the bundles. */
function licences(files) {
  const folders = new Set(
    files.map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean),
  );
  const texts = [...folders].sort().map(licenceOf);
  return `hacfg contains parts of the following packages.\n\n${texts.join('\n')}`;
}

function licenceOf(folder) {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const files = readdirSync(path)
    .filter((file) => /^(?:licen[cs]e|notice|copying)(?:[.-]|$)/i.test(file))
    .sort();
  if (files.length === 0 && typeof license !== 'string') throw new Error(`${name} names no licence`);
  const texts = files.map((file) => readFileSync(join(path, file), 'utf8').trim());
  const rule = '-'.repeat(78);
  return `${rule}\n${name} ${version} (${license})\n${rule}\n\n${texts.join('\n\n')}\n`;
}

/** Lints a faulty pair, so that the code V8 keeps is the code that a lint runs through. */
function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-build-'));
  try {
    for (const [name, state] of [
      ['a', 'MASTER'],
      ['b', 'MASTR'],
    ])
      writeFileSync(join(folder, `${name}.conf`), sample(state));
    execFileSync(
      process.execPath,
      [join(target, 'bin/hacfg.js'), 'lint', '--exit-zero', 'a.conf', 'b.conf'],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (!existsSync(join(dist, `hacfg-${process.version}-${process.arch}.cache`))) {
    console.warn('no start-up cache was made: the program will make one when it first runs');
  }
}

function sample(state) {
  return `global_defs {
    router_id lb
}
vrrp_script check {
    script "/usr/bin/pgrep nginx"
    interval 2
    weight -20
}
vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    virtual_ipaddress {
        192.0.2.1/24 dev eth0
    }
    track_script {
        check
    }
}
virtual_server 192.0.2.1 80 {
    delay_loop 6
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 192.0.2.11 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`;
}

await main();
