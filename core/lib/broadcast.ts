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

  async function* drain(listener: Listener, signal?: AbortSignal): AsyncIterableIterator<Event> {
    const wake = () => listener.wake?.();
    signal?.addEventListener('abort', wake, { once: true });
    try {
      while (!signal?.aborted) {
        const event = listener.queue.shift();
        if (event !== undefined) {
          yield event;
        } else if (isClosed) {
          return;
        } else {
          await new Promise<void>((resume) => { listener.wake = resume; });
          listener.wake = null;
        }
      }
    } finally {
      listeners.delete(listener);
      signal?.removeEventListener('abort', wake);
    }
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
      listeners.add(listener);
      return drain(listener, signal);
    },
    close() {
      isClosed = true;
      for (const listener of listeners) listener.wake?.();
    },
  };
}
