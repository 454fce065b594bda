// A store as a user leaves it after some time: real turns with branches and corrected facts, and one of every other kind of record; and what tests ask of a store.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../lib/clock.ts';
import { silentLog } from '../../../lib/log.ts';
import { productFolder } from '../../../luminora.ts';
import { openSqliteStorage } from '../../../providers/storage/sqlite/open.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { createTestChat, savedOf } from '../../../testing/test-chat.ts';
import { kinds } from '../entities.ts';
import { pagesOf } from '../pages.ts';

/** An empty store in a temporary folder, which also takes snapshots and staged lines. */
export function makeStore(folder = mkdtempSync(join(tmpdir(), 'luminora-snapshots-'))) {
  const storage = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  return {
    folder, storage, deps: { storage, clock: systemClock, productVersion: '1.2.3' }, workFolder: join(folder, 'work'),
    async close() {
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type TestStore = ReturnType<typeof makeStore>;

/** Fills a chat's storage with talks of two users and two companions. */
export async function liveIn(): Promise<Awaited<ReturnType<typeof createTestChat>>> {
  const test = await createTestChat();
  const { storage, ids } = test;
  const first = await test.session();
  await test.say(first.id, 'Me llamo Ana Belmonte y vivo en Teruel. 🐶');
  const swiped = savedOf(await test.say(first.id, 'Mi perro se llama Max'));
  await test.say(first.id, 'Mi perro se llama Bruno', { parent_id: swiped.message.parent_id });
  await test.say(first.id, 'Mi correo es ana.belmonte@example.org y mi teléfono 612345678', { client_message_id: 'client-1' });
  await test.say(first.id, 'Me llamo Anita Belmonte');
  const second = await test.sessions.create({ user_id: 'ana', personality: 'maeve' });
  await test.say(second.id, 'Ayer Bruno se escapó y Marta lo encontró en el río; hablé con Bruno mucho rato. My name is Ana');
  const other = await test.session('eva');
  await test.say(other.id, 'Hello, I am Eva and my cat is called Tom');
  await test.jobs.idle();
  const now = 1_790_000_000_000;
  const messages = await storage.records({ entity: 'message', owner: { user_id: 'ana' }, limit: 100 });
  const vector = Float32Array.from({ length: 8 }, (_value, index) => Math.sin(index + 1));
  const episode = {
    id: ids.next(), user_id: 'ana', session_id: first.id, personality: 'luna', type: 'bonding' as const, title: 'Bruno', summary: 'Ana tiene un perro, Bruno.', importance: 5.5, sentiment: 'positive' as const, tags: ['date:2026-05-01', 'perro'],
    source_message_ids: [messages[0]!.id], started_at: now, ended_at: now, source: 'rules', never_decays: false, is_pinned: false, recall_count: 2, last_recalled_at: null, created_at: now, updated_at: now,
  };
  const tombstone = { user_id: 'ana', forgetting_id: ids.next(), kind: 'fact' as const, category: 'health', created_at: now };
  await storage.commit([
    { op: 'put', entity: 'character_asset', record: { id: 'luna/portrait', personality: 'luna', name: 'portrait', media_type: 'image/png', bytes: Uint8Array.from({ length: 3000 }, (_value, index) => (index * 31) % 256), created_at: now, updated_at: now } },
    { op: 'put', entity: 'lorebook', record: { id: ids.next(), name: 'Puerto', personality: '', is_enabled: true, definition: { extensions: {}, entries: [{ keys: ['faro'], content: 'Apagado.', extensions: {}, enabled: true, insertion_order: 100 }] }, created_at: now, updated_at: now } },
    { op: 'put', entity: 'setting', record: { id: 'character-overrides/luna/ana', value: { core_traits: [] }, updated_at: now } },
    { op: 'put', entity: 'setting', record: { id: 'character-overrides/luna/eva', value: {}, updated_at: now } },
    { op: 'insert', entity: 'embedding_space', record: { id: 'e5', model: 'tiny', revision: 'r', dimension: 8, precision: 'int8', query_prefix: '', passage_prefix: '', is_normalized: false, created_at: now } },
    { op: 'insert', entity: 'episode', record: episode },
    { op: 'insert', entity: 'episode_embedding', record: { id: `e5/${episode.id}`, space_id: 'e5', episode_id: episode.id, user_id: 'ana', session_id: first.id, vector, created_at: now } },
    { op: 'insert', entity: 'summary', record: {
      id: ids.next(), session_id: first.id, user_id: 'ana', source_message_ids: messages.slice(0, 2).map(({ id }) => id), first_message_id: messages[0]!.id, last_message_id: messages[1]!.id, first_depth: 0, last_depth: 1,
      content: 'Ana Belmonte vive en Teruel.', language: 'es', source: 'rules', started_at: now, ended_at: now, created_at: now, updated_at: now,
    } },
    { op: 'insert', entity: 'proposal', record: { id: ids.next(), user_id: 'ana', reason: 'import', session_id: first.id, created_at: now, fact: { category: 'relationships', key: 'friend', value: 'Marta', scope: '', confidence: 0.8, tags: [], valid_from: now, source: 'rules-es', source_message_ids: [messages[0]!.id] } } },
    { op: 'insert', entity: 'tombstone', record: { ...tombstone, id: ids.next(), hashes: ['k:Zm9yZ290dGVu'], space_id: 'e5', vector } },
    { op: 'insert', entity: 'tombstone', record: { ...tombstone, id: ids.next(), category: null, hashes: ['t:bm9uZQ', 't:b3RoZXI'], space_id: null, vector: null } },
    { op: 'update', entity: 'session', id: first.id, set: { project: 'Casa de Marta', prompt_summary: 'Ana Belmonte tiene un perro.' } },
    ...messages.map((message) => ({ op: 'insert' as const, entity: 'message_embedding' as const, record: { id: `e5/${message.id}`, space_id: 'e5', message_id: message.id, user_id: 'ana', session_id: message.session_id, vector, created_at: now } })),
  ]);
  return test;
}

/** Of every kind: how many records the owner has and the SHA-256 of all of them. */
export async function sumsOf(storage: StorageProvider, owner: { user_id: string; personality?: string }): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const { entity } of kinds) {
    const lines: string[] = [];
    for await (const page of pagesOf(storage, entity, owner)) lines.push(...page.map((line) => JSON.stringify(line)));
    sums[entity] = `${lines.length} ${createHash('sha256').update(lines.sort().join('\n')).digest('hex')}`;
  }
  return sums;
}
