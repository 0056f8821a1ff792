import { type Block, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';

/** More lines than this say nothing new. */
const MAX_LINES = 60;

/**
 * The lines a release misreads because it does not know the keyword of a block: it ignores the `{`, reads the lines
 * inside as lines of the block around, and takes the `}` for the end of that. From there on the rest of the block
 * around is read one level up (keepalived lib/parser.c: process_stream).
 */
export function misreadWithout(opener: Statement): Place[] {
  const { block, parent } = opener;
  if (block === undefined) return [];
  const places = [...linesOf(block), ...placesOf(block.close)];
  if (parent.owner !== undefined) {
    for (const statement of parent.statements.slice(parent.statements.lastIndexOf(opener) + 1)) {
      places.push(...withBlock(statement));
    }
    places.push(...placesOf(parent.close));
  }
  return oneALine(places).slice(0, MAX_LINES);
}

function placesOf(place: Place | undefined): Place[] {
  return place === undefined ? [] : [place];
}

function withBlock(statement: Statement): Place[] {
  const { block } = statement;
  return [placeOf(statement), ...(block === undefined ? [] : [...linesOf(block), ...placesOf(block.close)])];
}

function linesOf(block: Block): Place[] {
  return block.statements.flatMap(withBlock);
}

function oneALine(places: readonly Place[]): Place[] {
  const seen = new Set<string>();
  return places.filter(({ source, span }) => {
    const key = `${source.lineIndex(span.start)} ${source.path}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
