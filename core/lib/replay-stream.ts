// A list of events that grows and can be followed by any number of readers, each from the beginning.

export type ReplayStream<Event> = {
  push(event: Event): void;
  /** No more events; readers finish after the last one. */
  end(): void;
  /** Every event from the first one on, then live ones, until the end. Leaving the loop stops only this reader. */
  follow(): AsyncIterableIterator<Event>;
  readonly events: readonly Event[];
};

export function createReplayStream<Event>(): ReplayStream<Event> {
  const events: Event[] = [];
  let isEnded = false;
  let wake: (() => void)[] = [];
  const wakeAll = () => {
    const sleeping = wake;
    wake = [];
    for (const resume of sleeping) resume();
  };

  async function* follow(): AsyncIterableIterator<Event> {
    for (let next = 0; ; next += 1) {
      while (next >= events.length) {
        if (isEnded) return;
        await new Promise<void>((resume) => wake.push(resume));
      }
      yield events[next]!;
    }
  }

  return {
    events,
    push(event) {
      if (isEnded) return;
      events.push(event);
      wakeAll();
    },
    end() {
      isEnded = true;
      wakeAll();
    },
    follow,
  };
}
