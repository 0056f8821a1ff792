import type { Statement } from '../../grammar/configuration.ts';

/** Something that hacfg.yaml has no words for: the host's blocks are taken over as they are. */
export class CannotExpress extends Error {
  readonly statement: Statement;

  constructor(message: string, statement: Statement) {
    super(message);
    this.statement = statement;
  }
}
