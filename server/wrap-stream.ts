// An event stream with somebody watching it: told when it is over, and translating what it throws.

export function wrapStream(source: AsyncIterator<unknown>, watcher: { onEnd?: () => void; mapError?: (error: unknown) => unknown }): AsyncIteratorObject<unknown> {
  return {
    async next() {
      try {
        const result = await source.next();
        if (result.done === true) watcher.onEnd?.();
        return result;
      } catch (error) {
        watcher.onEnd?.();
        throw watcher.mapError ? watcher.mapError(error) : error;
      }
    },
    /** The source may be busy with its next value and answer late; for the watcher the stream is over now. */
    async return(value?: unknown) {
      watcher.onEnd?.();
      return (await source.return?.(value)) ?? { done: true, value };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return?.();
    },
  };
}
