import { placeOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { cascadeAt, cascadeOf, inBlock, misreads } from './naming.ts';
import { eachStatementWith, refusedWords, type Search } from './walk.ts';

const slashes: readonly Search[] = [{ needles: ['//'], pattern: /\/\//g }];

/** Whether a word was meant to begin a comment. */
export function isSlashes(word: Word): boolean {
  return word.image.startsWith('//');
}

function comment(statement: Statement, node: NodeModel, context: RuleContext): void {
  const at = statement.words.findIndex(isSlashes);
  if (at < 1 || statement.spec?.kind === 'list') return;
  const words = statement.words.slice(at);
  const place = placeOf(statement, words[0]!);
  const cascade = cascadeAt(place, node);
  const isRefused = cascade.length > 0 || words.some((word) => refusedWords(node).has(word));
  const mark: Place = { source: place.source, span: { start: place.span.start, end: place.span.start + 2 } };
  const fix: Fix = { title: 'Begin the comment with #', safety: 'safe', edits: [{ place: mark, text: '#' }] };
  context.report({
    place,
    ...(isRefused ? { severity: 'error' as const } : {}),
    message: `// begins no comment: the words behind it belong to ${textOf(statement.words[0]!)} ${inBlock(statement.parent)}${misreads(cascade, place)}`,
    why: isRefused
      ? 'keepalived reads the words as values and the braces among them as braces.'
      : 'The line works only because keepalived ignores words that it has no use for.',
    help: '# begins a comment, and so does !',
    label: 'read as a value',
    related: cascadeOf(cascade),
    ...(place.source.slice(mark.span) === '//' ? { fixes: [fix] } : {}),
  });
}

/** Reports `//` behind a value, where it begins no comment. */
export function slashComments(node: NodeModel, context: RuleContext): void {
  eachStatementWith(node, slashes, (statement) => comment(statement, node, context));
}
