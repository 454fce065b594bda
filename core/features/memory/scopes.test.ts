// What belongs to a user, a companion and a project is seen there, and nowhere else.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../contract/entities.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import { openSqliteStorage } from '../../providers/storage/sqlite/open.ts';
import { sqliteVecStore } from '../../providers/vectors/sqlite-vec.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';
import { factsInSight, sessionsInView } from './scopes.ts';

const fact = (id: string, scope: string, key: string, value: string): Fact => ({
  id, user_id: 'ana', scope, category: 'other', key, value, confidence: 1, source_message_ids: [], source: 'x', tags: [], valid_from: 0, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: 0, updated_at: 0,
});

describe('facts in sight', () => {
  const facts = [fact('a', '', 'home_city', 'Soria'), fact('b', 'luna', 'nickname', 'Sol'), fact('c', 'project:boat', 'home_city', 'Vigo'), fact('d', 'project:garden', 'goal', 'roses'), fact('e', '', 'goal', 'sleep'), fact('f', 'project:boat', 'goal', 'Sleep'), fact('g', 'victoria', 'goal', 'x')];
  it.each([
    ['luna', '', 'abe'], ['victoria', '', 'aeg'], ['luna', 'boat', 'bcf'], ['luna', 'garden', 'abde'], ['luna', 'Boat', 'abe'],
  ])('for %s in project "%s" are %s', (personality, project, ids) => expect(factsInSight(facts, { personality, project }).map(({ id }) => id).join('')).toBe(ids));
});

describe('sessions in view', () => {
  const storageOf = (rows: { id: string; project: string }[]) => {
    const counts = { reads: 0 };
    return { counts, storage: { sessions: { inProjects: async () => { counts.reads += 1; return rows; } } } as unknown as Parameters<typeof sessionsInView>[0] };
  };
  it('asks once, and nothing more of a user without projects', async () => {
    const { storage, counts } = storageOf([]);
    expect(await sessionsInView(storage, 'ana', { seen_from: '' })).toBeNull();
    expect(counts.reads).toBe(1);
    expect(await sessionsInView(storage, 'ana', {})).toBeNull();
    expect(counts.reads).toBe(1);
  });
  it('hides other projects', async () => {
    const { storage } = storageOf([{ id: 's1', project: 'boat' }, { id: 's2', project: 'garden' }]);
    const seen = async (view: Parameters<typeof sessionsInView>[2]) => {
      const found = await sessionsInView(storage, 'ana', view);
      return ['s0', 's1', 's2'].filter((id) => found?.lets(id) ?? true);
    };
    expect(await seen({ seen_from: '' })).toEqual(['s0']);
    expect(await seen({ seen_from: 'boat' })).toEqual(['s0', 's1']);
    expect(await seen({ of: '' })).toEqual(['s0']);
    expect(await seen({ of: 'garden' })).toEqual(['s2']);
    expect(await seen({ seen_from: 'boat', of: 'garden' })).toEqual([]);
    expect(await seen({})).toEqual(['s0', 's1', 's2']);
  });
});

describe('in an engine', () => {
  let test: TestEngine;
  beforeEach(async () => { test = await createTestEngine({ script: { replies: ['Aha.'] }, defaults: { memory: { refinement: 'off' } } }); });
  afterEach(() => test.close());

  const start = (project = '', user_id = 'default') => test.engine.client.sessions.create({ project, user_id, personality: 'luna' });
  async function tell(sessionId: string, text: string) {
    await test.say(sessionId, text);
    await test.engine.jobsIdle();
  }
  /** Everything the next reply was made from: what was recalled, and the whole compiled character. */
  async function knownIn(sessionId: string, text: string): Promise<string> {
    const events = await test.say(sessionId, text);
    const end = events.find((event) => event.type === 'turn-end');
    await test.engine.jobsIdle();
    const { recalled, character } = await test.engine.client.chat.trace({ message_id: end!.message.id });
    return JSON.stringify({ recalled: recalled.map((item) => item.text), character });
  }

  it("a project's facts, messages and episodes are seen in its sessions alone", async () => {
    const boat = await start('Boat');
    await tell(boat.id, 'Vivo en Vigo. Me han despedido del astillero y estoy muy triste');
    await tell(boat.id, 'El velero se llama Albatros');
    const free = await start();
    await tell(free.id, 'Me llamo Ana y soy alérgica a las nueces');

    const inBoat = await knownIn((await start('Boat')).id, 'How is the velero Albatros? ¿Recuerdas el astillero?');
    for (const word of ['Vigo', 'Albatros', 'nueces', 'despedi']) expect(inBoat).toContain(word);
    for (const session of [free, await start(), await start('Garden'), await start('boat')]) {
      const known = await knownIn(session.id, 'How is the velero Albatros? ¿Recuerdas el astillero? ¿Me despidieron?');
      for (const word of ['Vigo', 'se llama Albatros', 'despedi']) expect(known).not.toContain(word);
      expect(known).toContain('nueces');
    }
  });

  it('a value told in a project leaves the one of outside alone, and is the one that counts there', async () => {
    const free = await start();
    await tell(free.id, 'Vivo en Madrid');
    const boat = await start('Boat');
    await tell(boat.id, 'Vivo en Vigo');
    await tell(boat.id, 'Ahora vivo en Cádiz');
    const cities = (await test.engine.client.memory.facts({})).facts.filter(({ key }) => key === 'home_city').map(({ scope, value }) => `${scope} ${String(value)}`).sort();
    expect(cities).toEqual([' Madrid', 'project:Boat Cádiz']);
    expect((await test.engine.client.memory.facts({ project: 'Boat' })).facts.map(({ value }) => value)).toEqual(['Cádiz']);
    expect((await test.engine.client.memory.facts({ project: '' })).facts.map(({ value }) => value)).toEqual(['Madrid']);
    const inBoat = await knownIn((await start('Boat')).id, '¿Sabes mi ciudad?');
    expect(inBoat).toContain('vive en Cádiz');
    expect(inBoat).not.toContain('vive en Madrid');
  });

  it('search finds all of the user, or what belongs to one project', async () => {
    await tell((await start('Boat')).id, 'The kayak has a leak');
    await tell((await start('Garden')).id, 'My kayak is now a flower bed');
    await tell((await start()).id, 'I sold the kayak');
    const found = async (filters: { project?: string }) => (await test.engine.client.memory.search({ query: 'kayak', filters: { ...filters, kinds: ['message'], speaker: 'user' } })).results.map(({ text }) => text).sort();
    expect(await found({})).toHaveLength(3);
    expect(await found({ project: 'Boat' })).toEqual(['The kayak has a leak']);
    expect(await found({ project: '' })).toEqual(['I sold the kayak']);
    expect(await found({ project: 'None' })).toEqual([]);
    expect((await test.engine.client.sessions.list({ project: 'Boat' })).sessions).toHaveLength(1);
    expect((await test.engine.client.sessions.projects({})).projects).toEqual([{ name: 'Boat', sessions: 1 }, { name: 'Garden', sessions: 1 }]);
  });

  it('a session that changes its project takes its facts along, and its notes tell no more of the old one', async () => {
    const boat = await start('Boat');
    await tell(boat.id, 'Vivo en Vigo');
    await tell(boat.id, 'Soy alérgica a las nueces');
    await tell((await start('Boat')).id, 'Mi perro se llama Timón');
    await tell(boat.id, '¿Cómo se llama mi perro? ¿Dónde vivo?');
    const moved = await test.engine.client.sessions.rename({ session_id: boat.id, project: 'Garden' });
    expect(moved.project).toBe('Garden');
    const scopes = Object.fromEntries((await test.engine.client.memory.facts({})).facts.map(({ key, scope }) => [key, scope]));
    expect(scopes).toEqual({ home_city: 'project:Garden', allergy: 'project:Garden', pet_dog: 'project:Boat' });
    const known = await knownIn(boat.id, '¿Cómo se llama mi perro?');
    expect(known).not.toContain('Timón');
  });

  it('of a value that both places have, the later one stands after the move', async () => {
    const first = await start('Boat');
    await tell(first.id, 'Vivo en Vigo');
    await tell((await start()).id, 'Vivo en Madrid');
    await test.engine.client.sessions.rename({ session_id: first.id, project: '' });
    expect((await test.engine.client.memory.facts({})).facts.map(({ value }) => value)).toEqual(['Madrid']);
  });

  it('a session that goes into a project leaves what it had taken the place of, and one that comes and goes back is as it was', async () => {
    const values = async () => (await test.engine.client.memory.facts({})).facts.filter(({ key }) => key === 'home_city').map(({ scope, value }) => `${scope} ${String(value)}`).sort();
    await tell((await start()).id, 'Vivo en Vigo');
    const novel = await start();
    await tell(novel.id, 'Vivo en Lugo');
    expect(await values()).toEqual([' Lugo']);
    await test.engine.client.sessions.rename({ session_id: novel.id, project: 'Novel' });
    expect(await values()).toEqual([' Vigo', 'project:Novel Lugo']);
    await test.engine.client.sessions.rename({ session_id: novel.id, project: '' });
    expect(await values()).toEqual([' Lugo']);

    const boat = await start('Boat');
    await tell(boat.id, 'Vivo en Soria');
    await tell((await start()).id, 'Vivo en Madrid');
    await test.engine.client.sessions.rename({ session_id: boat.id, project: '' });
    expect(await values()).toEqual([' Madrid']);
    await test.engine.client.sessions.rename({ session_id: boat.id, project: 'Boat' });
    expect(await values()).toEqual([' Madrid', 'project:Boat Soria']);
  });

  it('what the user put right by hand is not told again after a move', async () => {
    const boat = await start();
    await tell(boat.id, 'Vivo en Vigo');
    const [fact] = (await test.engine.client.memory.facts({})).facts;
    await test.engine.client.memory.changeFact({ id: fact!.id, value: 'Lugo' });
    await test.engine.client.sessions.rename({ session_id: boat.id, project: 'Boat' });
    expect((await test.engine.client.memory.facts({})).facts.map(({ value }) => value)).toEqual(['Lugo']);
  });

  it("another user's memory is told to nobody, also where the index says it is theirs", async () => {
    const ana = await start('Boat', 'ana');
    await tell(ana.id, 'The treasure lies under the third lighthouse');
    await tell(ana.id, 'Me llamo Ana y vivo en Vigo');
    const eva = await start('Boat', 'eva');
    await tell(eva.id, 'Me llamo Eva');
    // The planted leak: the vector of Ana's message, entered under Eva's name.
    await test.engine.close();
    const vectors = await sqliteVecStore.create(sqliteVecStore.options.parse({}), { dataFolder: test.folder, log: silentLog, secret: async () => undefined });
    const storage = openSqliteStorage(join(test.folder, 'luminora.db'), { dataFolder: test.folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
    const [space] = await storage.embeddings.spaces();
    const stored = await storage.embeddings.scan({ space_id: space!.id, limit: 100 });
    const secret = (await storage.messages.getMany(stored.map(({ message_id }) => message_id))).find(({ content }) => content.includes('treasure'))!;
    await vectors.upsert(space!.id, [{ owner_id: secret.id, user_id: 'eva', session_id: eva.id, vector: stored.find(({ message_id }) => message_id === secret.id)!.vector }]);
    await storage.close();
    await vectors.close();
    await test.restart();
    const search = async (user_id: string) => JSON.stringify((await test.engine.client.memory.search({ user_id, query: 'The treasure lies under the third lighthouse' })).results);
    expect(await search('ana')).toContain('treasure');
    expect(await search('eva')).not.toContain('treasure');
    expect(await knownIn((await start('Boat', 'eva')).id, 'Where is the treasure? Where do I live?')).not.toMatch(/third lighthouse|Vigo|Ana\b/);
    expect((await test.engine.client.memory.facts({ user_id: 'eva' })).facts.map(({ value }) => value)).toEqual(['Eva']);
    expect((await test.engine.client.sessions.projects({ user_id: 'eva' })).projects).toEqual([{ name: 'Boat', sessions: 2 }]);
  });
});
