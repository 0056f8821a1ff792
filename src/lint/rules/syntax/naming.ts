import type { Block, Statement, Word } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';

/** More line ranges than this are not spelled out. */
const MAX_RANGES = 3;

/** `vrrp_instance VI_1`: the words a block is opened with, as far as they name it. */
export function headerOf(statement: Statement): string {
  const words = statement.words.slice(0, 3).map((word) => word.image);
  return words.join(' ');
}

/** `authentication of vrrp_instance VI_1`, or `the top level`. */
export function nameOfBlock(block: Block): string {
  const { owner } = block;
  if (owner === undefined) return 'the top level';
  const around = owner.parent.owner;
  return around === undefined ? headerOf(owner) : `${headerOf(owner)} of ${headerOf(around)}`;
}

/** `in vrrp_instance VI_1`, `at the top level`. */
export function inBlock(block: Block): string {
  return block.owner === undefined ? 'at the top level' : `in ${nameOfBlock(block)}`;
}

/** The block a statement opens, as people call it. */
export function nameOf(statement: Statement): string {
  const around = statement.parent.owner;
  return around === undefined ? headerOf(statement) : `${headerOf(statement)} of ${headerOf(around)}`;
}

/** `vrrp_instance` for its table `vrrp_instance`, `the top level` for `/`, `url of HTTP_GET`. */
export function nameOfPath(path: string): string {
  if (path === '/') return 'the top level';
  const parts = path.split('/');
  const last = parts.at(-1)!;
  // Checkers are written in capitals and stand in real_server only.
  if (/^[A-Z]/.test(last)) return last;
  return parts.length > 1 ? `${last} of ${parts.at(-2)!}` : last;
}

/** Number, from 1, of the line a place begins on. */
export function lineNumber(place: Place): number {
  return place.source.lineIndex(place.span.start) + 1;
}

/** `line 8`, `lines 8 to 11`, `lines 8, 9 and 14`; with the file's name where it is another than `from`'s. */
export function linesText(places: readonly Place[], from: Place): string {
  const here = places.filter((place) => place.source.path === from.source.path);
  if (here.length < places.length) return `${places.length} lines in ${filesOf(places).join(' and ')}`;
  const lines = [...new Set(here.map(lineNumber))].sort((a, b) => a - b);
  const ranges: { from: number; to: number }[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last.to + 1) last.to = line;
    else ranges.push({ from: line, to: line });
  }
  if (ranges.length > MAX_RANGES) return `${lines.length} lines`;
  const texts = ranges.map((range) =>
    range.from === range.to ? `${range.from}` : `${range.from} to ${range.to}`,
  );
  const noun = lines.length === 1 ? 'line' : 'lines';
  return `${noun} ${texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts[0]}`;
}

function filesOf(places: readonly Place[]): string[] {
  return [...new Set(places.map((place) => place.source.path))].slice(0, MAX_RANGES);
}

/** `; keepalived then misreads lines 8 to 11`, or nothing when it misreads none. */
export function misreads(cascade: readonly Place[], from: Place): string {
  return cascade.length === 0 ? '' : `; keepalived then misreads ${linesText(cascade, from)}`;
}

/** Every line of a cascade as a place of its own. */
export function cascadeOf(cascade: readonly Place[], message = 'misread because of it'): Related[] {
  return cascade.map((place) => ({ place, message }));
}

/** What the daemon misreads on account of anything on the line of a place. */
export function cascadeAt(place: Place, node: NodeModel): readonly Place[] {
  const line = lineNumber(place);
  return node.configuration.problems.flatMap((problem) =>
    'cascade' in problem && problem.place.source === place.source && lineNumber(problem.place) === line
      ? problem.cascade
      : [],
  );
}

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}

/** The words of a statement as written, the one at `index` replaced; or none of it when it is a secret. */
export function lineWith(statement: Statement, index: number, text: string): string {
  const isSecret = statement.spec?.secret === true;
  return withoutSlashComment(statement.words)
    .map((word, at) => (at === index ? text : isSecret && at > 0 ? '...' : word.image))
    .filter((word) => word !== '')
    .join(' ')
    .concat(openingOf(statement));
}

/** ` {` where the block of a statement opens on the line of its words. */
export function openingOf({ block, words, source }: Statement): string {
  const last = words.at(-1)!;
  const end = last.startOffset + last.image.length;
  const isHere =
    block !== undefined && block.open >= end && !source.text.slice(end, block.open).includes('\n');
  return isHere ? ' {' : '';
}

/** The words of a line up to what was meant as a comment behind two slashes. */
export function withoutSlashComment(words: readonly Word[]): readonly Word[] {
  const mark = words.findIndex((word, at) => at > 0 && word.image.startsWith('//'));
  return mark === -1 ? words : words.slice(0, mark);
}

export function isSecret(statement: Statement): boolean {
  return statement.spec?.secret === true;
}
