// What esbuild is told to take otherwise than it is written.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import Handlebars from 'handlebars';
import { replaced } from './replaced.js';
import { ruleInPart } from './rule-parts.js';
import { chunks, root } from './settings.js';

/**
 * The width of a string decides where yargs breaks its help. The package that it uses for that sets up a
 * segmenter for human languages as it is loaded, which takes 20 ms; ours serves.
 */
export const ownStringWidth = {
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

/** Makes a decoder as it is loaded, which takes longer than a script: few hold what it is for, $'\xe4'. */
export const lighterUnbash = {
  name: 'lighter-unbash',
  setup(builder) {
    const onDemand = [
      /new TextDecoder\((.*)\);/,
      '{ decode: (bytes) => new TextDecoder($1).decode(bytes) };',
    ];
    builder.onLoad({ filter: /[\\/]unbash[\\/]dist[\\/]ansi-c\.js$/ }, ({ path }) => ({
      contents: replaced(readFileSync(path, 'utf8'), onDemand, path),
      loader: 'js',
    }));
  },
};

/** Of package.json, what the program says of itself. */
export const ownManifest = {
  name: 'own-manifest',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      if (path !== join(root, 'package.json')) return undefined;
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

export const separateChunks = {
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

/**
 * The examples of a rule are most of its text, and linting needs none of it: they stand in a file of their own that
 * is loaded when somebody asks for them. What a rule says of itself is in a function: it is not even compiled. The
 * getters are those of a prototype, for each that a rule has of its own takes V8 a hidden class.
 */
function ruleTextsOnDemand(text) {
  return text
    .replace(ruleProperty('bad|good'), '')
    .replace(/^ {2}\.\.\.\w+Examples,$/gm, '')
    .replace(ruleProperty('docs'), '  ownDocs() { return $2; },')
    .replace(/\bdefineRule\(\{/g, 'ruleOnDemand({')
    .replace(/\bdefineRule\b/, 'ruleOnDemand');
}

/** Goes behind src/lint/rule.ts. */
const rulesOnDemand = `
const ruleTexts = {
  get docs() { return this.ownDocs(); },
  get bad() { return require('./rule-examples.cjs').examples.get(this.id).bad; },
  get good() { return require('./rule-examples.cjs').examples.get(this.id).good; },
};
export function ruleOnDemand(rule) { return Object.setPrototypeOf(rule, ruleTexts); }
${ruleInPart}`;

const isRule = /[\\/]src[\\/]lint[\\/]rules[\\/].*\.ts$/;

/** @returns a source as it goes into the bundle; undefined for those that another plugin makes */
export function textInBundle(path) {
  if (/[\\/]src[\\/](?:lint[\\/]rules[\\/]index|generate[\\/]template-files)\.ts$/.test(path))
    return undefined;
  const text = readFileSync(path, 'utf8');
  if (/[\\/]src[\\/]lint[\\/]rule\.ts$/.test(path)) return text + rulesOnDemand;
  return isRule.test(path) && text.includes('defineRule({') ? ruleTextsOnDemand(text) : text;
}

/** The other half: rules that check nothing, so that only their examples and what those are made of is left. */
export const rulesWithoutChecks = {
  name: 'rules-without-checks',
  setup(builder) {
    builder.onLoad({ filter: isRule }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      return { contents: text.replace(ruleProperty('on|docs'), ''), loader: 'ts' };
    });
  },
};

/** The templates go into the bundle compiled, so that only Handlebars' runtime has to be loaded. */
export const compiledTemplates = {
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
