// Backups of a running engine: made by the clock and on request, put back and undone, refused, and gone when something is forgotten.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Client, EngineEvent } from './contract/index.ts';
import { createTestEngine, type TestEngine, type TestEngineOptions } from './testing/test-engine.ts';

let open: TestEngine[];
beforeEach(() => { open = []; });
afterEach(async () => { for (const each of open) await each.close(); });

async function start(options: TestEngineOptions = {}): Promise<TestEngine> {
  const test = await createTestEngine(options);
  open.push(test);
  return test;
}
async function lived(): Promise<{ test: TestEngine; client: Client; sessionId: string }> {
  const test = await start();
  const { client } = test.engine;
  const { id: sessionId } = await client.sessions.create({ personality: 'luna' });
  for (const text of ['Mi perro se llama Max', 'Vivo en Teruel y trabajo en un faro']) await test.say(sessionId, text);
  await test.engine.jobsIdle();
  return { test, client, sessionId };
}
/** Everything of the user, by the checksums of its records. */
async function sums(client: Client): Promise<string[]> {
  const { id, manifest } = await client.snapshots.create({});
  await client.snapshots.remove({ id });
  return manifest.parts.filter(({ path }) => path.startsWith('records/')).map(({ path, sha256 }) => `${path} ${sha256}`);
}
const found = async (client: Client, query: string, word: string) => (await client.memory.search({ query })).results.some(({ text }) => text.includes(word));

it('is put back while the engine runs, and undone by the one it made before', async () => {
  const { test, client, sessionId } = await lived();
  const backup = await client.backups.create();
  expect(backup).toMatchObject({ kind: 'manual', bytes: statSync(join(test.folder, 'backups', backup.id)).size });
  if (process.platform !== 'win32') expect(statSync(join(test.folder, 'backups', backup.id)).mode & 0o777).toBe(0o600);
  const then = await sums(client);
  const { id: otherId } = await client.sessions.create({ personality: 'luna' });
  await test.say(otherId, 'Mi gata se llama Perla');
  await test.engine.jobsIdle();
  const later = await sums(client);
  expect(later).not.toEqual(then);

  const events: EngineEvent[] = [];
  const abort = new AbortController();
  const watching = (async () => { for await (const event of await client.system.events(undefined, { signal: abort.signal })) events.push(event); })().catch(() => undefined);
  const { restored, backup: before } = await client.backups.restore({ id: backup.id });
  expect([restored, before.kind]).toEqual([backup, 'restore']);
  expect(await sums(client)).toEqual(then);
  await test.engine.jobsIdle();
  expect([await found(client, 'gata Perla', 'Perla'), await found(client, 'perro Max', 'Max')]).toEqual([false, true]);
  expect((await client.memory.facts({})).facts.map(({ value }) => value)).not.toContain('Perla');
  await expect.poll(() => events.map(({ type }) => type)).toEqual(expect.arrayContaining(['backup-restored', 'backups-changed']));
  abort.abort();
  await watching;

  await client.backups.restore({ id: before.id });
  expect(await sums(client)).toEqual(later);
  await test.engine.jobsIdle();
  expect(await found(client, 'gata Perla', 'Perla')).toBe(true);
  // Talking goes on, in both.
  for (const id of [sessionId, otherId]) expect((await test.say(id, '¿Cómo estás?')).at(-1)).toMatchObject({ type: 'turn-end', error: null });
  await test.restart();
  expect((await test.engine.client.system.health()).components.find(({ component }) => component === 'storage')).toMatchObject({ status: 'ok' });
}, 30_000);

it('is refused while a reply is being written, and when it is damaged, none, or gone; nothing changes', async () => {
  const test = await start({ script: { delay_ms: 50 } });
  const { client } = test.engine;
  const { id: session_id } = await client.sessions.create({ personality: 'luna' });
  const { id } = await client.backups.create();
  const stream = await client.chat.send({ session_id, message: 'cuenta algo largo, con muchas palabras' });
  for await (const event of stream) {
    if (event.type !== 'reply-start') continue;
    await expect(client.backups.restore({ id })).rejects.toMatchObject({ code: 'turn_in_progress' });
    await client.chat.stop({ session_id });
  }
  await test.engine.jobsIdle();
  const before = await sums(client);
  const names = readdirSync(join(test.folder, 'backups'));
  writeFileSync(join(test.folder, 'backups', 'manual-000900-schema-7.db'), 'no database at all, but long enough to be looked at by whoever wants to');
  await expect(client.backups.restore({ id: 'manual-000900-schema-7.db' })).rejects.toMatchObject({ code: 'storage_damaged' });
  await expect(client.backups.restore({ id: 'manual-000901-schema-7.db' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(client.backups.restore({ id: '../luminora.db' })).rejects.toBeDefined();
  expect(await client.backups.remove({ id: 'manual-000900-schema-7.db' })).toEqual({ deleted: true });
  expect(await client.backups.remove({ id: 'manual-000900-schema-7.db' })).toEqual({ deleted: false });
  expect([await sums(client), readdirSync(join(test.folder, 'backups'))]).toEqual([before, names]);
}, 30_000);

it('outlives what can be undone: a fact deleted, another reply, another version of a message', async () => {
  const { test, client, sessionId } = await lived();
  const { id } = await client.backups.create();
  const [fact] = (await client.memory.facts({})).facts;
  await client.memory.deleteFact({ id: fact!.id });
  const { messages } = await client.sessions.history({ session_id: sessionId });
  for await (const _ of await client.chat.regenerate({ message_id: messages.at(-1)!.id })) continue;
  for await (const _ of await client.chat.edit({ message_id: messages[0]!.id, message: 'Mi gata se llama Perla' })) continue;
  await client.chat.swipe({ message_id: messages[0]!.id });
  await test.engine.jobsIdle();
  expect((await client.backups.list()).backups.map((backup) => backup.id)).toEqual([id]);
  await client.chat.remove({ message_id: messages.at(-1)!.id });
  expect((await client.backups.list()).backups).toEqual([]);
});

it('keeps what was there before the last three restorations, and nothing once something is deleted for good', async () => {
  const { client, sessionId, test } = await lived();
  const { id } = await client.backups.create();
  for (let turn = 0; turn < 5; turn++) await client.backups.restore({ id });
  expect((await client.backups.list()).backups.map(({ kind }) => kind)).toEqual(['restore', 'restore', 'restore', 'manual']);
  // The oldest of them can still be put back.
  const oldest = (await client.backups.list()).backups.at(-2)!;
  expect((await client.backups.restore({ id: oldest.id })).restored).toEqual(oldest);
  await client.sessions.delete({ session_id: sessionId });
  expect([(await client.backups.list()).backups, readdirSync(join(test.folder, 'backups'))]).toEqual([[], []]);
}, 30_000);
