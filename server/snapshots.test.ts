// Snapshots by REST: made in one engine, fetched by pieces, sent to another, taken in, found there.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Snapshot, SnapshotChanges } from '../core/contract/index.ts';
import { fetchSnapshot, sendSnapshot } from '../core/index.ts';
import { createTestEngine, type TestEngine } from '../core/testing/test-engine.ts';
import { startServer, type RunningServer } from './index.ts';

type Place = { test: TestEngine; server: RunningServer; ask: <Answer>(method: string, path: string, body?: unknown) => Promise<{ status: number; body: Answer }> };
let folder: string;
let places: Place[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-screens-'));
  places = [];
});
afterEach(async () => {
  for (const { test, server } of places) {
    await server.close();
    await test.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function place(): Promise<Place> {
  const test = await createTestEngine();
  const server = await startServer({ engine: test.engine, port: 0, rendererFolder: folder });
  const made: Place = {
    test, server,
    async ask<Answer>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method, headers: { authorization: `Bearer ${server.token()}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer };
    },
  };
  places.push(made);
  return made;
}

it('goes from one engine to another in pieces', async () => {
  const source = await place();
  const session = await source.test.engine.client.sessions.create({ user_id: 'ana', personality: 'luna' });
  await source.test.say(session.id, 'Mi perro se llama Max y vive en Teruel');
  // A picture makes it more than one piece: what cannot be packed.
  const noise = (seed: number) => Uint8Array.from({ length: 4_500_000 }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) >>> 16);
  const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000', 'hex'), noise(7)]);
  await source.test.engine.client.characters.putAsset({ id: 'luna', name: 'portrait', data: picture.toString('base64') });
  const made = await source.ask<Snapshot>('POST', '/snapshots', { user_id: 'ana' });
  expect([made.status, made.body.kind, made.body.file_name]).toEqual([201, 'made', expect.stringMatching(/^luminora-ana-\d{4}-\d{2}-\d{2}\.zip$/)]);
  expect(made.body.pieces).toBeGreaterThan(1);
  expect((await source.ask<{ snapshots: Snapshot[] }>('GET', '/snapshots')).body.snapshots).toEqual([made.body]);

  const target = await place();
  const upload = await target.ask<{ id: string; pieces: number }>('POST', '/snapshots/uploads', { bytes: made.body.bytes });
  expect([upload.status, upload.body.pieces]).toEqual([201, made.body.pieces]);
  const bytes: Buffer[] = [];
  for (let index = made.body.pieces - 1; index >= 0; index--) {
    const piece = await source.ask<{ data: string }>('GET', `/snapshots/${made.body.id}/pieces/${index}`);
    bytes.unshift(Buffer.from(piece.body.data, 'base64'));
    expect((await target.ask('PUT', `/snapshots/uploads/${upload.body.id}/pieces/${index}`, { data: piece.body.data })).status).toBe(200);
  }
  const sent = await target.ask<Snapshot>('POST', `/snapshots/uploads/${upload.body.id}/finish`);
  expect([sent.status, sent.body.manifest]).toEqual([200, made.body.manifest]);
  // The same by the helpers of the library and the command line.
  const file = join(folder, 'fetched.zip');
  await fetchSnapshot(source.test.engine.client, made.body, file);
  expect(readFileSync(file).equals(Buffer.concat(bytes))).toBe(true);
  const second = await sendSnapshot(target.test.engine.client, file);
  expect([second.bytes, second.manifest]).toEqual([made.body.bytes, made.body.manifest]);
  await target.test.engine.client.snapshots.remove({ id: second.id });
  const preview = await target.ask<SnapshotChanges>('POST', `/snapshots/${sent.body.id}/preview`, { mode: 'merge' });
  expect(preview.body.entities.find(({ entity }) => entity === 'message')).toMatchObject({ added: 2, removed: 0 });
  const applied = await target.ask<SnapshotChanges>('POST', `/snapshots/${sent.body.id}/apply`, { mode: 'merge' });
  expect([applied.status, applied.body]).toEqual([200, { ...preview.body, backup: null }]);
  await target.test.engine.jobsIdle();
  const found = await target.ask<{ results: { text: string }[] }>('POST', '/search_memories', { query: 'perro', user_id: 'ana' });
  expect(found.body.results.some(({ text }) => text.includes('Max'))).toBe(true);
  expect((await target.ask('DELETE', `/snapshots/${sent.body.id}`)).body).toEqual({ deleted: true });
  expect((await target.ask<{ snapshots: Snapshot[] }>('GET', '/snapshots')).body.snapshots).toEqual([]);
}, 60_000);

it('asks for ids and modes that exist', async () => {
  const { ask } = await place();
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  expect((await ask('GET', `/snapshots/${id}/pieces/0`)).status).toBe(404);
  expect((await ask('GET', '/snapshots/..%2F..%2Fconfig.json/pieces/0')).status).toBe(400);
  expect((await ask('POST', `/snapshots/${id}/apply`, { mode: 'overwrite' })).status).toBe(400);
  expect((await ask('POST', `/snapshots/${id}/apply`, { mode: 'merge' })).status).toBe(404);
  expect((await ask('POST', '/snapshots/uploads', { bytes: 5 * 1024 ** 3 })).status).toBe(400);
}, 30_000);
