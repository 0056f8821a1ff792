// Chevrotain prepares for grammars larger, and for parsers longer-lived, than a lint of two files: preparing takes it
// longer than reading them. So the bundle holds it prepared: prepared-chevrotain.js, and what reads files. What is left
// out here is what analyses grammars, explains faults in them, recovers from errors and builds syntax trees. Tests run
// both forms on the same files.
import { readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyseGrammar } from './grammar-analysis.js';
import { replaced } from './replaced.js';
import { root } from './settings.js';

const home = `${realpathSync(join(root, 'node_modules/chevrotain/lib/src'))}${sep}`;
const prepared = fileURLToPath(new URL('prepared-chevrotain.js', import.meta.url));

/** By file: the functions and methods that run. The others are left out, and what only they imported. */
const running = {
  'scan/lexer.js': ['addStickyFlag', 'charCodeToOptimizedIndex'],
  'scan/lexer_public.js': [
    'tokenize',
    'tokenizeInternal',
    'handleModes',
    'createOffsetOnlyToken',
    'addTokenUsingPush',
    'handlePayloadWithCustom',
    'matchLength',
  ],
  'parse/parser/traits/lexer_adapter.js': [
    'initLexerAdapter',
    'input',
    'LA_FAST',
    'LA',
    'consumeToken',
    'exportLexerState',
    'resetLexerState',
    'getLexerPosition',
  ],
  'parse/parser/traits/recognizer_api.js': ['ACTION', 'CONSUME', 'SUBRULE', 'OPTION', 'OR', 'MANY'],
  'parse/parser/traits/recognizer_engine.js': [
    'initRecognizerEngine',
    'defineRule',
    'optionInternal',
    'optionInternalLogic',
    'manyInternal',
    'manyInternalLogic',
    'doSingleRepetition',
    'orInternal',
    'ruleInvocationStateUpdate',
    'ruleFinallyStateUpdate',
    'subruleInternal',
    'consumeInternal',
    'isAtEndOfInput',
    'reset',
    'onBeforeParse',
    'onAfterParse',
  ],
};

/** By file: what stands there, and what serves as well. */
const changes = {
  // A table of all 65,536 characters, where ours meets few beyond Latin-1: what it holds is as quickly computed.
  'scan/lexer.js': [[/: charCodeToOptimizedIdxMap\[charCode\];/, ': 255 + ~~(charCode / 255);']],
  'scan/lexer_public.js': [
    [/^const DEFAULT_LEXER_CONFIG/m, 'export $&'],
    // The kinds of faults in a definition.
    [/^export var LexerDefinitionErrorType;\n\(function [\s\S]*?^\}\)\(.*\n/m, ''],
  ],
  // What a rule decides is in a list, whose first would have the number 256.
  'parse/grammar/keys.js': [[/BITS_FOR_OCCURRENCE_IDX = 8;/, 'BITS_FOR_OCCURRENCE_IDX = 0;']],
  'parse/parser/traits/recognizer_engine.js': [
    // Finds out what kind of vocabulary it has been given, and whether it has categories. Ours has.
    [
      /^ {8}if \(Object\.hasOwn\(config, "serializedGrammar"\)[\s\S]*? {8}augmentTokenTypes\(.*\n/m,
      '        this.tokenMatcher = tokenStructuredMatcher;\n',
    ],
    // Recovery is off.
    [/^ {8}this\.attemptInRepetitionRecovery\(this\.manyInternal,[\s\S]*?notStuck\);\n/m, ''],
    // The grammar accepts every text.
    [
      /(if \(this\.isAtEndOfInput\(\) === false\)) \{[\s\S]*?\n {8}\}\n/,
      "$1 throw new Error('The grammar ends before the text.');\n",
    ],
  ],
};

/** @type {import('esbuild').Plugin} */
export const preparedChevrotain = {
  name: 'prepared-chevrotain',
  setup(builder) {
    const unused = new Set([...Object.keys(running), ...Object.keys(changes)]);
    builder.onResolve({ filter: /^chevrotain$/ }, () => ({ path: prepared }));
    builder.onResolve({ filter: /\/(?:parser|tokens_public)\.js$/ }, ({ importer }) =>
      importer.startsWith(home) ? { path: prepared } : undefined,
    );
    builder.onResolve({ filter: /^virtual:grammar-analysis$/ }, () => ({
      path: 'grammar-analysis',
      namespace: 'virtual',
    }));
    builder.onLoad({ filter: /^grammar-analysis$/, namespace: 'virtual' }, async () => ({
      contents: exported(await analyseGrammar()),
    }));
    builder.onLoad({ filter: /[\\/]chevrotain[\\/].*\.js$/ }, ({ path }) => {
      if (!path.startsWith(home)) return undefined;
      const name = path.slice(home.length).split(sep).join('/');
      unused.delete(name);
      return { contents: lightened(readFileSync(path, 'utf8'), name), loader: 'js' };
    });
    builder.onEnd(() => ({
      errors: [...unused].map((name) => ({ text: `Chevrotain does not use ${name}` })),
    }));
  },
};

function exported(values) {
  return Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join('\n');
}

/** @returns a file of Chevrotain without what does not run here; throws if the file is not as expected */
export function lightened(text, name) {
  const changed = (changes[name] ?? []).reduce(
    (text, change) => replaced(text, change, `Chevrotain's ${name}`),
    text,
  );
  return running[name] === undefined ? changed : withoutImports(onlyRunning(changed, name));
}

/** As TypeScript prints them: indented by four blanks or not at all, and closed as they were opened. */
const definition = /^( {4})?(?:[gs]et |(?:export )?function )?(\w+)\(.*\) \{\n(?:[\s\S]*?\n)??\1\}\n/gm;

function onlyRunning(text, name) {
  const missing = new Set(running[name]);
  const left = text.replace(definition, (whole, _indentation, called) => {
    missing.delete(called);
    return running[name].includes(called) ? whole : '';
  });
  if (missing.size > 0) throw new Error(`Chevrotain's ${name} has no ${[...missing]}`);
  return left;
}

const importLine = /^import \{([^}]*)\} from "[^"]+";\n/gm;

/** @returns the text without the imports of what it does not name any more */
function withoutImports(text) {
  const body = text.replace(importLine, '');
  return text.replace(importLine, (line, names) => {
    const used = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && new RegExp(`\\b${name}\\b`).test(body));
    return used.length > 0 ? line.replace(names, ` ${used.join(', ')} `) : '';
  });
}
