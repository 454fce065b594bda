// A bridge from callbacks to an async iterable: what is pushed on one side is read on the other, in order.

export type EventChannel<Value> = {
  push(value: Value): void;
  end(): void;
  fail(error: unknown): void;
  /** Reads until end or failure. `onLeave` runs when the reader stops early or everything was read. */
  read(onLeave: () => void): AsyncGenerator<Value, void>;
};

/** Makes a channel for one reader. After `end` or `fail` nothing more is taken. */
export function createEventChannel<Value>(): EventChannel<Value> {
  const values: Value[] = [];
  let outcome: { error: unknown } | 'end' | null = null;
  let wake = () => {};
  return {
    push(value) {
      if (outcome !== null) return;
      values.push(value);
      wake();
    },
    end() {
      outcome ??= 'end';
      wake();
    },
    fail(error) {
      outcome ??= { error };
      wake();
    },
    async *read(onLeave) {
      try {
        for (;;) {
          while (values.length > 0) yield values.shift()!;
          if (outcome === 'end') return;
          if (outcome !== null) throw outcome.error;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        onLeave();
      }
    },
  };
}
