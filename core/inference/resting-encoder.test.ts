// A model's coming and going, with a thread that only counts and a clock that is moved by hand.
import { expect, it } from 'vitest';
import type { EncoderThread } from './encoder-thread.ts';
import { createRestingEncoder } from './resting-encoder.ts';

function world() {
  const events: string[] = [];
  let timer: { ms: number; work: () => void } | null = null;
  let fails = 0;
  let hold: Promise<void> = Promise.resolve();
  const thread = (): EncoderThread => ({
    device: 'cpu', steps: [],
    encode: async (texts) => { await hold; return texts.map(() => new Float32Array(1)); },
    setBusy: (isBusy) => void events.push(`busy ${isBusy}`),
    statistics: () => Promise.reject(new Error('not asked')),
    close: async () => void events.push('closed'),
  });
  const encoder = createRestingEncoder(async () => {
    events.push('load');
    if (fails > 0) {
      fails -= 1;
      throw new Error('damaged');
    }
    return thread();
  }, { idleMs: 1000, unloaded: () => events.push('unloaded'), after(ms, work) {
    const set = { ms, work };
    timer = set;
    return () => { if (timer === set) timer = null; };
  } });
  return {
    encoder, events,
    pass() {
      const due = timer;
      timer = null;
      due?.work();
    },
    isWaiting: () => timer !== null,
    failOnce() { fails = 1; },
    holdUntil(promise: Promise<void>) { hold = promise; },
  };
}

it('is loaded once for all who ask together, and again after it has left', async () => {
  const { encoder, events, pass } = world();
  expect(encoder.isLoaded()).toBe(false);
  await Promise.all([encoder.encode(['a'], 'urgent'), encoder.encode(['b', 'c'], 'bulk'), encoder.thread()]);
  expect(events.filter((event) => event === 'load')).toHaveLength(1);
  pass();
  expect(encoder.isLoaded()).toBe(false);
  expect(await encoder.encode(['d'], 'urgent')).toHaveLength(1);
  expect(events).toEqual(['load', 'busy false', 'closed', 'unloaded', 'load', 'busy false']);
});

it('does not leave while it works', async () => {
  const { encoder, holdUntil, isWaiting } = world();
  await encoder.thread();
  expect(isWaiting()).toBe(true);
  let letGo: () => void = () => undefined;
  holdUntil(new Promise((resolve) => { letGo = resolve; }));
  const long = encoder.encode(['a'], 'bulk');
  await Promise.resolve();
  expect(isWaiting()).toBe(false);
  letGo();
  await long;
  expect(isWaiting()).toBe(true);
});

it('tries again what could not be loaded, and tells a thread that comes later what goes on', async () => {
  const { encoder, events, failOnce } = world();
  failOnce();
  encoder.setBusy(true);
  await expect(encoder.encode(['a'], 'urgent')).rejects.toThrow('damaged');
  await encoder.encode(['a'], 'urgent');
  expect(events).toEqual(['load', 'load', 'busy true']);
});

it('closed, it refuses and has nothing left', async () => {
  const { encoder, events, isWaiting } = world();
  await encoder.encode(['a'], 'urgent');
  await encoder.close();
  await encoder.close();
  expect(isWaiting()).toBe(false);
  expect(events.at(-1)).toBe('closed');
  await expect(encoder.encode(['a'], 'urgent')).rejects.toMatchObject({ code: 'provider_unavailable' });
});
