import { dirname, join, normalize } from 'node:path/posix';
import type { IncludeHost } from '../../../../grammar/preprocess/include-host.ts';
import { readConfiguration } from '../../../../grammar/reader/reader.ts';
import { SourceText } from '../../../../grammar/source.ts';
import { NEWEST } from '../../../../grammar/vocabulary/index.ts';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { runRules } from '../../../../src/lint/engine.ts';
import type { ExampleFiles, Rule } from '../../../../src/lint/rule.ts';
import * as badCondition from '../../../../src/lint/rules/syntax/bad-condition.ts';
import * as badSequence from '../../../../src/lint/rules/syntax/bad-sequence.ts';
import * as blockHeader from '../../../../src/lint/rules/syntax/block-header.ts';
import * as braceBalance from '../../../../src/lint/rules/syntax/brace-balance.ts';
import * as commaSeparatedList from '../../../../src/lint/rules/syntax/comma-separated-list.ts';
import * as commentCharInValue from '../../../../src/lint/rules/syntax/comment-char-in-value.ts';
import * as definitionLoop from '../../../../src/lint/rules/syntax/definition-loop.ts';
import * as duplicateBlock from '../../../../src/lint/rules/syntax/duplicate-block.ts';
import * as duplicateScalar from '../../../../src/lint/rules/syntax/duplicate-scalar.ts';
import * as extraTokens from '../../../../src/lint/rules/syntax/extra-tokens.ts';
import * as includeLoop from '../../../../src/lint/rules/syntax/include-loop.ts';
import * as includeReadTwice from '../../../../src/lint/rules/syntax/include-read-twice.ts';
import * as keywordInWrongBlock from '../../../../src/lint/rules/syntax/keyword-in-wrong-block.ts';
import * as lineTooLong from '../../../../src/lint/rules/syntax/line-too-long.ts';
import * as mergeConflict from '../../../../src/lint/rules/syntax/merge-conflict.ts';
import * as missingInclude from '../../../../src/lint/rules/syntax/missing-include.ts';
import * as missingValue from '../../../../src/lint/rules/syntax/missing-value.ts';
import * as nulByte from '../../../../src/lint/rules/syntax/nul-byte.ts';
import * as templateResidue from '../../../../src/lint/rules/syntax/template-residue.ts';
import * as tooMuchText from '../../../../src/lint/rules/syntax/too-much-text.ts';
import * as typographicCharacters from '../../../../src/lint/rules/syntax/typographic-characters.ts';
import * as unknownKeyword from '../../../../src/lint/rules/syntax/unknown-keyword.ts';
import * as unterminatedQuote from '../../../../src/lint/rules/syntax/unterminated-quote.ts';
import * as valueTerminator from '../../../../src/lint/rules/syntax/value-terminator.ts';
import { buildNode } from '../../../../src/model/node.ts';

/** Every rule of the group. */
export const syntaxRules: readonly Rule[] = [
  badCondition.syntaxBadCondition,
  badSequence.syntaxBadSequence,
  blockHeader.syntaxBlockHeader,
  braceBalance.syntaxBraceBalance,
  commaSeparatedList.syntaxCommaSeparatedList,
  commentCharInValue.syntaxCommentCharInValue,
  definitionLoop.syntaxDefinitionLoop,
  duplicateBlock.syntaxDuplicateBlock,
  duplicateScalar.syntaxDuplicateScalar,
  extraTokens.syntaxExtraTokens,
  includeLoop.syntaxIncludeLoop,
  includeReadTwice.syntaxIncludeReadTwice,
  keywordInWrongBlock.syntaxKeywordInWrongBlock,
  lineTooLong.syntaxLineTooLong,
  mergeConflict.syntaxMergeConflict,
  missingInclude.syntaxMissingInclude,
  missingValue.syntaxMissingValue,
  nulByte.syntaxNulByte,
  templateResidue.syntaxTemplateResidue,
  tooMuchText.syntaxTooMuchText,
  typographicCharacters.syntaxTypographicCharacters,
  unknownKeyword.syntaxUnknownKeyword,
  unterminatedQuote.syntaxUnterminatedQuote,
  valueTerminator.syntaxValueTerminator,
];

/** Files that are in memory only: what an include may name. */
function hostOf(files: ReadonlyMap<string, SourceText>): IncludeHost {
  return {
    glob: (pattern, directory) => {
      const wanted = normalize(pattern.startsWith('/') ? pattern : join(directory, pattern));
      const shape = new RegExp(`^${wanted.replaceAll(/[.+^$()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
      return [...files.keys()]
        .filter((path) => shape.test(path))
        .sort()
        .map((path) => ({ path, fault: undefined }));
    },
    read: (path) => files.get(path) ?? 'not-found',
    folderExists: (pattern) => dirname(pattern) === '.',
  };
}

export interface LintOptions {
  readonly release?: string;
  readonly instance?: string;
  readonly rules?: readonly Rule[];
}

/** The findings of the syntax rules in a file, and in those it includes; the first file is the main one. */
export function lintText(input: ExampleFiles, options: LintOptions = {}): readonly Diagnostic[] {
  const texts = typeof input === 'string' ? { 'keepalived.conf': input } : input;
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, new SourceText(path, text)]));
  const main = [...files.values()][0]!;
  const release = options.release ?? NEWEST;
  const configuration = readConfiguration(main, {
    host: hostOf(files),
    instance: options.instance ?? 'web1',
    release,
  });
  const node = buildNode(configuration, { name: 'web1', ...(options.release === undefined ? {} : { release }) });
  return runRules([{ nodes: [node], routers: [] }], {
    rules: options.rules ?? syntaxRules,
    target: options.release,
    settings: {},
  });
}

/** `5:17 error syntax/value-terminator`: a finding in short. */
export function short(diagnostic: Diagnostic): string {
  const { line, column } = diagnostic.place.source.position(diagnostic.place.span.start);
  return `${line}:${column} ${diagnostic.severity} ${diagnostic.rule}`;
}

/** The text of the only file after the first fix of every finding. */
export function fixed(text: string, options: LintOptions = {}): string {
  const edits = lintText(text, options).flatMap((diagnostic) => diagnostic.fixes[0]?.edits ?? []);
  const sorted = edits.toSorted((a, b) => b.place.span.start - a.place.span.start);
  return sorted.reduce(
    (result, { place, text: replacement }) =>
      result.slice(0, place.span.start) + replacement + result.slice(place.span.end),
    text,
  );
}
