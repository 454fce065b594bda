// Each off-switch, through a whole engine: what is off does no work, writes no rows, and its routes say so.
import { afterEach, describe, expect, it } from 'vitest';
import type { StorageProvider } from '../providers/storage/storage.ts';
import { openSqliteStorage } from '../providers/storage/sqlite/open.ts';
import { productFolder } from '../luminora.ts';
import { silentLog } from '../lib/log.ts';
import { systemClock } from '../lib/clock.ts';
import { createTestEngine } from '../testing/test-engine.ts';
import type { TestEngine } from '../testing/test-engine.ts';
import { join } from 'node:path';

let test: TestEngine | null = null;
afterEach(async () => {
  await test?.close();
  test = null;
});

const talk = ['Me llamo Ana y vivo en Soria', 'Hoy me han despedido del trabajo y estoy muy triste', 'Gracias por escucharme, eres la mejor', 'Mi padre murió ayer y no paro de llorar', 'Me gusta el té verde', 'Adiós'];
async function start(features: Record<string, boolean>): Promise<TestEngine> {
  test = await createTestEngine({ script: { replies: ['Lo siento mucho.'] }, defaults: { features, memory: { refinement: 'off', summary_every: 4 } } });
  return test;
}
/** Rows of a table after the same six messages. */
async function rowsAfterTalk(features: Record<string, boolean>) {
  const { engine, folder, say } = await start(features);
  const session = await engine.client.sessions.create({ personality: 'luna' });
  for (const text of talk) {
    await say(session.id, text);
    await engine.jobsIdle();
  }
  await engine.close();
  const storage: StorageProvider = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  const count = async (entity: Parameters<StorageProvider['count']>[0]) => storage.count(entity);
  const rows = {
    facts: await count('fact'), episodes: await count('episode'), summaries: await count('summary'), classifications: await count('classification'), vectors: await count('message_embedding'), moods: await count('mood'), affinity: await count('affinity_event'),
  };
  await storage.close();
  return rows;
}

it('with everything on there are rows of each kind, so that none of the below is empty by chance', async () => {
  for (const [kind, count] of Object.entries(await rowsAfterTalk({}))) expect([kind, count > 0]).toEqual([kind, true]);
});

it.each([
  ['fact_extraction', 'facts'], ['episodic_memory', 'episodes'], ['summaries', 'summaries'], ['classification', 'classifications'], ['semantic_search', 'vectors'], ['mood', 'moods'], ['affinity', 'affinity'],
] as const)('without %s no %s are written, and the rest goes on', async (feature, kind) => {
  const rows = await rowsAfterTalk({ [feature]: false });
  expect(rows[kind]).toBe(0);
  const others = Object.entries(rows).filter(([other]) => other !== kind);
  // Episodes are judged by the emotions of a classification, too: without it words alone decide.
  for (const [other, count] of others) expect([other, count > 0]).toEqual([other, true]);
});

describe('routes of what is off answer feature_off, and say which switch', () => {
  type Client = TestEngine['engine']['client'];
  const calls: readonly (readonly [string, string, (client: Client) => Promise<unknown>])[] = [
    ['analytics', 'get', (client) => client.analytics.get({})],
    ['audit', 'report', (client) => client.audit.report({})],
    ['snapshots', 'create', (client) => client.snapshots.create({})],
    ['snapshots', 'beginUpload', (client) => client.snapshots.beginUpload({ bytes: 10 } as never)],
    ['imports', 'begin', (client) => client.imports.begin({ file_name: 'x.json', bytes: 10 } as never)],
    ['summaries', 'make', (client) => client.summaries.make({ session_id: 'x' })],
    ['classification', 'list', (client) => client.memory.classifications({})],
    ['mood', 'set', (client) => client.moods.set({ session_id: 'x', mood: 'happy', personality: 'luna' } as never)],
    ['affinity', 'set', (client) => client.affinity.set({ personality: 'luna', points: 50 } as never)],
  ];
  it.each(calls)('%s: %s', async (feature, _route, call) => {
    const { engine } = await start({ [feature]: false });
    await expect(call(engine.client)).rejects.toMatchObject({ code: 'feature_off', data: { details: { field: `features.${feature}` } } });
  });

  it('they answer when it is on, and again after it is switched on while running', async () => {
    const { engine } = await start({ analytics: false });
    await expect(engine.client.analytics.get({})).rejects.toMatchObject({ code: 'feature_off' });
    await engine.client.settings.write({ changes: [{ path: 'features.analytics', value: true }] });
    expect(await engine.client.analytics.get({})).toBeTruthy();
  });

  it('what is there already can be read and deleted', async () => {
    const { engine } = await start({ snapshots: false, imports: false, audit: false, summaries: false, mood: false, affinity: false });
    expect(await engine.client.snapshots.list({})).toMatchObject({ snapshots: [] });
    expect(await engine.client.imports.list({})).toBeTruthy();
    expect(await engine.client.moods.current({ personality: 'luna' })).toBeTruthy();
  });
});
