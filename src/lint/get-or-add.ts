/** What remembers things by their keys: a Map or a WeakMap. */
interface Store<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** What is held for a key; what is made for it, where nothing is held yet. */
export function getOrAdd<Key, Value extends {}>(
  store: Store<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  let value = store.get(key);
  if (value === undefined) {
    value = make();
    store.set(key, value);
  }
  return value;
}
