// The scripted provider keeps the same rules as the real ones, and does what its script says.
import { describe, expect, it } from 'vitest';
import { languageModelConformance, readReply } from './conformance.ts';
import { createScriptedModel } from './scripted.ts';

const count = Array.from({ length: 300 }, (_, index) => index + 1).join(', ');
languageModelConformance('scripted', {
  create: async () => createScriptedModel({ delay_ms: 1, context_tokens: 4000, rules: [{ match: 'count', reply: count }], json_replies: [{ name: 'Paul', age: 45 }] }).model,
  says: async (text) => createScriptedModel({ replies: [text] }).model,
  breaks: async (afterDeltas) => createScriptedModel({ replies: [count], fail_after_tokens: afterDeltas }).model,
}, { skip: [{ rule: 'LM5', reason: 'it has neither a service nor a file that could be missing' }] });

describe('scripted', () => {
  const ask = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

  it('never pretends to be a model', async () => {
    const { model } = createScriptedModel();
    expect((await readReply(model.chat(ask('hola')))).text).toMatch(/^I am the scripted provider, not a language model\..*hola$/);
  });

  it('answers in turn, by rule first, and keeps the requests', async () => {
    const { model, requests } = createScriptedModel({ replies: ['uno', 'dos'], rules: [{ match: 'me llamo (\\p{L}+)', reply: 'Hola, $1' }] });
    const texts: string[] = [];
    for (const words of ['a', 'Me llamo Íñigo', 'b', 'c']) texts.push((await readReply(model.chat(ask(words)))).text);
    expect(texts).toEqual(['uno', 'Hola, Íñigo', 'uno', 'dos']);
    expect(requests.map((request) => request.messages.at(-1)?.content)).toEqual(['a', 'Me llamo Íñigo', 'b', 'c']);
  });

  it('hangs until it is stopped', async () => {
    const { model } = createScriptedModel({ hang: true });
    const { error } = await readReply(model.chat({ ...ask('x'), signal: AbortSignal.timeout(30) }));
    expect(error).toMatchObject({ code: 'cancelled' });
  });

  it('gives the smallest value of a schema when no JSON is scripted', async () => {
    const { model } = createScriptedModel();
    const schema = { type: 'object', properties: { facts: { type: 'array', items: { type: 'string' } }, kind: { enum: ['a', 'b'] } }, required: ['facts', 'kind'] };
    expect(await model.generateJson({ ...ask('x'), schema })).toEqual({ facts: [], kind: 'a' });
  });

  it('refuses a scripted value that does not fit the schema', async () => {
    const { model } = createScriptedModel({ json_replies: [{ facts: 3 }] });
    await expect(model.generateJson({ ...ask('x'), schema: { type: 'object', properties: { facts: { type: 'array' } }, required: ['facts'] } })).rejects.toMatchObject({ code: 'provider_bad_response' });
  });

  it('has only its own name, leaves a group that matched nothing empty, and fails JSON as its script says', async () => {
    const { model } = createScriptedModel({ rules: [{ match: 'soy (ana)?', reply: 'Hola,$1.' }], models: { main: 'scripted' } });
    expect((await readReply(model.chat(ask('soy')))).text).toMatch(/scripted provider/);
    expect((await readReply(model.chat(ask('soy yo')))).text).toBe('Hola,.');
    expect((await readReply(model.chat({ ...ask('x'), model: 'other' }))).error).toMatchObject({ code: 'model_missing' });
    const failing = createScriptedModel({ fail_after_tokens: 99, fail_with: 'rate_limited', replies: ['uno dos'] }).model;
    expect(await readReply(failing.chat(ask('x')))).toMatchObject({ text: 'uno dos', error: { code: 'rate_limited' } });
    await expect(failing.generateJson({ ...ask('x'), schema: {} })).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(createScriptedModel({ hang: true }).model.generateJson({ ...ask('x'), schema: {}, signal: AbortSignal.timeout(10) })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
