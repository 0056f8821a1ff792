import { type Block, keywordOf, type Statement, textOf, type Word } from '../../grammar/configuration.ts';
import { readDecimal, readInteger, readUnsigned } from '../../grammar/values/numbers.ts';

/** The statements of one or more blocks by keyword, in reading order. Keywords the daemon does not know are left out. */
export class StatementIndex {
  private readonly byKeyword = new Map<string, Statement[]>();

  constructor(blocks: readonly (Block | undefined)[]) {
    for (const block of blocks) {
      for (const statement of block?.statements ?? []) this.add(statement);
    }
  }

  private add(statement: Statement): void {
    if (statement.spec === undefined) return;
    const keyword = keywordOf(statement);
    const known = this.byKeyword.get(keyword);
    if (known === undefined) this.byKeyword.set(keyword, [statement]);
    else known.push(statement);
  }

  all(keyword: string): readonly Statement[] {
    return this.byKeyword.get(keyword) ?? [];
  }

  last(keyword: string): Statement | undefined {
    return this.byKeyword.get(keyword)?.at(-1);
  }

  first(keyword: string): Statement | undefined {
    return this.byKeyword.get(keyword)?.[0];
  }
}

/** The entries of a list keyword, over all its blocks. */
export function entriesOf(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((statement) => statement.block?.statements ?? []);
}

/** An unsigned number within limits; undefined when the daemon refuses the word. */
export function unsignedIn(word: Word | undefined, min: number, max: number): number | undefined {
  if (word === undefined) return undefined;
  const { value, fault } = readUnsigned(textOf(word));
  return fault === undefined && value >= min && value <= max ? value : undefined;
}

export function integerIn(word: Word | undefined, min: number, max: number): number | undefined {
  if (word === undefined) return undefined;
  const { value, fault } = readInteger(textOf(word));
  return fault === undefined && value >= min && value <= max ? value : undefined;
}

/** A decimal number, such as seconds, within limits; undefined when the daemon refuses the word. */
export function decimalIn(word: Word | undefined, min: number, max: number): number | undefined {
  if (word === undefined) return undefined;
  const { value, fault } = readDecimal(textOf(word));
  const decimal = value / 1e6;
  return fault === undefined && decimal >= min && decimal <= max ? decimal : undefined;
}
