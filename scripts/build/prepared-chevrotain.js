// What stands for Chevrotain in the bundle: its lexer and its parser as they are when they have analysed our grammar.
// The analysis takes longer than to read two files, and its outcome is always the same: grammar-analysis.js has it
// computed by Chevrotain itself when the bundle is built. What reads files is Chevrotain's own code; chevrotain.js says
// which parts of it are here. A part that is not fails when it is called.
import { decisions, groups, matchings, modes, tokenTypes } from 'virtual:grammar-analysis';
import { LexerAdapter } from '../../node_modules/chevrotain/lib/src/parse/parser/traits/lexer_adapter.js';
import { RecognizerApi } from '../../node_modules/chevrotain/lib/src/parse/parser/traits/recognizer_api.js';
import { RecognizerEngine } from '../../node_modules/chevrotain/lib/src/parse/parser/traits/recognizer_engine.js';
import {
  addStickyFlag,
  CUSTOM_MATCH,
  SINGLE_CHAR_MATCH,
} from '../../node_modules/chevrotain/lib/src/scan/lexer.js';
import {
  DEFAULT_LEXER_CONFIG,
  Lexer as LexerEngine,
} from '../../node_modules/chevrotain/lib/src/scan/lexer_public.js';

export function createToken({ name, pattern, push_mode }) {
  const { tokenTypeIdx, matches } = tokenTypes[name];
  const categoryMatchesMap = {};
  for (let at = 0; at < matches.length; at++) categoryMatchesMap[matches[at]] = true;
  return {
    name,
    PATTERN: pattern,
    PUSH_MODE: push_mode,
    tokenTypeIdx,
    isParent: matches.length > 0,
    categoryMatchesMap,
  };
}

export const EOF = createToken({ name: 'EOF' });

export const END_OF_FILE = {
  image: '',
  startOffset: -1,
  tokenTypeIdx: EOF.tokenTypeIdx,
  tokenType: EOF,
};

export class Lexer extends LexerEngine {
  constructor(definition) {
    super();
    this.config = DEFAULT_LEXER_CONFIG;
    this.lexerDefinitionErrors = [];
    this.defaultMode = definition.defaultMode;
    this.cachedGroupKeys = groups;
    this.hasCustom = true;
    this.trackStartLines = false;
    this.patternIdxToConfig = {};
    this.charCodeToPatternIdxToConfig = {};
    this.canModeBeOptimized = {};
    for (const mode in modes) this.addMode(mode, definition.modes[mode]);
    this.createTokenInstance = this.createOffsetOnlyToken;
    this.addToken = this.addTokenUsingPush;
    this.handlePayload = this.handlePayloadWithCustom;
  }

  addMode(mode, types) {
    const configs = types.map(configOf);
    this.patternIdxToConfig[mode] = configs;
    this.charCodeToPatternIdxToConfig[mode] = byFirstCharacter(modes[mode], configs);
    this.canModeBeOptimized[mode] = true;
  }

  /** Lines are not counted. */
  computeNewColumn() {}
}

function configOf(tokenType) {
  const { matchType, short, group, push, pop, asciiClass } = matchings[tokenType.name];
  return {
    pattern: patternOf(tokenType.PATTERN, matchType, short),
    asciiClass: asciiClass && tableOf(asciiClass),
    longerAlt: undefined,
    canLineTerminator: false,
    matchType,
    short,
    group,
    push,
    pop,
    tokenTypeIdx: tokenType.tokenTypeIdx,
    tokenType,
  };
}

function patternOf(pattern, matchType, short) {
  if (matchType === SINGLE_CHAR_MATCH) return String.fromCharCode(short);
  return matchType === CUSTOM_MATCH ? { exec: pattern } : addStickyFlag(pattern);
}

function tableOf(asciiClass) {
  const table = new Uint8Array(128);
  for (let at = 0; at < asciiClass.length; at++) table[asciiClass[at]] = 1;
  return table;
}

function byFirstCharacter({ size, usual, others }, configs) {
  const configsAt = (places) => places.map((place) => configs[place]);
  const lists = new Array(size).fill(configsAt(usual));
  for (const code in others) lists[code] = configsAt(others[code]);
  return lists;
}

export const DEFAULT_RULE_CONFIG = {};

// V8 copies the list of a prototype's properties for each one added: the prototypes are chained instead of copied.
Object.setPrototypeOf(RecognizerEngine.prototype, RecognizerApi.prototype);
Object.setPrototypeOf(RecognizerApi.prototype, LexerAdapter.prototype);

export class EmbeddedActionsParser extends RecognizerEngine {
  constructor(tokens, config) {
    super();
    this.maxLookahead = config.maxLookahead;
    this.initLexerAdapter();
    this.initRecognizerEngine(tokens, config);
  }

  RULE(name, implementation) {
    return this.defineRule(name, implementation, DEFAULT_RULE_CONFIG);
  }

  performSelfAnalysis() {
    this.lookAheadFuncsCache = this.shortRuleNameToFull.map((rule) => functionsOf(decisions[rule]));
    this.selfAnalysisDone = true;
  }

  // No syntax tree of Chevrotain's is built.
  cstInvocationStateUpdate() {}
  cstFinallyStateUpdate() {}
  cstPostTerminal() {}
  cstPostNonTerminal() {}

  // The grammar accepts every text: an error is one of the program, and nothing recovers from it.
  invokeRuleCatch(error) {
    throw error;
  }
  subruleInternalError(error) {
    throw error;
  }
  consumeInternalRecovery(_type, _place, error) {
    throw error;
  }
}

function functionsOf(byKind) {
  const functions = [];
  for (const kind in byKind) functions[kind] = decide(byKind[kind]);
  return functions;
}

function decide(outcomes) {
  return function () {
    return outcomes[this.LA_FAST(1).tokenTypeIdx];
  };
}
