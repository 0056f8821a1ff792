import { placeOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import type { Place, SourceText } from '../../../../grammar/source.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { someOf } from '../vrrp/settings.ts';
import { cascadeAt, cascadeOf, inBlock, misreads } from './naming.ts';
import { eachStatementWith, refusedWords, type Search } from './walk.ts';

const slashes: readonly Search[] = [{ needles: ['//'], pattern: /\/\//g }];

/** Whether a word was meant to begin a comment. */
export function isSlashes(word: Word): boolean {
  return word.image.startsWith('//');
}

/** A `//` behind a value. */
interface Slashes {
  readonly statement: Statement;
  /** The word that begins with it. */
  readonly place: Place;
  readonly cascade: readonly Place[];
  /** The daemon makes something of the words, or of a brace among them. */
  readonly isRefused: boolean;
}

function slashesIn(statement: Statement, node: NodeModel): Slashes | undefined {
  const at = statement.words.findIndex(isSlashes);
  if (at < 1 || statement.spec?.kind === 'list') return undefined;
  const words = statement.words.slice(at);
  const place = placeOf(statement, words[0]!);
  const cascade = cascadeAt(place, node);
  const isRefused = cascade.length > 0 || words.some((word) => refusedWords(node).has(word));
  return { statement, place, cascade, isRefused };
}

/** The `#` for a `//`; none where it came out of a definition. */
function editFor({ place: { source, span } }: Slashes): Edit[] {
  const mark = { source, span: { start: span.start, end: span.start + 2 } };
  return source.slice(mark.span) === '//' ? [{ place: mark, text: '#' }] : [];
}

/** Reports some of which the daemon makes the same: one that does harm, or all of a file that do none. */
function report(found: readonly [Slashes, ...Slashes[]], context: RuleContext): void {
  const [{ statement, place, cascade, isRefused }, ...others] = found;
  const edits = found.flatMap(editFor);
  const more = others.length === 0 ? '' : `, and so on ${others.length} more lines`;
  context.report({
    place,
    ...(isRefused ? { severity: 'error' as const } : {}),
    message: `// begins no comment: the words behind it belong to ${textOf(statement.words[0]!)} ${inBlock(statement.parent)}${more}${misreads(cascade, place)}`,
    why: isRefused
      ? 'keepalived reads the words as values and the braces among them as braces.'
      : `${others.length === 0 ? 'The line works' : 'These lines work'} only because keepalived ignores words that it has no use for.`,
    help: '# begins a comment, and so does !',
    label: 'read as a value',
    related: [
      ...cascadeOf(cascade),
      ...someOf(others.map((one) => ({ place: one.place, message: 'here too' }))),
    ],
    ...(edits.length === 0
      ? {}
      : {
          fixes: [
            {
              title: edits.length === 1 ? 'Begin the comment with #' : 'Begin the comments with #',
              safety: 'safe',
              edits,
            },
          ],
        }),
  });
}

/** Reports `//` behind a value, where it begins no comment. */
export function slashComments(node: NodeModel, context: RuleContext): void {
  const harmless = new Map<SourceText, Slashes[]>();
  eachStatementWith(node, slashes, (statement) => {
    const found = slashesIn(statement, node);
    if (found === undefined) return;
    if (found.isRefused) report([found], context);
    else harmless.set(found.place.source, [...(harmless.get(found.place.source) ?? []), found]);
  });
  for (const all of harmless.values()) {
    // One behind a word that is no keyword, which is said there, is not the one to show.
    const isKnown = ({ statement }: Slashes) => statement.spec !== undefined;
    const [first, ...others] = [...all.filter(isKnown), ...all.filter((one) => !isKnown(one))];
    if (first !== undefined) report([first, ...others], context);
  }
}
