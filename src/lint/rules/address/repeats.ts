import { formatAddress } from '../../../../grammar/values/address.ts';
import type { VirtualAddress } from '../../../model/addresses.ts';

/** An address that stands in one list more than once. */
export interface Repeat {
  /** Where it stands first. */
  readonly first: VirtualAddress;
  /** The first time it stands there again. */
  readonly again: VirtualAddress;
  readonly times: number;
}

/** Repeats in neighbouring lines: one paste, one mistake. In the order of the file. */
export function runsOf(repeats: readonly Repeat[]): Repeat[][] {
  const runs: Repeat[][] = [];
  let last: Repeat | undefined;
  const lines = new LineNumbers();
  for (const repeat of repeats.toSorted((a, b) => startOf(a.again) - startOf(b.again))) {
    const goesOn = last !== undefined && lines.isNext(last.again, repeat.again);
    if (goesOn) runs.at(-1)!.push(repeat);
    else runs.push([repeat]);
    last = repeat;
  }
  return runs;
}

function startOf({ place }: VirtualAddress): number {
  return place.span.start;
}

/** Where entries stand in their lists; a list is counted once. */
class LineNumbers {
  private readonly byList = new Map<object, Map<object, number>>();

  isNext(one: VirtualAddress, other: VirtualAddress): boolean {
    const at = this.numberOf(one);
    return one.statement.parent === other.statement.parent && this.numberOf(other) === at + 1;
  }

  private numberOf({ statement }: VirtualAddress): number {
    const list = statement.parent;
    let numbers = this.byList.get(list);
    if (numbers === undefined) {
      numbers = new Map(list.statements.map((one, at) => [one, at]));
      this.byList.set(list, numbers);
    }
    return numbers.get(statement)!;
  }
}

/** The addresses of an owner, to tell which one is missing where another one is repeated. */
export class Sequence {
  private readonly inOrder: readonly VirtualAddress[];
  private readonly at: ReadonlyMap<VirtualAddress, number>;
  private readonly present: ReadonlySet<number>;

  constructor(entries: readonly VirtualAddress[]) {
    this.inOrder = entries.toSorted((a, b) => startOf(a) - startOf(b));
    this.at = new Map(this.inOrder.map((entry, at) => [entry, at]));
    this.present = new Set(entries.map(numberOf));
  }

  /** The IPv4 address that a list which counts up should have here, when it is nowhere: mostly that one was meant. */
  expectedAt(again: VirtualAddress): string | undefined {
    const at = this.at.get(again)!;
    const [beforeThat, before, behind] = [at - 2, at - 1, at + 1].map((one) => this.numberAt(one, again));
    if (before === undefined) return undefined;
    const countsUp = beforeThat === before - 1 || behind === before + 2;
    const isMissing = countsUp && !this.present.has(before + 1);
    return isMissing ? formatAddress({ family: 4, words: [before + 1] }) : undefined;
  }

  private numberAt(at: number, beside: VirtualAddress): number | undefined {
    const entry = this.inOrder[at];
    const isBeside = entry?.statement.parent === beside.statement.parent && entry.address.family === 4;
    return isBeside ? numberOf(entry) : undefined;
  }
}

function numberOf({ address }: VirtualAddress): number {
  return address.words[0]!;
}
