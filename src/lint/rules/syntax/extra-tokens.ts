import { surplusWords } from '../../../../grammar/check-arguments.ts';
import {
  keywordOf,
  placeOf,
  type Statement,
  spanOf,
  textOf,
  type Word,
} from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { keywordSpec } from '../../../../grammar/vocabulary/index.ts';
import type { KeywordSpec } from '../../../../grammar/vocabulary/types.ts';
import type { Finding, Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isOnTemplateLine, isTerminated } from '../../words.ts';
import { needsOneName } from './block-names.ts';
import { indentOf } from './edits.ts';
import { extraTokensExamples } from './extra-tokens-examples.ts';
import { inBlock, isSecret, openingOf } from './naming.ts';
import { isSlashes, slashComments } from './slash-comments.ts';
import { isLonelyBackslash, stickingBackslash } from './sticking-backslash.ts';
import { eachStatement, Places } from './walk.ts';

function check(statement: Statement, places: Places, context: RuleContext): void {
  const { spec, words } = statement;
  if (spec === undefined || words.length - 1 <= spec.args.length) return;
  // Words in front of the { of a list, and names of blocks, are block-header's; commands with accounts notify's.
  if (spec.kind === 'list' || needsOneName(statement)) return;
  if (spec.kind === 'script' && (spec.args.length > 1 || words[1]!.image === '\\')) return;
  const surplus = surplusWords(statement, spec);
  if (surplus.length === 0 || words.some((word) => isSlashes(word))) return;
  const place = placeOfWords(statement, surplus);
  if (isOnTemplateLine(place) || isTerminated(words[1]!) || !places.add(place)) return;
  context.report({ place, ...worded(statement, spec, surplus) });
}

function placeOfWords(statement: Statement, words: readonly Word[]): Place {
  return statement.source.origin({ start: words[0]!.startOffset, end: spanOf(words.at(-1)!).end });
}

function worded(statement: Statement, spec: KeywordSpec, surplus: readonly Word[]): Omit<Finding, 'place'> {
  if (isLonelyBackslash(statement, surplus)) return stickingBackslash(statement);
  const keyword = keywordOf(statement);
  const where = inBlock(statement.parent);
  const text = surplus.map((word) => word.image).join(' ');
  const second = textOf(surplus[0]!);
  if (keywordSpec(statement.parent.path, second) !== undefined) {
    return {
      message: `a line takes one keyword: ${second} behind ${keyword} ${where} is ignored`,
      help: `Write ${isSecret(statement) ? second : text} on a line of its own`,
      label: 'not read',
      ...splitFix(statement, surplus),
    };
  }
  if (isSecret(statement)) {
    return {
      message: `${keyword} ${where} ends at the first blank: what follows is no part of it`,
      why: 'Passwords that differ only behind the blank are the same to keepalived.',
      help: `Put the whole value in double quotes: ${keyword} "..."`,
      label: 'not read',
    };
  }
  if (spec.kind === 'script') {
    const command = statement.words
      .slice(1)
      .map((word) => word.image)
      .join(' ');
    return {
      message: `${keyword} ${where} runs ${textOf(statement.words[1]!)} without "${text}"`,
      why: 'Only the first word, or what stands in double quotes, is the command; keepalived ignores the rest of the line.',
      help: `${keyword} "${command.replaceAll('"', '').replaceAll(/ {2,}/g, ' ')}"`,
      label: 'not passed to the command',
    };
  }
  if (spec.kind === 'flag') {
    const isOff = /^(?:false|off|no|0)$/i.test(second);
    return {
      message: `${keyword} ${where} takes no value: "${text}" is ignored${isOff ? `, and ${keyword} is in force` : ''}`,
      ...(isOff ? { help: `Remove the line to do without ${keyword}` } : { help: keyword }),
      label: 'not read',
    };
  }
  const kept = statement.words
    .slice(0, -surplus.length)
    .map((word) => word.image)
    .join(' ');
  return {
    message: `"${text}" behind ${kept} ${where} is ignored`,
    ...(spec.onExtra === 'message' ? { why: 'keepalived reports the words and goes on without them.' } : {}),
    help: `${kept}${openingOf(statement)}`,
    label: 'not read',
  };
}

function splitFix(statement: Statement, surplus: readonly Word[]): { readonly fixes?: readonly Fix[] } {
  const before = statement.words[statement.words.indexOf(surplus[0]!) - 1]!;
  const start = placeOf(statement, before).span.end;
  const { source, span } = placeOf(statement, surplus[0]!);
  if (source !== statement.source || span.start < start) return {};
  const edits = [{ place: { source, span: { start, end: span.start } }, text: `\n${indentOf(statement)}` }];
  return { fixes: [{ title: 'Begin a line of its own', safety: 'unsafe', edits }] };
}

/** Words behind those that a keyword reads. */
export const syntaxExtraTokens = defineRule({
  id: 'syntax/extra-tokens',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'Words behind the value, which keepalived ignores',
    why: 'keepalived reads as many words as the keyword takes and ignores the rest of the line without a message; a second keyword there does nothing.',
    references: ['keepalived lib/parser.c: process_stream', 'keepalived.conf(5)'],
  },
  ...extraTokensExamples,
  on: {
    node: (node, context) => {
      const places = new Places();
      eachStatement(node.configuration.root, (statement) => check(statement, places, context));
      slashComments(node, context);
    },
  },
});
