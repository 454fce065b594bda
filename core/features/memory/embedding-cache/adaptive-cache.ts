// A bounded map that keeps what is asked for lately and what is asked for often, and learns from its own misses how much room each deserves: ARC (Megiddo and Modha, "ARC: A Self-Tuning,
// Low Overhead Replacement Cache", FAST 2003). Measured against LRU, LFU and W-TinyLFU in docs/embedding-cache.md.

export type AdaptiveCache<Value> = {
  get(key: string): Value | undefined;
  /** Keeps a value; what has to go is told to `removed`. Setting again replaces. */
  set(key: string, value: Value): void;
  clear(): void;
  readonly size: number;
};

/** @param capacity entries kept at most, 1 or more; as many keys again, without values, are remembered of what went */
export function createAdaptiveCache<Value>(capacity: number, removed: (value: Value) => void = () => undefined): AdaptiveCache<Value> {
  // Maps keep the order of insertion: the first key is the one used least recently. The paper's T1, T2, B1 and B2.
  const once = new Map<string, Value>();
  const often = new Map<string, Value>();
  const goneOnce = new Set<string>();
  const goneOften = new Set<string>();
  /** How many of the places `once` should have: the paper's p. */
  let target = 0;

  function evict(isKnownOften: boolean): void {
    const fromOnce = once.size > 0 && (once.size > target || (isKnownOften && once.size === target) || often.size === 0);
    const [from, ghosts] = fromOnce ? [once, goneOnce] : [often, goneOften];
    const key = oldest(from);
    removed(from.get(key)!);
    from.delete(key);
    ghosts.add(key);
  }

  function makeRoom(isKnownOften: boolean): void {
    if (once.size + often.size >= capacity) evict(isKnownOften);
  }

  /** Neither list may remember more than the paper allows: what was seen once at most `capacity` keys, all together twice that. */
  function trimGhosts(): void {
    while (goneOnce.size > 0 && once.size + goneOnce.size > capacity) goneOnce.delete(oldest(goneOnce));
    while (goneOften.size > 0 && once.size + often.size + goneOnce.size + goneOften.size > 2 * capacity) goneOften.delete(oldest(goneOften));
  }

  function use(key: string): Value | undefined {
    const from = once.has(key) ? once : often.has(key) ? often : null;
    if (!from) return undefined;
    const value = from.get(key)!;
    from.delete(key);
    often.set(key, value);
    return value;
  }

  return {
    get: use,
    set(key, value) {
      const old = use(key);
      if (old !== undefined) {
        often.set(key, value);
        removed(old);
        return;
      }
      if (goneOnce.delete(key)) {
        target = Math.min(capacity, target + Math.max(1, goneOften.size / (goneOnce.size + 1)));
        makeRoom(false);
        often.set(key, value);
      } else if (goneOften.delete(key)) {
        target = Math.max(0, target - Math.max(1, goneOnce.size / (goneOften.size + 1)));
        makeRoom(true);
        often.set(key, value);
      } else {
        makeRoom(false);
        once.set(key, value);
      }
      trimGhosts();
    },
    clear() {
      for (const value of [...once.values(), ...often.values()]) removed(value);
      for (const list of [once, often, goneOnce, goneOften]) list.clear();
      target = 0;
    },
    get size() { return once.size + often.size; },
  };
}

function oldest(list: Map<string, unknown> | Set<string>): string {
  return list.keys().next().value!;
}
