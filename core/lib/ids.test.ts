import { describe, expect, it } from 'vitest';
import { createIdSource } from './ids.ts';

describe('createIdSource', () => {
  it('keeps order when the clock goes back ten years, also after a restart', () => {
    let now = 1_800_000_000_000;
    const clock = { now: () => now };
    const first = createIdSource(clock);
    const made = [first.next(), first.next()];
    now -= 10 * 365 * 86_400_000;
    made.push(first.next());
    const second = createIdSource(clock, made.at(-1));
    made.push(second.next(), second.next());
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('goes on after ids that came from elsewhere, and never back', () => {
    const elsewhere = createIdSource({ now: () => 2_000 }).next();
    const ids = createIdSource({ now: () => 1_000 });
    const before = ids.next();
    ids.raise?.(elsewhere);
    const after = ids.next();
    ids.raise?.(before);
    ids.raise?.('nonsense');
    expect([before < elsewhere, elsewhere < after, after < ids.next()]).toEqual([true, true, true]);
  });

  it('ignores a seed that is not a ULID', () => {
    expect(createIdSource({ now: () => 1 }, 'nonsense').next()).toHaveLength(26);
  });
});
