import { placeOf } from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { Place } from '../../../../grammar/source.ts';
import { baseName } from '../../../bundle/paths.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { commentedBlock } from './comments.ts';
import { type MisspeltDefinition, misspeltDefinition } from './misspelt-definition.ts';
import { type DefinedKind, definedBy, definitionsOf, trackedIn } from './tracking.ts';

/** What to say of a name that nothing defines. */
export interface Advice {
  readonly help: string;
  readonly related: readonly Related[];
  /** A name that is defined, and was meant. */
  readonly meant?: string;
  /** What stands there instead of the definition. */
  readonly instead?: string;
}

function misspeltAdvice(misspelt: MisspeltDefinition, name: string, tracked: Place): Advice {
  const { place, written, keyword, inside } = misspelt;
  const number = `line ${place.source.lineIndex(place.span.start) + 1}`;
  const isHere = place.source === tracked.source;
  const line = isHere ? number : `${number} of ${baseName(place.source.path)}`;
  if (inside !== undefined) {
    return {
      help: `Move ${keyword} ${name} out of all blocks, above the block that tracks it`,
      instead: `the one on ${line} is inside ${inside}`,
      related: [{ place, message: 'not a keyword here' }],
    };
  }
  return {
    help: `${keyword} ${name} {`,
    instead: `${line} says ${written}`,
    related: [{ place, message: `${keyword} is meant` }],
  };
}

/**
 * What may have been meant: a block of this name with its keyword misspelt, the same name of another kind, a
 * definition in a comment, a similar name.
 */
export function advice(kind: DefinedKind, name: string, tracked: Place, node: NodeModel): Advice {
  const misspelt = misspeltDefinition(kind, name, node);
  if (misspelt !== undefined) return misspeltAdvice(misspelt, name, tracked);
  const definitions = definitionsOf(node);
  const sameName = definitions.find((one) => one.name === name);
  if (sameName !== undefined) {
    const list = trackedIn[sameName.kind];
    return {
      help: `${list} { ${name} }: ${name} is a ${definedBy[sameName.kind]}`,
      related: [{ place: placeOf(sameName.statement, sameName.statement.words[1]), message: 'defined here' }],
    };
  }
  const commented = commentedBlock(node, definedBy[kind], name);
  if (commented !== undefined) {
    return {
      help: `Take the comment marks off ${definedBy[kind]} ${name}`,
      related: [{ place: commented, message: 'commented out' }],
    };
  }
  const alike = definitions.filter((one) => one.kind === kind);
  const [meant] = nearest(
    name,
    alike.map((one) => one.name),
    1,
  );
  const match = alike.find((one) => one.name === meant);
  if (match !== undefined) {
    return {
      help: match.name,
      meant: match.name,
      related: [
        {
          place: placeOf(match.statement, match.statement.words[1]),
          message: `${match.name} is defined here`,
        },
      ],
    };
  }
  const known = alike.length === 0 ? '' : `; defined are ${alike.map((one) => one.name).join(', ')}`;
  return {
    help: `Add ${definedBy[kind]} ${name} { ... } above the block that tracks it${known}`,
    related: [],
  };
}
