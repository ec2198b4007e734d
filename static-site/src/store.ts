import { useEffect, useState } from 'preact/hooks';

/** A value that several components read, and that changes outside of them. */
export interface Store<Value> {
  get(): Value;
  set(value: Value): void;
  use(): Value;
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<(value: Value) => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener(next);
    },
    use() {
      const [current, setCurrent] = useState(() => ({ value }));
      useEffect(() => {
        const listener = (next: Value) => setCurrent({ value: next });
        listener(value); // it may have changed between the first rendering and now
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      }, []);
      return current.value;
    },
  };
}
