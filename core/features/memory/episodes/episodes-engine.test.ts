// Episodes and classifications through the engine's door: a whole turn with the real embeddings, the routes, and what a restart leaves. The rules alone; no language model reads anything.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestEngine } from '../../../testing/test-engine.ts';
import type { TestEngine, TestEngineOptions } from '../../../testing/test-engine.ts';
import { endOf, savedOf } from '../../../testing/test-chat.ts';

let test: TestEngine;
const open = async (options: TestEngineOptions = {}) => {
  test = await createTestEngine({ script: { replies: ['Lo siento mucho'] }, ...options });
  return test.engine.client;
};
afterEach(() => test.close());
const real = { realEmbeddings: true, defaults: { memory: { embed_timeout_ms: 60_000 } } };

/** Says each text in turn in a new session. */
async function talk(texts: readonly string[]): Promise<string> {
  const session = await test.engine.client.sessions.create({});
  for (const text of texts) {
    await test.say(session.id, text);
    await test.engine.jobsIdle();
  }
  return session.id;
}
const episodesNow = async () => (await test.engine.client.memory.episodes({})).episodes;

describe('what happened', () => {
  it('is one episode, is found by a question in another session, and each such turn keeps it alive', async () => {
    const client = await open(real);
    await talk(['Hola, ¿qué tal?', 'Mi perro murió ayer', 'Era mi mejor amigo', '¿Qué puedo cenar hoy?']);
    const [episode, ...others] = await episodesNow();
    expect(others).toEqual([]);
    expect(episode).toMatchObject({ type: 'emotional_moment', title: 'Mi perro murió ayer', summary: 'Mi perro murió ayer. Era mi mejor amigo.', never_decays: true, recall_count: 0, source: 'rules' });
    expect(episode!.importance).toBeGreaterThanOrEqual(7);
    expect(episode!.tags).toEqual(expect.arrayContaining(['sad', 'pet']));

    const later = await client.sessions.create({});
    const events = await test.say(later.id, '¿Te acuerdas de mi perro?');
    const trace = await client.chat.trace({ message_id: endOf(events).message.id });
    expect(trace.recalled.filter(({ kind }) => kind === 'episode')).toMatchObject([{ id: episode!.id, is_in_prompt: false, text: episode!.summary }]);
    await test.engine.jobsIdle();
    expect(await episodesNow()).toMatchObject([{ recall_count: 1, last_recalled_at: savedOf(events).message.created_at }]);

    const plain = await test.say(later.id, '¿Cuál es la capital de Italia?');
    expect((await client.chat.trace({ message_id: endOf(plain).message.id })).recalled.filter(({ kind }) => kind === 'episode')).toEqual([]);
    expect((await client.memory.search({ query: 'when my dog died', filters: { kinds: ['episode'] } })).results.map(({ id }) => id)).toEqual([episode!.id]);
  }, 60_000);

  it('is not told back while the prompt still holds it', async () => {
    const client = await open();
    const session = await talk(['Mi perro murió ayer']);
    const trace = await client.chat.trace({ message_id: endOf(await test.say(session, 'No paro de pensar en mi perro')).message.id });
    expect(trace.recalled.filter(({ kind }) => kind === 'episode').every((item) => item.is_in_prompt)).toBe(true);
    await test.engine.jobsIdle();
    expect(await episodesNow()).toMatchObject([{ recall_count: 0 }]);
  });

  it('is found after its index is lost, and goes with its session', async () => {
    const client = await open(real);
    const session = await talk(['Mi perro murió ayer']);
    await test.engine.close();
    rmSync(join(test.folder, 'vectors.db'), { force: true });
    await test.restart();
    await test.engine.jobsIdle();
    const found = async () => (await test.engine.client.memory.search({ query: 'the day my dog died', filters: { kinds: ['episode'] } })).results.length;
    expect(await found()).toBe(1);
    await test.engine.client.sessions.delete({ session_id: session });
    expect([await found(), await episodesNow()]).toEqual([0, []]);
    expect(client).toBeDefined();
  }, 60_000);

  it('is not kept when that is switched off', async () => {
    await open({ defaults: { features: { episodic_memory: false } } });
    await talk(['Mi perro murió ayer', 'Era mi mejor amigo']);
    expect(await episodesNow()).toEqual([]);
  });

  it('is found by words where there are no vectors', async () => {
    const client = await open({ defaults: { features: { semantic_search: false } } });
    await talk(['Mi perro murió ayer']);
    expect((await client.memory.search({ query: '¿y mi perro?', filters: { kinds: ['episode'] } })).results).toHaveLength(1);
    expect((await client.memory.classifications({})).classifications.length).toBeGreaterThan(0);
  });
});

describe('the routes', () => {
  it('list by type, weight, companion, session and time, a page at a time', async () => {
    const client = await open();
    const one = await talk(['Mi perro murió ayer']);
    const two = await talk(['Ayer discutí con mi hermana']);
    const titles = async (query: Parameters<typeof client.memory.episodes>[0]) => (await client.memory.episodes(query)).episodes.map(({ title }) => title);
    expect(await titles({})).toEqual(['Ayer discutí con mi hermana', 'Mi perro murió ayer']);
    expect(await titles({ type: 'conflict' })).toEqual(['Ayer discutí con mi hermana']);
    expect(await titles({ importance_at_least: 8 })).toEqual(['Mi perro murió ayer']);
    expect(await titles({ session_id: one })).toEqual(['Mi perro murió ayer']);
    expect([await titles({ personality: 'luna' }), await titles({ personality: 'x' }), await titles({ user_id: 'x' })].map((list) => list.length)).toEqual([2, 0, 0]);
    const [newest] = await episodesNow();
    expect([await titles({ limit: 1 }), await titles({ before: newest!.id })]).toEqual([['Ayer discutí con mi hermana'], ['Mi perro murió ayer']]);
    expect(await titles({ from: newest!.ended_at, session_id: two })).toHaveLength(1);
  });

  it('change, pin, delete and put back, and tell the screens', async () => {
    const client = await open();
    const told: string[] = [];
    const stop = new AbortController();
    const watching = (async () => {
      for await (const event of await client.system.events(undefined, { signal: stop.signal })) if (event.type.startsWith('episode-')) told.push(event.type);
    })().catch(() => undefined);
    const session = await talk(['Mi perro murió ayer']);
    const somebodyElses = async () => savedOf(await test.say((await client.sessions.create({ user_id: 'bo' })).id, 'Hola')).message.id;
    const [episode] = await episodesNow();
    const id = episode!.id;
    expect(await client.memory.changeEpisode({ id, is_pinned: true })).toMatchObject({ is_pinned: true, source: 'rules', title: episode!.title });
    expect(await client.memory.changeEpisode({ id, title: 'Adiós, Max', importance: 10 })).toMatchObject({ is_pinned: true, source: 'user', title: 'Adiós, Max', importance: 10, summary: episode!.summary });
    await test.engine.jobsIdle();
    const { deleted } = await client.memory.deleteEpisode({ id });
    expect(await episodesNow()).toEqual([]);
    await test.say(session, 'Era mi mejor amigo');
    await test.engine.jobsIdle();
    expect(JSON.stringify(await episodesNow())).not.toContain('murió');
    expect(await client.memory.restoreEpisode({ episode: deleted })).toEqual(deleted);
    expect(await episodesNow()).toEqual([deleted]);
    for (const gone of [client.memory.changeEpisode({ id: 'x', title: 'y' }), client.memory.deleteEpisode({ id: 'x' }), client.memory.restoreEpisode({ episode: { ...deleted, id: 'y', session_id: 'x' } })]) await expect(gone).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.memory.restoreEpisode({ episode: deleted })).rejects.toMatchObject({ code: 'conflict' });
    for (const forged of [{ ...deleted, id: '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' }, { ...deleted, id: '0', source_message_ids: [await somebodyElses()] }]) await expect(client.memory.restoreEpisode({ episode: forged })).rejects.toMatchObject({ code: 'invalid_input' });
    stop.abort();
    await watching;
    await client.memory.deleteEpisode({ id });
    await client.sessions.delete({ session_id: session });
    // Not even the list of what may not be told again names the session.
    expect(readdirSync(test.folder).filter((name) => name.includes('.db') && readFileSync(join(test.folder, name)).includes(session))).toEqual([]);
    // Made, joined by the reply, pinned, reworded, deleted, put back.
    expect(told).toEqual(['episode-changed', 'episode-changed', 'episode-changed', 'episode-changed', 'episode-deleted', 'episode-changed']);
  });

  it('an edited message takes its episode along', async () => {
    const client = await open();
    const session = await client.sessions.create({});
    const said = savedOf(await test.say(session.id, 'Mi perro murió ayer')).message;
    await test.engine.jobsIdle();
    expect(await episodesNow()).toHaveLength(1);
    for await (const _ of await client.chat.edit({ message_id: said.id, message: 'Mi perro ladró ayer', client_message_id: 'edit-1' }));
    await test.engine.jobsIdle();
    expect(await episodesNow()).toEqual([]);
    expect((await client.memory.search({ query: 'mi perro', filters: { kinds: ['episode'] } })).results).toEqual([]);
  });
});

describe('classifications', () => {
  it('say what each message is, and narrow a search', async () => {
    const client = await open(real);
    await talk(['Mi jefe cambió la reunión al martes', 'Mi contraseña es perro123', 'Me han diagnosticado diabetes']);
    const rows = (await client.memory.classifications({})).classifications;
    expect(rows).toHaveLength(6);
    const secret = (await client.memory.classifications({ privacy: 'secret' })).classifications;
    expect(secret).toHaveLength(1);
    const work = (await client.memory.classifications({ category: 'work' })).classifications;
    expect(work).toHaveLength(1);
    const search = async (filters: object) => (await client.memory.search({ query: '¿qué te he contado?', limit: 20, filters: { kinds: ['message'], speaker: 'user', ...filters } })).results.map(({ text }) => text).sort();
    expect(await search({})).toEqual(['Me han diagnosticado diabetes', 'Mi contraseña es perro123', 'Mi jefe cambió la reunión al martes']);
    expect(await search({ privacy: ['sensitive'] })).toEqual(['Me han diagnosticado diabetes']);
    expect(await search({ privacy: ['public', 'personal', 'sensitive'] })).toEqual(['Me han diagnosticado diabetes', 'Mi jefe cambió la reunión al martes']);
    expect(await search({ categories: ['work'] })).toEqual(['Mi jefe cambió la reunión al martes']);
  }, 60_000);
});
