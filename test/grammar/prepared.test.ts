import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../grammar/definition-text.ts';
import * as parserModule from '../../grammar/parser.ts';
import { SourceText } from '../../grammar/source.ts';
import * as tokensModule from '../../grammar/tokens.ts';
import type { SyntaxTree } from '../../grammar/tree.ts';
import { collectedTexts, REFERENCE, whenThere } from '../support/reference.ts';
import { anyText } from './any-text.ts';

type Grammar = Pick<typeof parserModule, 'parse' | 'theParser'> &
  Pick<typeof tokensModule, 'allTokens' | 'lexerOf'>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = (name: string) => import(new URL(`../../scripts/build/${name}.js`, import.meta.url).href);
const { evaluate } = await script('evaluate');
const { lightened, preparedChevrotain } = await script('chevrotain');

const source: Grammar = { ...parserModule, ...tokensModule };
let built: Grammar;

beforeAll(async () => {
  built = await evaluate(
    `export { parse, theParser } from './grammar/parser.ts';
    export { allTokens, lexerOf } from './grammar/tokens.ts';`,
    root,
    { plugins: [preparedChevrotain] },
  );
});

const dialects: readonly Dialect[] = ['since-2.4', 'before-2.4'];

describe('the grammar as it is in the bundle', () => {
  it('reads every file as the sources do', () => {
    const texts = ['test/fixtures', 'examples'].flatMap((folder) => filesBelow(join(root, folder)));
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) expectSameTrees(text);
  });

  it('reads any text as the sources do', () => {
    fc.assert(fc.property(anyText, expectSameTrees), { numRuns: 1000 });
  });

  it.skipIf(!existsSync(REFERENCE))(
    `reads every collected file as the sources do ${whenThere}`,
    () => {
      for (const [, text] of collectedTexts()) expectSameTrees(text);
    },
    120_000,
  );

  it('decides as Chevrotain does', () => {
    expect(decisionsOf(built, (place) => place << 8)).toEqual(decisionsOf(source, (place) => place));
    expect(Object.keys(decisionsOf(source, (place) => place)).length).toBeGreaterThan(5);
  });

  it('has the token types that Chevrotain makes', () => {
    const shown = ({ allTokens }: Grammar) =>
      allTokens.map(({ name, tokenTypeIdx, isParent, categoryMatchesMap, PUSH_MODE }) => ({
        name,
        tokenTypeIdx,
        isParent,
        categoryMatchesMap,
        PUSH_MODE,
      }));
    expect(shown(built)).toEqual(shown(source));
  });

  it.each(dialects)('has the lexer that Chevrotain makes, %s', (dialect) => {
    expect(lexerShown(built, dialect)).toEqual(lexerShown(source, dialect));
  });

  it('is not built of files of Chevrotain that have changed', () => {
    const name = 'parse/grammar/keys.js';
    const text = readFileSync(join(root, 'node_modules/chevrotain/lib/src', name), 'utf8');
    expect(lightened(text, name)).not.toBe(text);
    expect(() => lightened(text.replace('= 8', '= 9'), name)).toThrow(`${name} is not as it was`);
    expect(() => lightened('class RecognizerApi {}', 'parse/parser/traits/recognizer_api.js')).toThrow(
      'recognizer_api.js has no ACTION,CONSUME,SUBRULE,OPTION,OR,MANY',
    );
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function expectSameTrees(text: string): void {
  for (const dialect of dialects) {
    const treeOf = ({ parse }: Grammar) => shown(parse(new SourceText('file', text), dialect));
    const expected = treeOf(source);
    // The texts first: to find out how two trees differ takes long.
    if (treeOf(built) !== expected) expect(JSON.parse(treeOf(built))).toEqual(JSON.parse(expected));
  }
}

/** The tree as text; of the type of a token, its name. */
function shown(tree: SyntaxTree): string {
  return JSON.stringify(tree, (key, value) => {
    if (key === 'source') return undefined;
    return key === 'tokenType' ? value.name : value;
  });
}

/** What the parser keeps to itself. */
interface Decisions {
  readonly shortRuleNameToFull: readonly string[];
  readonly lookAheadFuncsCache: readonly (readonly (() => number | boolean | undefined)[])[];
}

/** By rule and place in it: what is decided, for every type that the next token may have. */
function decisionsOf(
  { theParser, allTokens }: Grammar,
  placeOf: (place: number) => number,
): Record<string, unknown> {
  const { lookAheadFuncsCache, shortRuleNameToFull } = theParser() as unknown as Decisions;
  const outcome = (decide: () => unknown, tokenTypeIdx: number) =>
    decide.call({ LA_FAST: () => ({ tokenTypeIdx }) }) ?? false;
  return Object.fromEntries(
    lookAheadFuncsCache.flatMap((places, rule) =>
      Object.entries(places).map(([place, decide]) => [
        `${shortRuleNameToFull[rule]} ${placeOf(Number(place))}`,
        // 1 is the end of the file.
        [1, ...allTokens.map((type) => type.tokenTypeIdx!)].map((index) => outcome(decide, index)),
      ]),
    ),
  );
}

interface Matching {
  readonly tokenType: { readonly name: string };
  readonly pattern: unknown;
}

interface Modes {
  readonly patternIdxToConfig: Readonly<Record<string, readonly Matching[]>>;
  readonly charCodeToPatternIdxToConfig: Readonly<Record<string, readonly (readonly Matching[])[]>>;
}

/** What the lexer keeps to itself, but the functions that are patterns: those are the same in both forms. */
function lexerShown({ lexerOf }: Grammar, dialect: Dialect): unknown {
  const { patternIdxToConfig, charCodeToPatternIdxToConfig, ...own } = lexerOf(dialect) as unknown as Modes;
  return {
    patterns: everyMode(patternIdxToConfig, (matchings) =>
      matchings.map(({ tokenType, pattern, ...rest }) => ({
        ...rest,
        name: tokenType.name,
        pattern: typeof pattern === 'string' ? pattern : (pattern as RegExp).source,
        isRegExp: pattern instanceof RegExp && pattern.flags,
      })),
    ),
    firstCharacters: everyMode(charCodeToPatternIdxToConfig, (characters) =>
      characters.map((matchings) => matchings.map(({ tokenType }) => tokenType.name)),
    ),
    own: ownShown(own as Record<string, unknown>),
  };
}

function ownShown({
  defaultMode,
  cachedGroupKeys,
  hasCustom,
  trackStartLines,
  canModeBeOptimized,
}: Record<string, unknown>) {
  return { defaultMode, cachedGroupKeys, hasCustom, trackStartLines, canModeBeOptimized };
}

function everyMode<Value>(modes: Readonly<Record<string, Value>>, show: (value: Value) => unknown): unknown {
  return Object.fromEntries(Object.entries(modes).map(([mode, value]) => [mode, show(value)]));
}
