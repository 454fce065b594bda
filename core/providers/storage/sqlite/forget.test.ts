import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeClassification, makeEmbedding, makeEpisode, makeEpisodeEmbedding, makeFact, makeJob, makeMessage, makeMood, makeProposal, makeSession, makeSpace, makeSummary, makeTrace } from '../conformance/records.ts';
import type { Change } from '../changes.ts';
import type { PlantedPragmas } from './connection.ts';
import { openSqliteStorage } from './open.ts';
import { makeTestDeps } from './test-deps.ts';

const secretOf = (index: number): string => `zorro${index}secreto${index}`;
const vectorOf = (index: number): number[] => Array.from({ length: 64 }, (_, part) => Math.sin(index * 64 + part + 1));

describe('forgetting a conversation', () => {
  let place: ReturnType<typeof makeTestDeps>;
  beforeEach(() => { place = makeTestDeps(); });
  afterEach(() => place.cleanUp());

  /** Every byte under the data folder. Read only while no storage is open: closing a file would drop SQLite's locks on it. */
  const allBytes = (folder: string): Buffer => Buffer.concat(readdirSync(folder).map((name) => join(folder, name)).map((path) => (statSync(path).isDirectory() ? allBytes(path) : readFileSync(path))));
  const traces = (bytes: Buffer, count: number): string[] => Array.from({ length: count }, (_, index) => index).flatMap((index) => [
    ...(bytes.includes(secretOf(index)) || bytes.includes(secretOf(index), 0, 'utf16le') ? [`text ${index}`] : []),
    ...(bytes.includes(Buffer.from(Float32Array.from(vectorOf(index)).buffer).subarray(32, 64)) ? [`vector ${index}`] : []),
  ]);

  const idOf = (index: number): string => `secret-${String(index).padStart(3, '0')}`;
  /** What is the caller's to take away besides. */
  const others = (count: number): Change[] => [
    ...Array.from({ length: count }, (_, index): Change => ({ op: 'delete', entity: 'episode', id: `episode-${idOf(index)}` })),
    { op: 'delete', entity: 'summary', id: 'summary' }, { op: 'delete', entity: 'proposal', id: 'proposal' }, { op: 'update', entity: 'session', id: 'secret', set: { title: '', prompt_summary: null } },
  ];
  const ways: Record<string, (count: number) => Change[]> = {
    'delete-session': () => [{ op: 'delete-session', session_id: 'secret' }],
    'delete-branch': (count) => [{ op: 'delete-branch', message_id: idOf(0) }, ...others(count)],
    'erase-message': (count) => [...Array.from({ length: count }, (_, index): Change => ({ op: 'erase-message', id: idOf(index) })), ...others(count)],
  };

  async function tellAndForget(count: number, planted: PlantedPragmas = {}, way = 'delete-session'): Promise<{ before: string[]; after: string[]; kept: boolean }> {
    const storage = openSqliteStorage(place.file, place.deps, planted);
    const changes: Change[] = [{ op: 'insert', entity: 'embedding_space', record: makeSpace('e5', 64) }];
    for (const sessionId of ['kept', 'secret']) {
      changes.push({ op: 'insert', entity: 'session', record: makeSession(sessionId, { title: sessionId === 'kept' ? 'stays' : secretOf(0), prompt_summary: sessionId === 'kept' ? null : secretOf(1) }) });
      for (let index = 0; index < count; index += 1) {
        const id = `${sessionId}-${String(index).padStart(3, '0')}`;
        const text = sessionId === 'kept' ? `palabra${index}` : secretOf(index);
        changes.push(
          { op: 'insert', entity: 'message', record: makeMessage(id, { session_id: sessionId, parent_id: index === 0 ? null : `${sessionId}-${String(index - 1).padStart(3, '0')}`, depth: index, content: `cuento ${text} aquí`, context: text }) },
          { op: 'insert', entity: 'message_embedding', record: { ...makeEmbedding('e5', id, sessionId === 'kept' ? vectorOf(index + 10_000) : vectorOf(index)), session_id: sessionId } },
          { op: 'insert', entity: 'mood', record: makeMood(`mood-${id}`, { session_id: sessionId, message_id: id, cause: text }) },
          { op: 'insert', entity: 'trace', record: makeTrace(`trace-${id}`, { session_id: sessionId, message_id: id, guard: [text] }) },
          { op: 'insert', entity: 'job', record: makeJob(`job-${id}`, { payload: { session_id: sessionId, message_id: id, text } }) },
          { op: 'insert', entity: 'classification', record: makeClassification(id, { session_id: sessionId, life_event: text }) },
          { op: 'insert', entity: 'episode', record: makeEpisode(`episode-${id}`, { session_id: sessionId, title: text, summary: `resumen ${text}`, tags: [text], source_message_ids: [id] }) },
          { op: 'insert', entity: 'episode_embedding', record: { ...makeEpisodeEmbedding('e5', `episode-${id}`, sessionId === 'kept' ? vectorOf(index + 10_000) : vectorOf(index)), session_id: sessionId } },
        );
      }
    }
    changes.push(
      { op: 'insert', entity: 'summary', record: makeSummary('summary', { session_id: 'secret', content: secretOf(2) }) },
      { op: 'insert', entity: 'proposal', record: makeProposal('proposal', { session_id: 'secret', fact: { ...makeProposal('').fact, value: secretOf(3) } }) },
    );
    for (let from = 0; from < changes.length; from += 40) await storage.commit(changes.slice(from, from + 40));
    for (const kind of ['automatic', 'manual', 'migration', 'restore'] as const) await storage.backups!.create(kind);
    await storage.close();
    // As a killed process would leave one half made.
    writeFileSync(join(place.deps.dataFolder, 'backups', 'unfinished-copy.db'), readFileSync(place.file));
    const before = traces(allBytes(place.deps.dataFolder), count);
    const again = openSqliteStorage(place.file, place.deps, planted);
    await again.commit(ways[way]!(count));
    await again.close();
    const bytes = allBytes(place.deps.dataFolder);
    return { before, after: traces(bytes, count), kept: bytes.includes('palabra7') };
  }

  it.each([[60, 'delete-session'], [700, 'delete-session'], [60, 'delete-branch'], [700, 'delete-branch'], [60, 'erase-message'], [300, 'erase-message']] as const)('of %i messages leaves none of its bytes in any file (%s)', async (count, way) => {
    const { before, after, kept } = await tellAndForget(count, {}, way);
    expect(before).toHaveLength(2 * count);
    expect(after).toEqual([]);
    expect(kept).toBe(true);
  }, 60_000);

  it.each(Object.keys(ways))('would be caught with secure delete switched off (%s)', async (way) => {
    const { after } = await tellAndForget(60, { secure_delete: 'OFF' }, way);
    expect(after.length).toBeGreaterThan(0);
  });

  it('takes the bytes out of the write-ahead log while the storage stays open', async () => {
    const storage = openSqliteStorage(place.file, place.deps);
    await storage.commit([
      { op: 'insert', entity: 'embedding_space', record: makeSpace('e5', 64) }, { op: 'insert', entity: 'session', record: makeSession('s1') },
      { op: 'insert', entity: 'episode', record: makeEpisode('e1', { summary: secretOf(2) }) }, { op: 'insert', entity: 'episode_embedding', record: makeEpisodeEmbedding('e5', 'e1', vectorOf(3)) },
    ]);
    await storage.commit([{ op: 'delete', entity: 'episode', id: 'e1' }]);
    expect(statSync(`${place.file}-wal`).size).toBe(0);
    await storage.commit([{ op: 'insert', entity: 'fact', record: makeFact('f1', { value: secretOf(1) }) }]);
    await storage.commit([{ op: 'delete', entity: 'fact', id: 'f1' }]);
    expect(statSync(`${place.file}-wal`).size).toBe(0);
    await storage.commit([{ op: 'put', entity: 'cached_embedding', record: { id: 'e5/c', space_id: 'e5', vector: Float32Array.from(vectorOf(0)), used_at: 0 } }]);
    await storage.commit([{ op: 'delete', entity: 'cached_embedding', id: 'e5/c' }]);
    expect(statSync(`${place.file}-wal`).size).toBe(0);
    await storage.close();
    expect(traces(allBytes(place.deps.dataFolder), 4)).toEqual([]);
  });
});
