// A stream whose source runs to its end also when nobody listens any more: a turn is written down whether or not the browser tab stays.

type Settled<T> = { value: T } | { error: unknown } | 'end';

/**
 * Reads `source` at its own pace and hands out what it gave. Leaving (`return`) only stops the handing out.
 * @param onEnd called once, when the source has ended
 */
export function detachStream<T>(source: AsyncIterable<T>, onEnd: () => void = () => {}): AsyncIteratorObject<T, undefined, undefined> {
  const queue: Settled<T>[] = [];
  let wake: (() => void) | undefined;
  let isLeft = false;
  const push = (item: Settled<T>): void => {
    if (!isLeft) queue.push(item);
    wake?.();
  };
  const pump = async (): Promise<void> => {
    try {
      for await (const value of source) push({ value });
      push('end');
    } catch (error) {
      push({ error });
    } finally {
      onEnd();
    }
  };
  void pump();

  const leave = (): void => {
    isLeft = true;
    queue.length = 0;
    wake?.();
  };
  return {
    async next() {
      while (queue.length === 0 && !isLeft) await new Promise<void>((resolve) => (wake = resolve));
      const item = queue.shift();
      if (item === undefined || item === 'end') {
        leave();
        return { done: true, value: undefined };
      }
      if ('value' in item) return { done: false, value: item.value };
      leave();
      throw item.error;
    },
    async return() {
      leave();
      return { done: true, value: undefined };
    },
    async throw(error) {
      leave();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      leave();
    },
  };
}
