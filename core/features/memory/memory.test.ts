// Memory through the engine: what is found, whose it is, and what is learnt from whom.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine, TestEngineOptions } from '../../testing/test-engine.ts';
import { endOf } from '../../testing/test-chat.ts';

let test: TestEngine;
const open = async (options: TestEngineOptions = {}) => {
  test = await createTestEngine(options);
  return test.engine.client;
};
afterEach(() => test.close());

const topics = ['El tren a Zaragoza sale a las ocho', 'Compré harina y azúcar', 'La reunión del lunes fue larga', 'Me gusta la música de los años ochenta', 'Ayer llovió en toda la costa', 'El informe del trimestre está listo', 'Quiero aprender a tocar el piano',
  'La receta lleva dos huevos', 'Mi hermana vive en Lugo', 'El coche necesita aceite'];
/** Says each text in one of three sessions of a user. */
async function talk(texts: readonly string[], userId = 'default'): Promise<void> {
  const sessions = [];
  for (let number = 0; number < 3; number += 1) sessions.push(await test.engine.client.sessions.create({ user_id: userId }));
  for (const [index, text] of texts.entries()) await test.say(sessions[index % sessions.length]!.id, text);
  await test.engine.jobsIdle();
}

describe('recall by meaning', () => {
  it('finds Max for "cuando hablamos de mi mascota" among what was said in several sessions, and after the index is lost', async () => {
    const client = await open({ realEmbeddings: true, script: { replies: ['Vale.'] }, defaults: { memory: { embed_timeout_ms: 60_000 } } });
    await talk([...Array.from({ length: 55 }, (_, index) => `${topics[index % topics.length]!} (${index})`), 'Hoy paseé por el parque con mi perro Max', ...Array.from({ length: 45 }, (_, index) => `${topics[index % topics.length]!}, otra vez ${index}`)]);
    const ask = async () => client.memory.search({ query: 'cuando hablamos de mi mascota', limit: 5 });
    const found = await ask();
    expect(found.keyword_only).toBe(false);
    expect(found.results.map(({ text }) => text)).toContain('Hoy paseé por el parque con mi perro Max');

    await test.engine.close();
    rmSync(join(test.folder, 'vectors.db'), { force: true });
    await test.restart();
    await test.engine.jobsIdle();
    const healed = await test.engine.client.memory.search({ query: 'cuando hablamos de mi mascota', limit: 5 });
    expect(healed.results.map(({ text }) => text)).toContain('Hoy paseé por el parque con mi perro Max');
    const session = await test.engine.client.sessions.create({});
    const trace = await test.engine.client.chat.trace({ message_id: endOf(await test.say(session.id, 'cuando hablamos de mi mascota')).message.id });
    expect(JSON.stringify(trace.recalled)).toContain('Max');
  }, 60_000);
});

describe('recall by words', () => {
  it('finds an exact code among 88 memories', async () => {
    const client = await open();
    await talk([...Array.from({ length: 43 }, (_, index) => `MAIC-TEST-BETA-${1000 + index} ${topics[index % topics.length]!}`), 'The code is MAIC-TEST-ALPHA-9273', ...Array.from({ length: 44 }, (_, index) => `MAIC-TEST-GAMMA-${9000 + index}`)]);
    for (const query of ['MAIC-TEST-ALPHA-9273', 'what was maic-test-alpha-9273?']) expect((await client.memory.search({ query, limit: 1 })).results[0]?.text).toBe('The code is MAIC-TEST-ALPHA-9273');
  });

  it('is all there is when embeddings are off, fail or cannot be loaded', async () => {
    for (const defaults of [{ features: { semantic_search: false } }, { embedding_provider: { name: 'local' }, models: { folder: '/nowhere' } }]) {
      const client = await open({ defaults });
      await talk(['The lighthouse of Vigo', 'Bread']);
      const found = await client.memory.search({ query: 'lighthouse' });
      expect(found.keyword_only).toBe(true);
      expect(found.results[0]?.text).toBe('The lighthouse of Vigo');
      const embeddings = (await client.system.health()).components.find(({ component }) => component === 'embeddings');
      expect(embeddings?.status).toBe('features' in defaults ? 'ok' : 'warning');
      await test.close();
    }
    await open();
  });

  it('what has vectors missing gets them when meaning is switched on', async () => {
    await open({ defaults: { features: { semantic_search: false } } });
    await talk(['The lighthouse of Vigo']);
    await test.engine.client.settings.write({ changes: [{ path: 'features.semantic_search', value: true }] });
    await test.restart();
    await test.engine.jobsIdle();
    const found = await test.engine.client.memory.search({ query: 'lighthouse' });
    expect(found.keyword_only).toBe(false);
    expect(found.results[0]!.parts.meaning).toBeGreaterThan(0);
  });

  it('brings the turns beside the best hits, and never a reply without words', async () => {
    const client = await open({ script: { replies: ['How lovely'] } });
    await talk(['The lighthouse of Vigo']);
    const { results } = await client.memory.search({ query: 'lighthouse' });
    expect(results.map(({ text, reason }) => [text, reason])).toEqual([['The lighthouse of Vigo', 'hit'], ['How lovely', expect.any(String)]]);
    await client.settings.write({ changes: [{ path: 'llm_provider.config', value: { fail_after_tokens: 0 } }] });
    await talk(['The windmill of Consuegra']);
    expect((await client.memory.search({ query: 'windmill' })).results.map(({ text }) => text)).not.toContain('');
  });

  it('one session can be searched alone', async () => {
    const client = await open();
    const [one, other] = [await client.sessions.create({}), await client.sessions.create({})];
    await test.say(one.id, 'lighthouse one');
    await test.say(other.id, 'lighthouse other');
    await test.engine.jobsIdle();
    const { results } = await client.memory.searchSession({ session_id: one.id, query: 'lighthouse' });
    expect(new Set(results.map(({ session_id }) => session_id))).toEqual(new Set([one.id]));
    await expect(client.memory.searchSession({ session_id: 'nowhere', query: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('what belongs to one user is never another one’s', async () => {
    const client = await open({ script: { replies: ['ok'] } });
    const users = ['ana', 'bo', 'default', "o'hara"];
    for (const user of users) await talk([`My name is ${user === 'ana' ? 'Ana' : 'Bo'}. The canary of ${user} sings`, 'The canary sings again'], user);
    for (const user of users) {
      const { results } = await client.memory.search({ user_id: user, query: 'canary sings', limit: 100 });
      expect(results.length).toBeGreaterThan(1);
      for (const other of users.filter((name) => name !== user)) expect(JSON.stringify(results)).not.toContain(`canary of ${other} sings`);
      expect((await client.memory.facts({ user_id: user })).facts).toHaveLength(1);
      const session = await client.sessions.create({ user_id: user });
      const trace = await client.chat.trace({ message_id: endOf(await test.say(session.id, 'the canary')).message.id });
      for (const other of users.filter((name) => name !== user)) expect(JSON.stringify(trace)).not.toContain(`canary of ${other} sings`);
    }
  });
});

describe('facts', () => {
  it('a new value supersedes and keeps the old one; the same again gains a source; an earlier message changes nothing', async () => {
    const client = await open();
    const session = await client.sessions.create({});
    for (const text of ['Tengo 28 años', 'tengo 28 años', 'Hoy cumplí 29 años']) await test.say(session.id, text);
    await test.engine.jobsIdle();
    expect((await client.memory.facts({})).facts).toMatchObject([{ key: 'age', value: 29, source: 'rules-es', source_message_ids: [expect.any(String)] }]);
    expect((await client.memory.facts({ category: 'work' })).facts).toEqual([]);
  });

  it('screens hear what was learnt', async () => {
    const client = await open();
    const session = await client.sessions.create({});
    const watching = await client.system.events();
    const said = test.say(session.id, 'My name is Ana');
    for await (const event of watching) {
      if (event.type !== 'facts-learnt') continue;
      expect(event.facts).toMatchObject([{ key: 'name', value: 'Ana' }]);
      break;
    }
    await said;
  });

  it('numbers of cards and keys are never kept', async () => {
    const client = await open();
    const session = await client.sessions.create({});
    for (const text of ['Trabajo en 4111 1111 1111 1111', 'I work at sk-abcdefghijklmnop1234', 'Me dedico a ES9121000418450200051332', 'I work for 078-05-1120']) await test.say(session.id, text);
    await test.engine.jobsIdle();
    expect((await client.memory.facts({})).facts).toEqual([]);
  });

  it('200 turns with recalled facts in the prompt and a companion that repeats them add none', async () => {
    const client = await open({ script: { replies: ['Te llamas Pedro, tengo 40 años y mi perro se llama Rex.'] } });
    const session = await client.sessions.create({});
    await test.say(session.id, 'Me llamo Ana y tengo 28 años');
    for (let turn = 0; turn < 200; turn += 1) await test.say(session.id, turn % 2 === 0 ? '¿Cómo me llamo y cuántos años tengo?' : `Cuéntame algo, ${turn}`);
    await test.engine.jobsIdle();
    expect((await client.memory.facts({})).facts.map(({ key, value }) => [key, value]).sort()).toEqual([['age', 28], ['name', 'Ana']]);
  }, 60_000);

  it('nothing is learnt when that is switched off', async () => {
    const client = await open({ defaults: { features: { fact_extraction: false } } });
    await talk(['Me llamo Ana']);
    expect((await client.memory.facts({})).facts).toEqual([]);
  });
});
