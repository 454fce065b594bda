// Sends each event to whoever is listening now; a slow listener loses the oldest events rather than holding memory without bound.

export type Broadcast<Event> = {
  send(event: Event): void;
  /** Events from now on, until `signal` aborts or `close` is called. */
  listen(signal?: AbortSignal): AsyncIterableIterator<Event>;
  close(): void;
};

/** @param capacity events kept for a listener that does not read */
export function createBroadcast<Event>(capacity = 1000): Broadcast<Event> {
  type Listener = { queue: Event[]; wake: (() => void) | null };
  const listeners = new Set<Listener>();
  let isClosed = false;

  /** An iterator of its own rather than a generator: leaving must work before the first event and while waiting for one. */
  function drain(listener: Listener, leave: () => void): AsyncIterableIterator<Event> {
    return {
      async next() {
        for (;;) {
          const event = listeners.has(listener) ? listener.queue.shift() : undefined;
          if (event !== undefined) return { done: false, value: event };
          if (isClosed || !listeners.has(listener)) {
            leave();
            return { done: true, value: undefined };
          }
          await new Promise<void>((resume) => { listener.wake = resume; });
        }
      },
      async return() {
        leave();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  return {
    send(event) {
      for (const listener of listeners) {
        listener.queue.push(event);
        if (listener.queue.length > capacity) listener.queue.shift();
        listener.wake?.();
      }
    },
    listen(signal) {
      const listener: Listener = { queue: [], wake: null };
      const leave = () => {
        listeners.delete(listener);
        signal?.removeEventListener('abort', leave);
        listener.wake?.();
      };
      if (!signal?.aborted) listeners.add(listener);
      signal?.addEventListener('abort', leave, { once: true });
      return drain(listener, leave);
    },
    close() {
      isClosed = true;
      for (const listener of listeners) listener.wake?.();
    },
  };
}
