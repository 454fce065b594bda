// No byte of what was taken away for good stays in the data folder: not in the database, its log, the vector index, its graphs, or a copy.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Client } from './contract/index.ts';
import { fetchSnapshot } from './snapshot-files.ts';
import { createTestEngine, type TestEngine } from './testing/test-engine.ts';

let outside: string;
let test: TestEngine;
beforeEach(async () => {
  outside = mkdtempSync(join(tmpdir(), 'luminora-bytes-'));
  test = await createTestEngine({ defaults: { vector_store_provider: { name: 'sqlite-vec', config: { ann_threshold: 6 } } } });
});
afterEach(async () => {
  await test.close();
  rmSync(outside, { recursive: true, force: true });
});

const filesOf = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name)).flatMap((path) => (statSync(path).isDirectory() ? filesOf(path) : [path]));
/** Files that hold it. Read while the engine is closed. */
const holding = (...needles: (string | Buffer)[]): string[] => filesOf(test.folder).filter((path) => {
  const bytes = readFileSync(path);
  return needles.some((needle) => bytes.includes(needle) || (typeof needle === 'string' && bytes.includes(Buffer.from(needle, 'utf16le'))));
}).map((path) => path.slice(test.folder.length + 1)).sort();

/** 32 bytes out of each message's vector, by its id. */
async function vectors(client: Client): Promise<Map<string, Buffer>> {
  const snapshot = await client.snapshots.create({ includes: ['conversations', 'vectors'] });
  const file = join(outside, `${snapshot.id}.zip`);
  await fetchSnapshot(client, snapshot, file);
  await client.snapshots.remove({ id: snapshot.id });
  const lines = strFromU8(unzipSync(readFileSync(file))['records/message_embedding.jsonl']!).split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => {
    const { message_id, vector } = JSON.parse(line) as { message_id: string; vector: string };
    return [message_id, Buffer.from(vector, 'base64').subarray(64, 96)];
  }));
}

it('of a forgotten message, a deleted one and a deleted conversation', async () => {
  const { client } = test.engine;
  const { id: first } = await client.sessions.create({ personality: 'luna' });
  const { id: second } = await client.sessions.create({ personality: 'luna' });
  for (const text of ['Hoy he paseado por el puerto', 'Me gusta el queso de oveja', 'El tren llegó tarde otra vez']) await test.say(first, text);
  await test.say(first, 'Guardo un zafiro azulejo en el desván');
  await test.say(first, 'Ayer llovió mucho en la sierra');
  await test.say(first, 'Tengo cita con la doctora Quintanabel');
  for (const text of ['Mi contraseña favorita era trombonista', 'Los martes ensayo con el trombonista']) await test.say(second, text);
  await test.engine.jobsIdle();
  const kept = await vectors(client);
  const { messages } = await client.sessions.history({ session_id: first, limit: 100 });
  const find = (word: string) => messages.find(({ content, speaker }) => speaker === 'user' && content.includes(word))!;
  const [forgotten, deleted] = [find('azulejo'), find('Quintanabel')];
  const ids = [forgotten.id, deleted.id, ...(await client.sessions.history({ session_id: second, limit: 100 })).messages.map(({ id }) => id)];
  const words = ['azulejo', 'Quintanabel', 'trombonista'];
  const slices = ids.map((id) => kept.get(id)!);
  await client.backups.create();
  await test.restart();
  await test.engine.jobsIdle();
  await test.engine.close();
  expect(slices.every((slice) => holding(slice).includes('luminora.db') && holding(slice).includes('vectors.db'))).toBe(true);
  expect(filesOf(test.folder).some((path) => path.endsWith('.ann'))).toBe(true);
  for (const word of words) expect(holding(word)).toEqual(expect.arrayContaining(['luminora.db', 'backups/manual-000001-schema-7.db']));

  await test.restart();
  const again = test.engine.client;
  await again.forgetting.forget({ target: { kind: 'message', id: forgotten.id } });
  await again.chat.remove({ message_id: deleted.id });
  await again.sessions.delete({ session_id: second });
  await test.engine.jobsIdle();
  await test.engine.close();
  expect(Object.fromEntries(words.map((word) => [word, holding(word, word.toLowerCase())]))).toEqual({ azulejo: [], Quintanabel: [], trombonista: [] });
  // What keeps the forgotten from being learnt again has its meaning as a vector, here the message's own; nothing of what was deleted is left.
  expect(slices.map((slice) => holding(slice))).toEqual([['luminora.db'], ...slices.slice(1).map(() => [])]);
  // What stays is there still.
  expect(holding('queso de oveja')).toContain('luminora.db');

  // The graph that is built without them has none of them either, and what is found is what is left.
  await test.restart();
  expect((await test.engine.client.memory.search({ query: 'zafiro azulejo en el desván' })).results.some(({ text }) => text.includes('azulejo'))).toBe(false);
  await test.engine.client.forgetting.allow({});
  await test.engine.jobsIdle();
  await test.engine.close();
  expect(holding(...words, ...slices)).toEqual([]);
  await test.restart();
}, 60_000);
