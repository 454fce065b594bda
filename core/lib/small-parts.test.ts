import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBroadcast } from './broadcast.ts';
import { systemClock } from './clock.ts';
import { countSentBytes } from './count-sent-bytes.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { sha256 } from './hash.ts';
import { createIdSource } from './ids.ts';
import { detectLanguage } from './language.ts';
import { createReplayStream } from './replay-stream.ts';

const read = async <Event>(events: AsyncIterable<Event>) => {
  const all: Event[] = [];
  for await (const event of events) all.push(event);
  return all;
};

describe('a broadcast', () => {
  it('reaches everyone who listens, in order, until it is closed', async () => {
    const broadcast = createBroadcast<number>();
    broadcast.send(0);
    const both = [broadcast.listen(), broadcast.listen()].map(read);
    for (const number of [1, 2, 3]) broadcast.send(number);
    await Promise.resolve();
    broadcast.send(4);
    broadcast.close();
    expect(await Promise.all(both)).toEqual([[1, 2, 3, 4], [1, 2, 3, 4]]);
    expect(await read(broadcast.listen())).toEqual([]);
  });
  it('keeps the newest for one who is slow', async () => {
    const broadcast = createBroadcast<number>(2);
    const listening = broadcast.listen();
    for (const number of [1, 2, 3, 4]) broadcast.send(number);
    broadcast.close();
    expect(await read(listening)).toEqual([3, 4]);
  });
  it('lets go of one who leaves: before the first event, while waiting, or by a signal', async () => {
    const broadcast = createBroadcast<number>();
    const unread = broadcast.listen();
    await unread.return?.();
    broadcast.send(1);
    expect(await unread.next()).toEqual({ done: true, value: undefined });
    const waiting = broadcast.listen();
    const next = waiting.next();
    await waiting.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    const leave = new AbortController();
    const signalled = read(broadcast.listen(leave.signal));
    leave.abort();
    expect(await signalled).toEqual([]);
    expect(await read(broadcast.listen(leave.signal))).toEqual([]);
  });
});

describe('a stream that is replayed', () => {
  it('gives everyone everything from the beginning', async () => {
    const stream = createReplayStream<number>();
    stream.push(1);
    const early = read(stream.follow());
    await Promise.resolve();
    stream.push(2);
    const left: number[] = [];
    for await (const event of stream.follow()) {
      left.push(event);
      break;
    }
    stream.push(3);
    stream.end();
    stream.push(4);
    expect(left).toEqual([1]);
    expect(await early).toEqual([1, 2, 3]);
    expect(await read(stream.follow())).toEqual([1, 2, 3]);
    expect(stream.events).toEqual([1, 2, 3]);
  });
});

describe('bytes sent', () => {
  const none: typeof globalThis.fetch = async () => new Response('');
  it.each([
    ['http://127.0.0.1:1/x', { method: 'POST', body: 'secret' }, 0], ['http://localhost/x', {}, 0], ['http://[::1]:5/x', {}, 0], ['http://127.1.2.3/', {}, 0],
    ['https://a.example/', {}, 18], ['https://a.example/', { method: 'POST', body: 'niño' }, 23], ['https://a.example/', { method: 'POST', body: new Uint8Array(7) }, 25],
    ['https://a.example/', { method: 'POST', body: new ArrayBuffer(3) }, 21], ['https://a.example/', { method: 'POST', body: new URLSearchParams({ a: 'b' }) }, 21], ['https://a.example/', { method: 'POST', body: new Blob(['four']) }, 22],
    ['https://a.example/', { method: 'POST', body: new FormData() }, 18], ['https://127.0.0.1.example/', {}, 26],
  ] as const)('%s %j: %i', async (address, init, bytes) => {
    const sent = countSentBytes(none);
    await sent.fetch(address, init);
    expect(sent.total()).toBe(bytes);
  });
  it('counts a request made before', async () => {
    const sent = countSentBytes(none);
    await sent.fetch(new Request('https://a.example/', { method: 'POST', body: 'four', headers: { 'content-length': '4' } }));
    await sent.fetch(new Request('https://a.example/'));
    await sent.fetch(new URL('https://a.example/'));
    expect(sent.total()).toBe(18 * 3 + 4);
  });
});

describe('small rules', () => {
  it.each([['¿Cómo se llama mi perro?', 'es'], ['What is my dog called?', 'en'], ['ok', null], ['', null], ['Max', null], ['café', 'es']])('the language of %j is %s', (text, language) => expect(detectLanguage(text)).toBe(language));
  it('tokens are estimated on the high side and never go down with more text', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('hello there')).toBe(4);
    expect(estimateTokens('日本語')).toBe(3);
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => estimateTokens(one + other) >= estimateTokens(one)));
  });
  it('a hash is that of the bytes', () => expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'));
  it('the clock tells whole milliseconds', () => expect(Number.isInteger(systemClock.now())).toBe(true));
  it('ids grow whatever the clock does, also from an odd seed', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 2, maxLength: 50 }), (times) => {
      let index = 0;
      const ids = createIdSource({ now: () => times[index]! });
      const made = times.map((_, number) => { index = number; return ids.next(); });
      const later = createIdSource({ now: () => 0 }, made.at(-1)).next();
      return [...made, later].every((id, number, all) => number === 0 || id > all[number - 1]!);
    }));
    expect(createIdSource({ now: () => 5 }, 'not an id').next()).toHaveLength(26);
  });
});
