// The small parts that providers share: lines of JSON, answers checked against a schema, and the bridge from callbacks to a stream.
import { describe, expect, it } from 'vitest';
import { pause, untilStopped } from './cancellation.ts';
import { createEventChannel } from './event-channel.ts';
import { parseJsonAnswer } from './json-answer.ts';
import { jsonMessages } from './json-prompt.ts';
import { readNdjson } from './ndjson.ts';

async function read(text: string, change: { size?: number; maxLineCharacters?: number } = {}): Promise<unknown[]> {
  const bytes = Buffer.from(text);
  const size = change.size ?? bytes.length;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let index = 0; index < bytes.length; index += size) controller.enqueue(bytes.subarray(index, index + size));
      controller.close();
    },
  });
  const values: unknown[] = [];
  for await (const value of readNdjson(body, { who: 'X', firstMs: 1000, idleMs: 1000, ...(change.maxLineCharacters === undefined ? {} : { maxLineCharacters: change.maxLineCharacters }) })) values.push(value);
  return values;
}

describe('lines of JSON', () => {
  it('are the same however the bytes are cut, with empty lines and without a last line end', async () => {
    const text = '{"a":"ñ🐶"}\r\n\n  \n[2]\n3';
    for (const size of [1, 2, 3, 100]) expect(await read(text, { size })).toEqual([{ a: 'ñ🐶' }, [2], 3]);
  });

  it('are refused when one is no JSON or never ends', async () => {
    for (const text of ['{"a":1}\nno\n', '{"a":1}\n{"cut']) await expect(read(text), text).rejects.toMatchObject({ code: 'provider_bad_response' });
    await expect(read('x'.repeat(50), { size: 10, maxLineCharacters: 20 })).rejects.toMatchObject({ code: 'provider_bad_response' });
  });
});

describe('an answer in JSON', () => {
  const schema = { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'integer' } }, required: ['b'] } }, required: ['a'] };
  it('is read through a code fence', () => {
    expect(parseJsonAnswer('```json\n{"a":{"b":1}}\n```', schema, 'X')).toEqual({ a: { b: 1 } });
  });

  it('is refused with its place, without what it says', () => {
    expect(() => parseJsonAnswer('{"a":{"b":"canary"}}', schema, 'X')).toThrow(/at a\.b\./);
    expect(() => parseJsonAnswer('{"a":{"b":"canary"}}', schema, 'X')).not.toThrow(/canary/);
    expect(() => parseJsonAnswer('[]', schema, 'X')).toThrow(/at the top level|at the top/);
    expect(() => parseJsonAnswer('sure!', schema, 'X')).toThrow(expect.objectContaining({ code: 'provider_bad_response' }));
    expect(() => parseJsonAnswer('{}', { type: 'no such type' }, 'X')).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('is asked for with the request\'s own instruction and example, or with general ones', () => {
    const user = { role: 'user' as const, content: 'Soy Eva' };
    const own = jsonMessages({ messages: [{ role: 'system', content: 'Own.' }, user], schema, example: { input: 'in', output: { a: 1 } } });
    expect(own.map((message) => message.content)).toEqual(['Own.', 'in', '{"a":1}', 'Soy Eva']);
    expect(jsonMessages({ messages: [user], schema }).map((message) => message.role)).toEqual(['system', 'user', 'assistant', 'user']);
  });
});

describe('the event channel', () => {
  it('takes nothing after its end, keeps the first outcome, and tells when the reader leaves', async () => {
    const channel = createEventChannel<number>();
    let left = 0;
    channel.push(1);
    channel.end();
    channel.push(2);
    channel.fail(new Error('late'));
    const seen: number[] = [];
    for await (const value of channel.read(() => (left += 1))) seen.push(value);
    expect([seen, left]).toEqual([[1], 1]);
  });

  it('gives what came before a failure first', async () => {
    const channel = createEventChannel<number>();
    const reader = channel.read(() => {});
    const waiting = reader.next();
    channel.push(1);
    expect(await waiting).toEqual({ done: false, value: 1 });
    channel.fail(new Error('broken'));
    await expect(reader.next()).rejects.toThrow('broken');
  });
});

describe('waits', () => {
  it('end by time or by the signal, whichever is first', async () => {
    await pause(1, undefined);
    await pause(0, undefined);
    await expect(pause(Infinity, AbortSignal.timeout(10))).rejects.toMatchObject({ code: 'cancelled' });
    await expect(pause(0, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    await expect(untilStopped(new Promise(() => {}), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});
