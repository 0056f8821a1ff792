import { placeOf, type Statement } from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';

/** Something the user is to know of an import. */
export interface Note {
  /** Undefined: it is about the whole. */
  readonly place: Place | undefined;
  readonly message: string;
}

/** Collects notes; one for each statement that goes to verbatim lines. */
export class Notes {
  /** A password stands in the lines. */
  holdsSecret = false;
  private readonly list: Note[] = [];

  add(message: string, place?: Place): void {
    this.list.push({ place, message });
  }

  /** `where`: what the lines belong to. */
  verbatim(statement: Statement, where: string): void {
    const word = statement.words[0]!.image;
    const secret = hasSecret(statement);
    this.holdsSecret ||= secret;
    const copied = secret ? ', with its password' : '';
    this.add(`${word} is kept as it is, in verbatim of ${where}${copied}`, placeOf(statement));
  }

  all(): readonly Note[] {
    return this.list;
  }
}

function hasSecret(statement: Statement): boolean {
  return statement.spec?.secret === true || (statement.block?.statements ?? []).some(hasSecret);
}
