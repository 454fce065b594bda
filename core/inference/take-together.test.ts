// Which texts are computed in one run, and in what windows a long one is read; tokens are words here.
import { describe, expect, it } from 'vitest';
import { takeTogether, type QueuedText } from './take-together.ts';
import { toWindows } from './text-windows.ts';

const words = { encode: (text: string) => [1, ...text.split(' ').filter((word) => word !== '').map((word) => word.length * 100 + (word.codePointAt(0) ?? 0)), 2] };
const windowsOf = (text: string) => toWindows(words, text, { maxTokens: 20, overlap: 3, prefixes: [] });
const text = (length: number) => Array.from({ length: length - 2 }, () => 'w').join(' ');
const queueOf = (lengths: readonly number[]): QueuedText[] => lengths.map((length, id) => ({ id, text: text(length), since: 0, windows: null, vectors: [] }));
const take = (queue: QueuedText[], most: number, mostTokens: number, fail: (id: number) => void = () => undefined) => takeTogether(queue, windowsOf, { most, mostTokens, fail }).map(({ id }) => id);

describe('texts of one run', () => {
  it('are as long as the first one, and so many that the run stays short', () => {
    expect(take(queueOf([10, 3, 11, 9, 18, 10]), 32, 44)).toEqual([0, 2, 3, 5]);
    expect(take(queueOf([10, 3, 11, 9, 18, 10]), 32, 43)).toEqual([0, 2, 5]);
    expect(take(queueOf([10, 6, 11, 9, 18, 10]), 2, 1000)).toEqual([0, 1]);
  });

  it('are at most twice, and at least half, as long as the first one', () => {
    expect(take(queueOf([8, 3, 4, 16, 17, 5]), 32, 1000)).toEqual([0, 2, 3, 5]);
  });

  it('are at least the first, however long', () => {
    expect(take(queueOf([20, 20]), 32, 5)).toEqual([0]);
    expect(take([], 32, 5)).toEqual([]);
  });

  it('leave one of several windows to itself', () => {
    expect(take(queueOf([5, 60, 5]), 32, 1000)).toEqual([0, 2]);
    expect(take(queueOf([60, 5]), 32, 1000)).toEqual([0]);
  });

  it('leave out what cannot be read, and tell it', () => {
    const queue = queueOf([5, 5, 5]);
    queue[0]!.text = 5 as unknown as string;
    const failed: number[] = [];
    expect(take(queue, 32, 1000, (id) => failed.push(id))).toEqual([1, 2]);
    expect([failed, queue.map(({ id }) => id)]).toEqual([[0], [1, 2]]);
  });
});

describe('a long text', () => {
  const long = Array.from({ length: 50 }, (_, index) => `${String.fromCodePoint(97 + index % 26)}${'x'.repeat(index)}`);
  const bodyOf = (windows: readonly (readonly number[])[], head: number) => windows.map((ids) => ids.slice(head, -1));

  it('is read whole, in windows that share their ends and have the special tokens', () => {
    const windows = toWindows(words, long.join(' '), { maxTokens: 20, overlap: 3, prefixes: [] });
    expect(windows.every((ids) => ids.length <= 20 && ids[0] === 1 && ids.at(-1) === 2)).toBe(true);
    const bodies = bodyOf(windows, 1);
    for (const [index, body] of bodies.slice(1).entries()) expect(body.slice(0, 3)).toEqual(bodies[index]!.slice(-3));
    expect(new Set(bodies.flat())).toEqual(new Set(words.encode(long.join(' ')).slice(1, -1)));
  });

  it('has its prefix in each', () => {
    const windows = toWindows(words, `passage: ${long.join(' ')}`, { maxTokens: 20, overlap: 3, prefixes: ['', 'query: ', 'passage: '] });
    expect(windows.length).toBeGreaterThan(3);
    const [prefix] = words.encode('passage:').slice(1, -1);
    expect(windows.every((ids) => ids[1] === prefix && ids.length <= 20)).toBe(true);
    expect(new Set(bodyOf(windows, 2).flat())).toEqual(new Set(words.encode(long.join(' ')).slice(1, -1)));
  });

  it('that just fits is one window', () => {
    expect(toWindows(words, text(20), { maxTokens: 20, overlap: 3, prefixes: [] })).toHaveLength(1);
    expect(toWindows(words, text(21), { maxTokens: 20, overlap: 3, prefixes: [] })).toHaveLength(2);
  });

  it('of a model as short as its overlap still moves on, and one with room for nothing is cut', () => {
    expect(toWindows(words, text(30), { maxTokens: 6, overlap: 64, prefixes: [] })).toHaveLength(7);
    expect(toWindows(words, `passage: ${text(30)}`, { maxTokens: 3, overlap: 1, prefixes: ['passage: '] })).toEqual([[1, expect.any(Number), 2]]);
  });
});
