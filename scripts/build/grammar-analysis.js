// What Chevrotain finds out about our grammar before it can read a file: it is asked here, once, and the answers go into
// the bundle, where prepared-chevrotain.js takes them instead of finding out again at every start. If the grammar comes to
// need what is not there, the build fails.
import assert from 'node:assert/strict';
import { evaluate } from './evaluate.js';
import { root } from './settings.js';

/** @returns the answers, as values that JSON can hold */
export async function analyseGrammar() {
  const { parser, lexers, tokenTypes } = await evaluate(
    `import { EOF } from 'chevrotain';
    import { theParser } from './grammar/parser.ts';
    import { allTokens, lexerOf } from './grammar/tokens.ts';
    export const parser = theParser();
    export const lexers = [lexerOf('since-2.4'), lexerOf('before-2.4')];
    export const tokenTypes = [EOF, ...allTokens];`,
    root,
    // A grammar that Chevrotain finds fault with is not built.
    { define: { 'process.env.HACFG_CHECK_GRAMMAR': '"1"' } },
  );
  lexers.forEach(expectLexer);
  expectParser(parser);
  return {
    tokenTypes: Object.fromEntries(tokenTypes.map((type) => [type.name, kinshipOf(type)])),
    matchings: Object.assign({}, ...lexers.map(matchingsOf)),
    modes: sameOfAll(lexers.map(firstCharactersOf)),
    groups: sameOfAll(lexers.map(({ cachedGroupKeys }) => cachedGroupKeys)),
    decisions: decisionsOf(parser, tokenTypes),
  };
}

/** What the lexer and the parser of prepared-chevrotain.js are made for; the rest of Chevrotain is not there. */
function expectLexer(lexer) {
  assert.deepEqual(
    {
      hasCustom: lexer.hasCustom,
      tracksLines: lexer.trackStartLines || lexer.trackEndLines,
      isFast: Object.values(lexer.canModeBeOptimized).every(Boolean) && !lexer.config.safeMode,
      methods: [lexer.createTokenInstance, lexer.addToken, lexer.handlePayload].map(({ name }) => name),
    },
    {
      hasCustom: true,
      tracksLines: false,
      isFast: true,
      methods: ['createOffsetOnlyToken', 'addTokenUsingPush', 'handlePayloadWithCustom'],
    },
  );
}

function expectParser({ recoveryEnabled, outputCst, dynamicTokensEnabled, tokenMatcher }) {
  assert.deepEqual(
    { recoveryEnabled, outputCst, dynamicTokensEnabled, matcher: tokenMatcher.name },
    {
      recoveryEnabled: false,
      outputCst: false,
      dynamicTokensEnabled: false,
      matcher: 'tokenStructuredMatcher',
    },
  );
}

/** The number of a token type, and the numbers of those that it is a category of. */
function kinshipOf({ tokenTypeIdx, categoryMatches }) {
  return { tokenTypeIdx, matches: categoryMatches };
}

/** By token type: how the lexer matches it, and what it does then. */
function matchingsOf({ patternIdxToConfig }) {
  return Object.fromEntries(
    Object.values(patternIdxToConfig)
      .flat()
      .map(({ tokenType, tokenTypeIdx, pattern, asciiClass, longerAlt, canLineTerminator, ...matching }) => {
        assert.equal(longerAlt, undefined);
        assert.equal(canLineTerminator, false);
        return [tokenType.name, { ...matching, asciiClass: asciiClass && setOf(asciiClass) }];
      }),
  );
}

function setOf(asciiClass) {
  return [...asciiClass.keys()].filter((code) => asciiClass[code] === 1);
}

/**
 * By mode, what may begin with which character: the patterns, by their place in the mode. Nearly all characters begin
 * the same, a word; so that is told once.
 */
function firstCharactersOf({ charCodeToPatternIdxToConfig, patternIdxToConfig }) {
  return Object.fromEntries(
    Object.entries(charCodeToPatternIdxToConfig).map(([mode, configs]) => {
      const all = Array.from(configs, (list) =>
        list.map((config) => patternIdxToConfig[mode].indexOf(config)),
      );
      const usual = all.at(-1);
      const others = Object.entries(all).filter(([, list]) => `${list}` !== `${usual}`);
      return [mode, { size: all.length, usual, others: Object.fromEntries(others) }];
    }),
  );
}

function sameOfAll([first, ...others]) {
  for (const other of others) assert.deepEqual(other, first);
  return first;
}

/** The number of a place in a rule: 256 times its kind, and which one of its kind it is in the rule. */
const KIND = 8;

/** OR, OPTION and MANY. */
const kinds = [1, 2, 3];

/** By rule and by kind of place: what the parser decides there, by the type of the next token. */
function decisionsOf({ lookAheadFuncsCache, shortRuleNameToFull }, tokenTypes) {
  return Object.fromEntries(
    lookAheadFuncsCache.map((places, rule) => {
      const byKind = {};
      places.forEach((decide, place) => {
        assert.equal(place % (1 << KIND), 0, 'a second place of a kind: OPTION1, MANY2 or the like');
        assert.ok(kinds.includes(place >> KIND), `${place >> KIND} is no kind of place in our grammar`);
        byKind[place >> KIND] = outcomesOf(decide, tokenTypes);
      });
      return [shortRuleNameToFull[rule], byKind];
    }),
  );
}

function outcomesOf(decide, tokenTypes) {
  const outcomes = tokenTypes.map(({ tokenTypeIdx }) => {
    const parser = {
      LA_FAST(distance) {
        assert.equal(distance, 1, 'the parser looks further ahead than one token');
        return { tokenTypeIdx };
      },
    };
    return [tokenTypeIdx, decide.call(parser)];
  });
  return Object.fromEntries(outcomes.filter(([, outcome]) => outcome !== undefined && outcome !== false));
}
