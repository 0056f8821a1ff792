import fc, { type GeneratorValue } from 'fast-check';

/** Choices that fast-check makes, remembers and shrinks. */
export class Dice {
  private readonly value: GeneratorValue;

  constructor(value: GeneratorValue) {
    this.value = value;
  }

  between(min: number, max: number): number {
    return this.value(fc.integer, { min, max });
  }

  chance(percent: number): boolean {
    return this.between(1, 100) > 100 - percent;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.between(0, items.length - 1)]!;
  }

  /** Some of the items, in their order. */
  some<Item>(items: readonly Item[], percent: number): Item[] {
    return items.filter(() => this.chance(percent));
  }

  /** All items in another order. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const rest = [...items];
    return items.map(() => rest.splice(this.between(0, rest.length - 1), 1)[0]!);
  }
}
