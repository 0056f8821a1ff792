import { type Block, type Configuration, placeOf, type Statement } from '../../grammar/configuration.ts';
import type { Place, SourceText } from '../../grammar/source.ts';

/** Every place that holds a password or key: reports show stars there. */
export function secretPlaces(configuration: Configuration): Place[] {
  const places: Place[] = [];
  visit(configuration.root, (statement) => {
    for (const word of statement.words.slice(1)) {
      // No secret, and stars in place of each would be found in other lines.
      if (word.image === '\\') continue;
      const place = placeOf(statement, word);
      places.push(place, ...definitionsBehind(place, configuration.sources));
    }
  });
  return places;
}

function visit(block: Block, found: (statement: Statement) => void): void {
  for (const statement of block.statements) {
    if (statement.spec?.secret === true) found(statement);
    if (statement.block !== undefined) visit(statement.block, found);
  }
}

/** `auth_pass $PASS`: the values that `$PASS=` gives it. */
function definitionsBehind(place: Place, sources: readonly SourceText[]): Place[] {
  const names = place.source.slice(place.span).matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g);
  const places: Place[] = [];
  for (const [, name] of names) {
    for (const source of sources) {
      for (const match of source.text.matchAll(new RegExp(`^[ \\t]*\\$${name}=(.*)$`, 'gm'))) {
        const end = match.index + match[0].length;
        places.push({ source, span: { start: end - match[1]!.length, end } });
      }
    }
  }
  return places;
}
