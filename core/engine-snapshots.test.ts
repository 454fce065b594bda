// Snapshots of a running engine: made and taken in, undone, refused, cancelled, and what rests and follows meanwhile.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Client, EngineEvent, Snapshot } from './contract/index.ts';
import { Luminora } from './luminora.ts';
import { fetchSnapshot, sendSnapshot } from './snapshot-files.ts';
import { createTestEngine, type TestEngine, type TestEngineOptions } from './testing/test-engine.ts';

let folder: string;
let open: TestEngine[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-snapshot-files-'));
  open = [];
});
afterEach(async () => {
  for (const each of open) await each.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: TestEngineOptions = {}): Promise<TestEngine> {
  const test = await createTestEngine(options);
  open.push(test);
  return test;
}
async function lived(): Promise<TestEngine> {
  const test = await start();
  const session = await test.engine.client.sessions.create({ personality: 'luna' });
  for (const text of ['Mi perro se llama Max', 'Vivo en Teruel y trabajo en un faro', 'Ayer Max se escapó']) await test.say(session.id, text);
  await test.engine.jobsIdle();
  return test;
}
/** The checksum of every kind of record. */
async function sums(client: Client): Promise<Record<string, string>> {
  const { id, manifest } = await client.snapshots.create({});
  await client.snapshots.remove({ id });
  return Object.fromEntries(manifest.parts.map(({ path, sha256, records }) => [path, `${records} ${sha256}`]));
}
async function written(client: Client, request: Parameters<Client['snapshots']['create']>[0] = {}): Promise<{ file: string; snapshot: Snapshot }> {
  const snapshot = await client.snapshots.create(request);
  const file = join(folder, `${snapshot.id}.zip`);
  await fetchSnapshot(client, snapshot, file);
  return { file, snapshot };
}
const kept = (test: TestEngine): string[] => readdirSync(join(test.folder, 'snapshots')).filter((name) => name !== 'work').sort();
const rows = (all: Record<string, string>, entity: string) => Number(all[`records/${entity}.jsonl`]?.split(' ')[0]);

it('a snapshot of one engine is what another has after it, and its messages are found there', async () => {
  const source = await lived();
  const before = await sums(source.engine.client);
  expect([rows(before, 'message'), rows(before, 'fact') > 0, rows(before, 'message_embedding')]).toEqual([6, true, 6]);
  const { file, snapshot } = await written(source.engine.client);
  expect(snapshot).toMatchObject({ kind: 'made', bytes: statSync(file).size, pieces: 1, manifest: { user_id: 'default', is_anonymised: false } });
  if (process.platform !== 'win32') expect([statSync(join(source.folder, 'snapshots')).mode & 0o777, statSync(join(source.folder, 'snapshots', `${snapshot.id}.made.zip`)).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600, 0o600]);
  const target = await start();
  const { client } = target.engine;
  const events: EngineEvent[] = [];
  const abort = new AbortController();
  const watching = (async () => { for await (const event of await client.system.events(undefined, { signal: abort.signal })) events.push(event); })().catch(() => undefined);
  const { id, kind } = await sendSnapshot(client, file);
  expect(kind).toBe('upload');
  const shown = await client.snapshots.preview({ id, mode: 'merge' });
  expect(rows(await sums(client), 'message')).toBe(0);
  const { backup, ...done } = await client.snapshots.apply({ id, mode: 'merge' });
  expect([done, backup]).toEqual([shown, null]);
  // What comes with the program was put there at another time in each.
  const ownOnly = ({ 'records/personality.jsonl': _who, 'records/embedding_space.jsonl': _space, ...own }: Record<string, string>) => own;
  expect(ownOnly(await sums(client))).toEqual(ownOnly(before));
  await target.engine.jobsIdle();
  const { results, keyword_only } = await client.memory.search({ query: 'perro Max' });
  expect([results.some(({ text }) => text.includes('Max')), keyword_only]).toEqual([true, false]);
  expect((await client.memory.facts({})).facts.map(({ value }) => value)).toContain('Max');
  // Talking goes on in the conversation that came.
  const [session] = (await client.sessions.list({})).sessions;
  expect((await target.say(session!.id, '¿Cómo se llama mi perro?')).at(-1)).toMatchObject({ type: 'turn-end', error: null });
  await expect.poll(() => events.some(({ type }) => type === 'snapshot-applied')).toBe(true);
  const steps = events.flatMap((event) => (event.type === 'snapshot-progress' && event.id === id ? [event.step] : []));
  expect([steps[0], steps.includes('apply'), steps.filter((step) => step === 'end').length]).toEqual(['check', true, 2]);
  abort.abort();
  await watching;
}, 30_000);

it('replacing is undone by applying the backup', async () => {
  const test = await lived();
  const { client } = test.engine;
  const first = await written(client);
  const session = await client.sessions.create({ personality: 'luna' });
  await test.say(session.id, 'Mi gata se llama Perla');
  await test.engine.jobsIdle();
  const before = await sums(client);
  const { backup, entities } = await client.snapshots.apply({ id: first.snapshot.id, mode: 'replace' });
  expect(entities.find(({ entity }) => entity === 'session')).toMatchObject({ removed: 1 });
  expect(rows(await sums(client), 'message')).toBe(6);
  await test.engine.jobsIdle();
  expect((await client.memory.search({ query: 'gata Perla' })).results.some(({ text }) => text.includes('Perla'))).toBe(false);
  expect(backup).toMatchObject({ kind: 'backup' });
  await client.snapshots.apply({ id: backup!.id, mode: 'replace' });
  expect(await sums(client)).toEqual(before);
  await test.engine.jobsIdle();
  expect((await client.memory.search({ query: 'gata Perla' })).results.some(({ text }) => text.includes('Perla'))).toBe(true);
  // Only the newest backups stay, and none when something is deleted for good.
  for (let turn = 0; turn < 3; turn++) await client.snapshots.apply({ id: first.snapshot.id, mode: 'replace' });
  expect(kept(test).filter((name) => name.includes('.backup.'))).toHaveLength(3);
  await client.sessions.delete({ session_id: (await client.sessions.list({})).sessions[0]!.id });
  expect(kept(test)).toEqual([`${first.snapshot.id}.made.zip`]);
}, 30_000);

it('a damaged, a newer and a hostile file are refused, and nothing is changed or left', async () => {
  const test = await lived();
  const { client } = test.engine;
  const { file, snapshot } = await written(client);
  await client.snapshots.remove({ id: snapshot.id });
  const before = await sums(client);
  const parts = unzipSync(readFileSync(file));
  const manifest = JSON.parse(strFromU8(parts['manifest.json']!)) as Record<string, unknown>;
  const place = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const refused: [string, string][] = [
    [place('short.zip', readFileSync(file).subarray(0, -200)), 'invalid_input'],
    [place('newer.zip', zipSync({ ...parts, 'manifest.json': strToU8(JSON.stringify({ ...manifest, version: 2 })) })), 'storage_from_future'],
    [place('traversal.zip', zipSync({ ...parts, '../../evil.txt': strToU8('x') })), 'invalid_input'],
    [place('text.zip', strToU8('not a zip at all, but long enough to be looked at')), 'invalid_input'],
  ];
  for (const [path, code] of refused) await expect(sendSnapshot(client, path), path).rejects.toMatchObject({ code });
  // Damage within a part is found by whoever reads all of it, before anything is written.
  const message = Buffer.from(parts['records/message.jsonl']!);
  message[message.indexOf('Max')] = 0x4e;
  const damaged = await sendSnapshot(client, place('damaged.zip', zipSync({ ...parts, 'records/message.jsonl': new Uint8Array(message) })));
  for (const mode of ['merge', 'replace'] as const) {
    await expect(client.snapshots.preview({ id: damaged.id, mode })).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('records/message.jsonl') as string });
    await expect(client.snapshots.apply({ id: damaged.id, mode })).rejects.toMatchObject({ code: 'invalid_input' });
  }
  await client.snapshots.remove({ id: damaged.id });
  expect(await sums(client)).toEqual(before);
  expect([kept(test), readdirSync(join(test.folder, 'snapshots', 'work')), existsSync(join(test.folder, 'evil.txt'))]).toEqual([[], [], false]);
}, 30_000);

it('of a companion nobody knows is refused, of one that is gone but was talked with it is made', async () => {
  const test = await start();
  const { client } = test.engine;
  await expect(client.snapshots.create({ personality: 'lunna' })).rejects.toMatchObject({ code: 'not_found', data: { details: { field: 'personality', known: expect.arrayContaining(['luna']) } } });
  expect(kept(test)).toEqual([]);
  const { id: own } = await client.characters.create({ definition: { persona: { name: 'Zoe' } } });
  const session = await client.sessions.create({ personality: own });
  await test.say(session.id, 'Hola');
  await client.characters.remove({ id: own });
  expect((await client.snapshots.create({ personality: own })).manifest.parts.find(({ path }) => path === 'records/message.jsonl')?.records).toBe(2);
});

it('beside its original it cannot be another user’s: the refusal says where it can', async () => {
  const { engine: { client } } = await lived();
  const before = await sums(client);
  const { id } = await client.snapshots.create({});
  for (const mode of ['merge', 'replace'] as const) {
    await expect(client.snapshots.apply({ id, mode, user_id: 'eva' })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('in another data folder') });
  }
  expect(await sums(client)).toEqual(before);
});

it('pieces must be whole and all there', async () => {
  const test = await lived();
  const { client } = test.engine;
  const { id } = await client.snapshots.create({});
  await expect(client.snapshots.piece({ id, index: 1 })).rejects.toMatchObject({ code: 'invalid_input' });
  const bytes = 4 * 1024 * 1024 + 3;
  const upload = await client.snapshots.beginUpload({ bytes });
  expect(upload.pieces).toBe(2);
  const last = { id: upload.id, index: 1, data: Buffer.from('abc').toString('base64') };
  expect(await client.snapshots.putPiece(last)).toEqual({ received: 1, pieces: 2 });
  expect(await client.snapshots.putPiece(last)).toEqual({ received: 1, pieces: 2 });
  await expect(client.snapshots.putPiece({ ...last, index: 0 })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(client.snapshots.putPiece({ ...last, index: 2 })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(client.snapshots.finishUpload({ id: upload.id })).rejects.toMatchObject({ code: 'invalid_input', data: { details: { index: 0 } } });
  expect(kept(test)).toContain(`${upload.id}.part`);
  // A process that died leaves nothing of it.
  await test.restart();
  expect(kept(test)).toEqual([`${id}.made.zip`]);
  await expect(test.engine.client.snapshots.putPiece(last)).rejects.toMatchObject({ code: 'not_found' });
  await expect(test.engine.client.snapshots.remove({ id: upload.id })).rejects.toMatchObject({ code: 'not_found' });
}, 30_000);

it('cancelled, it leaves no file and changes nothing', async () => {
  const test = await lived();
  const { client } = test.engine;
  const { file, snapshot } = await written(client);
  const before = await sums(client);
  const stopped = AbortSignal.abort();
  // Each in the middle of its work: writing has begun, and the file has been checked and is being taken in.
  for (const [step, work] of [
    ['write', (signal: AbortSignal) => client.snapshots.create({}, { signal })],
    ['check', (signal: AbortSignal) => client.snapshots.preview({ id: snapshot.id, mode: 'merge' }, { signal })],
    ['apply', (signal: AbortSignal) => client.snapshots.apply({ id: snapshot.id, mode: 'replace' }, { signal })],
  ] as const) {
    const abort = new AbortController();
    const events = await client.system.events();
    const stopping = (async () => {
      for await (const event of events) if (event.type === 'snapshot-progress' && event.step === step) return abort.abort();
    })();
    await expect(work(abort.signal), step).rejects.toMatchObject({ code: 'cancelled' });
    await stopping;
  }
  const other = join(folder, 'other.zip');
  await expect(fetchSnapshot(client, snapshot, other, { signal: stopped })).rejects.toMatchObject({ code: 'cancelled' });
  await expect(sendSnapshot(client, file, { signal: stopped })).rejects.toMatchObject({ code: 'cancelled' });
  await expect(fetchSnapshot(client, snapshot, file)).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await sums(client)).toEqual(before);
  expect(kept(test)).toEqual([`${snapshot.id}.made.zip`]);
  expect(readdirSync(folder)).toEqual([`${snapshot.id}.zip`]);
}, 30_000);

it('waits for nobody who is being answered: it is refused until the reply has ended', async () => {
  const test = await start({ script: { delay_ms: 50 } });
  const { client } = test.engine;
  const { id } = await client.snapshots.create({});
  const session = await client.sessions.create({ personality: 'luna' });
  const stream = await client.chat.send({ session_id: session.id, message: 'cuenta algo largo, con muchas palabras' });
  let isRefused = false;
  for await (const event of stream) {
    if (event.type !== 'reply-start') continue;
    await expect(client.snapshots.apply({ id, mode: 'merge' })).rejects.toMatchObject({ code: 'turn_in_progress' });
    isRefused = true;
    await client.chat.stop({ session_id: session.id });
  }
  expect(isRefused).toBe(true);
  expect(await client.snapshots.apply({ id, mode: 'merge' })).toMatchObject({ backup: null });
  expect((await test.say(session.id, 'y ahora')).at(-1)).toMatchObject({ type: 'turn-end' });
}, 30_000);

it('the library writes a snapshot to a file, takes it in, and undoes that', async () => {
  const config = (name: string) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ llm_provider: { name: 'scripted' }, embedding_provider: { name: 'scripted' } }));
    return Luminora.fromConfig(file, { env: {}, dataFolder: join(folder, name) });
  };
  const file = join(folder, 'ana.zip');
  const source = await config('source');
  await source.addFact({ category: 'relationships', key: 'pet_dog', value: 'Max' }, { userId: 'ana' });
  expect(await source.exportSnapshot(file, { userId: 'ana', includes: ['facts'] })).toMatchObject({ manifest: { user_id: 'ana', includes: ['facts'] } });
  await expect(source.exportSnapshot(file, { userId: 'ana' })).rejects.toMatchObject({ name: 'LuminoraError', code: 'invalid_input' });
  await expect(source.exportSnapshot(join(folder, 'never.zip'), { includes: ['traces'] })).rejects.toMatchObject({ name: 'LuminoraError', code: 'invalid_input' });
  expect(existsSync(join(folder, 'never.zip'))).toBe(false);
  await source.close();
  const target = await config('target');
  const values = async () => (await target.getFacts({ userId: 'eva' })).map(({ value }) => value);
  await target.addFact({ category: 'relationships', key: 'pet_cat', value: 'Perla' }, { userId: 'eva' });
  const shown = await target.importSnapshot(file, { mode: 'replace', userId: 'eva', preview: true });
  expect([shown.entities.find(({ entity }) => entity === 'fact'), await values()]).toMatchObject([{ entity: 'fact', added: 1, removed: 1 }, ['Perla']]);
  const { backup } = await target.importSnapshot(file, { mode: 'replace', userId: 'eva' });
  expect(await values()).toEqual(['Max']);
  await target.importSnapshot(backup!, { mode: 'replace' });
  expect(await values()).toEqual(['Perla']);
  await expect(target.importSnapshot(join(folder, 'none.zip'), { mode: 'merge' })).rejects.toMatchObject({ name: 'LuminoraError', code: 'invalid_input' });
  await target.close();
}, 30_000);

it('ids made after are greater than those that came in', async () => {
  let ahead = Date.now() + 3_600_000;
  const source = await start({ clock: { now: () => ahead++ } });
  const session = await source.engine.client.sessions.create({ personality: 'luna' });
  await source.say(session.id, 'hola');
  const { file } = await written(source.engine.client);
  const target = await start();
  const { id } = await sendSnapshot(target.engine.client, file);
  await target.engine.client.snapshots.apply({ id, mode: 'merge' });
  const { messages } = await target.engine.client.sessions.history({ session_id: session.id });
  expect((await target.engine.client.sessions.create({ personality: 'luna' })).id > messages.at(-1)!.id).toBe(true);
}, 30_000);
