/**
 * Chevrotain 13 checks its grammars with Object.groupBy, which Node 20 has not got. Import this before it.
 */
const host = Object as { groupBy?: unknown };

if (host.groupBy === undefined) {
  host.groupBy = <Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => PropertyKey) => {
    const groups: Record<PropertyKey, Item[]> = Object.create(null);
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index++);
      groups[key] ??= [];
      groups[key].push(item);
    }
    return groups;
  };
}
