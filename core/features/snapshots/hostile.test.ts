// Files that are damaged, newer or meant to do harm: a clear refusal that names the place, and not a row or a staged file is left.
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isLuminoraError } from '../../contract/errors.ts';
import { kinds } from './entities.ts';
import { openSnapshot, writeSnapshotFile, type Manifest } from './index.ts';
import { liveIn, makeStore, sumsOf, type TestStore } from './testing/lived-in.ts';
import { systemClock } from '../../lib/clock.ts';

let target: TestStore;
let good: Uint8Array;
let entries: Record<string, Uint8Array>;
let empty: string;
beforeAll(async () => {
  const lived = await liveIn();
  target = makeStore();
  const file = join(target.folder, 'good.zip');
  await writeSnapshotFile({ storage: lived.storage, clock: systemClock, productVersion: '1' }, { user_id: 'ana' }, file);
  await lived.close();
  good = new Uint8Array(await readFile(file));
  entries = unzipSync(good);
  empty = await state();
});
afterAll(() => target.close());

/** mulberry32: the same numbers for the same seed. */
function createRandom(seed: number): () => number {
  let now = seed;
  return () => {
    now = (now + 0x6d2b79f5) | 0;
    let mixed = Math.imul(now ^ (now >>> 15), 1 | now);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const state = async (): Promise<string> => JSON.stringify([await sumsOf(target.storage, { user_id: 'ana' }), ...await Promise.all(kinds.map(({ entity }) => target.storage.count(entity)))]);

/** Opens, and takes in when it may be. What was thrown, or null. */
async function refused(bytes: Uint8Array): Promise<unknown> {
  const file = join(target.folder, 'given.zip');
  await writeFile(file, bytes);
  let failure: unknown = null;
  try {
    const snapshot = await openSnapshot(target.deps, file, { workFolder: target.workFolder });
    try {
      await snapshot.preview('merge');
      await snapshot.apply({ mode: 'merge' });
    } finally {
      await snapshot.close();
    }
  } catch (error) {
    failure = error;
  }
  expect(await readdir(target.workFolder)).toEqual([]);
  return failure;
}

type Parts = Record<string, Uint8Array | string>;
/** A ZIP whose manifest agrees with its (changed) parts: what somebody would make who knows the format. */
function forged(change: (parts: Parts, manifest: Manifest & Record<string, unknown>) => void, more: Zippable = {}): Uint8Array {
  const parts: Parts = { ...entries };
  const manifest = JSON.parse(Buffer.from(entries['manifest.json']!).toString('utf8')) as Manifest & Record<string, unknown>;
  delete parts['manifest.json'];
  const before = { ...parts };
  change(parts, manifest);
  for (const part of manifest.parts) {
    const now = parts[part.path];
    if (now === undefined || now === before[part.path]) continue;
    const bytes = Buffer.from(now);
    Object.assign(part, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), records: bytes.filter((byte) => byte === 10).length });
  }
  return zipSync({ ...Object.fromEntries([...Object.entries(parts), ['manifest.json', JSON.stringify(manifest)] as const].map(([name, bytes]) => [name, new Uint8Array(Buffer.from(bytes))])), ...more }, { level: 6 });
}

const lines = (entity: string): Record<string, unknown>[] => Buffer.from(entries[`records/${entity}.jsonl`]!).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
const withLines = (entity: string, change: (all: Record<string, unknown>[]) => unknown[]) => forged((parts) => {
  parts[`records/${entity}.jsonl`] = change(lines(entity)).map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
});
const first = (change: Record<string, unknown>) => (all: Record<string, unknown>[]) => all.map((line, index) => (index === 0 ? { ...line, ...change } : line));

it.each<[string, () => Uint8Array, string, RegExp]>([
  ['no ZIP', () => new Uint8Array(5000), 'invalid_input', /not a ZIP/],
  ['nothing', () => new Uint8Array(0), 'invalid_input', /not a ZIP/],
  ['another ZIP', () => zipSync({ 'card.json': new Uint8Array(3) }), 'invalid_input', /"card.json": No snapshot/],
  ['no manifest', () => zipSync({ 'records/fact.jsonl': new Uint8Array(0) }), 'invalid_input', /manifest.json": It is missing/],
  ['a path upwards', () => forged(() => undefined, { '../../evil.sh': new Uint8Array(1) }), 'invalid_input', /"\.\.\/\.\.\/evil\.sh": No snapshot/],
  ['an absolute path', () => forged(() => undefined, { '/etc/passwd': new Uint8Array(1) }), 'invalid_input', /No snapshot/],
  ['a Windows path', () => forged(() => undefined, { 'records\\fact.jsonl': new Uint8Array(1) }), 'invalid_input', /No snapshot/],
  ['a link', () => forged((parts) => { delete parts['records/fact.jsonl']; }, { 'records/fact.jsonl': [Buffer.from('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] }), 'invalid_input', /It is a link/],
  ['a bomb', () => forged((parts) => { parts['records/fact.jsonl'] = new Uint8Array(80 * 1024 * 1024); }), 'invalid_input', /more than any snapshot/],
  ['too many files', () => zipSync(Object.fromEntries(Array.from({ length: 70 }, (_value, index) => [`f${index}`, new Uint8Array(0)]))), 'invalid_input', /70 files/],
  ['a newer format', () => forged((_parts, manifest) => { Object.assign(manifest, { version: 2, product_version: '9.0' }); }), 'storage_from_future', /newer Luminora \(9\.0, format 2/],
  ['a manifest of nonsense', () => forged((_parts, manifest) => { Object.assign(manifest, { includes: ['everything'] }); }), 'invalid_input', /manifest.json": includes.0/],
  ['a part the manifest does not know', () => forged((_parts, manifest) => { manifest.parts.splice(manifest.parts.findIndex(({ path }) => path === 'records/fact.jsonl'), 1); }), 'invalid_input', /records\/fact.jsonl": It is missing/],
  ['a wrong checksum', () => forged((_parts, manifest) => { manifest.parts[2]!.sha256 = '0'.repeat(64); }), 'invalid_input', /damaged: its checksum/],
  ['a wrong count', () => forged((_parts, manifest) => { manifest.parts.find(({ path }) => path === 'records/message.jsonl')!.records += 1; }), 'invalid_input', /the manifest says/],
  ['a line that is no JSON', () => withLines('fact', (all) => [all[0], '{"id":']), 'invalid_input', /records\/fact.jsonl" line 2: This is not JSON/],
  ['a line of another shape', () => withLines('message', first({ depth: -1 })), 'invalid_input', /records\/message.jsonl" line 1: It is no message: depth/],
  ['a field nobody knows', () => withLines('fact', first({ extra: 1 })), 'invalid_input', /fact.jsonl" line 1: It is no fact.*extra/],
  ['JSON that is very deep', () => withLines('setting', () => [`{"id":"x","updated_at":1,"value":${'['.repeat(50_000)}${']'.repeat(50_000)}}`]), 'invalid_input', /setting.jsonl" line 1: It is nested deeper/],
  ['a record twice', () => withLines('fact', (all) => [all[0], all[0]]), 'invalid_input', /line 2: Records come in the order/],
  ['somebody else\'s session', () => withLines('session', first({ user_id: 'eva' })), 'invalid_input', /session.jsonl" line 1: It is of another user/],
  ['a message of a session that is not there', () => withLines('message', first({ session_id: 'evas' })), 'invalid_input', /message.jsonl" line 1: "session_id" names a session/],
  ['a setting of the installation', () => withLines('setting', first({ id: 'shipped-personality/luna' })), 'invalid_input', /Only wishes about a companion/],
  ['an id from the end of time', () => withLines('fact', (all) => [...all, { ...all.at(-1), id: '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' }]), 'invalid_input', /could not have been made yet/],
  ['an id that is almost one', () => withLines('fact', (all) => [...all, { ...all.at(-1), id: '7ZZZZZZZZZZZZZZZZZZZZZZZZ!' }]), 'invalid_input', /could not have been made yet/],
  ['a vector that comes first in every search', () => withLines('message_embedding', first({ vector: Buffer.from(new Float32Array(8).fill(Infinity).buffer).toString('base64') })), 'invalid_input', /vector cannot be used \(not-finite\)/],
  ['a vector of another length', () => withLines('message_embedding', first({ vector: Buffer.from(new Float32Array(3).fill(1).buffer).toString('base64') })), 'invalid_input', /vector cannot be used \(dimension\)/],
  ['an id that is not made of its parts', () => withLines('character_asset', first({ name: 'joy' })), 'invalid_input', /character_asset.jsonl" line 1: Its id is not/],
  ['text that is no UTF-8', () => forged((parts) => { parts['records/fact.jsonl'] = Buffer.from([0x7b, 0xff, 0xfe, 10]); }), 'invalid_input', /fact.jsonl" line 1: It is not UTF-8/],
  ['a message deeper than its parent allows', () => withLines('message', (all) => all.map((line) => (line['parent_id'] === null ? line : { ...line, depth: 7 }))), 'invalid_input', /depth/],
  ['a file cut off', () => good.subarray(0, good.length - 4000), 'invalid_input', /./],
])('%s is refused and nothing is changed', async (_name, make, code, message) => {
  const failure = await refused(make());
  expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await state()).toBe(empty);
});

it('two files in the same bytes are refused', async () => {
  const twice = Buffer.from(zipSync({ 'records/fact.jsonl': new Uint8Array(100), 'records/mood.jsonl': new Uint8Array(100) }, { level: 0 }));
  const directory = twice.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const second = twice.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), directory + 4);
  twice.writeUInt32LE(0, second + 42);
  expect(await refused(twice)).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/same bytes/) });
});

it('a branch whose end is missing is shown to its newest message, for the rest is not lost', async () => {
  const file = join(target.folder, 'leafless.zip');
  await writeFile(file, withLines('session', (all) => all.map((line) => ({ ...line, active_leaf_id: 'nowhere' }))));
  const fresh = makeStore();
  const snapshot = await openSnapshot(fresh.deps, file, { workFolder: fresh.workFolder });
  await snapshot.apply({ mode: 'merge' });
  await snapshot.apply({ mode: 'replace', backupFile: join(fresh.folder, 'before.zip') }).finally(() => snapshot.close());
  for (const session of await fresh.storage.records({ entity: 'session', owner: { user_id: 'ana' }, limit: 9 })) {
    const own = lines('message').filter((line) => line['session_id'] === session.id);
    expect(session.active_leaf_id).toBe(own.at(-1)!['id']);
    expect(await fresh.storage.messages.get(session.active_leaf_id!)).toMatchObject({ is_active: true });
  }
  await fresh.close();
});

it('words of terminals and scripts stay words', async () => {
  const odd = '\u001b[31m<script>alert(1)</script>"; DROP TABLE messages; --\u202e';
  const failure = await refused(withLines('fact', first({ [odd]: 1 })));
  expect(isLuminoraError(failure) && failure.message).not.toMatch(/[\u001b\u202e]/);
  expect(await state()).toBe(empty);
});

it('500 files with changed bytes: a refusal in our own words, or the same data; nothing in between', async () => {
  const random = createRandom(6);
  const seen = { refused: 0, whole: 0 };
  const strange: unknown[] = [];
  const file = join(target.folder, 'fuzzed.zip');
  const started = await state();
  for (let round = 0; round < 500; round++) {
    let bytes = new Uint8Array(good);
    const changes = 1 + Math.floor(random() * 4);
    for (let change = 0; change < changes; change++) {
      // Half of them where the list of files is: the rest is mostly packed text.
      const at = random() < 0.5 ? bytes.length - 1 - Math.floor(random() * Math.min(4500, bytes.length)) : Math.floor(random() * bytes.length);
      const kind = random();
      if (kind < 0.7) bytes[at] = Math.floor(random() * 256);
      else if (kind < 0.85) bytes = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + Math.floor(random() * 40))]);
      else bytes = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(Math.floor(random() * at), at)]);
    }
    await writeFile(file, bytes);
    try {
      const snapshot = await openSnapshot(target.deps, file, { workFolder: target.workFolder });
      seen.whole += 1;
      const shown = await snapshot.preview('merge');
      if (shown.entities.reduce((sum, { added }) => sum + added, 0) !== lines('message').length + kinds.filter(({ entity }) => entity !== 'message').reduce((sum, { entity }) => sum + Buffer.from(entries[`records/${entity}.jsonl`]!).filter((byte) => byte === 10).length, 0)) strange.push(['other data', round]);
      await snapshot.close();
    } catch (error) {
      seen.refused += 1;
      if (!isLuminoraError(error) || error.code !== 'invalid_input') strange.push([round, error]);
    }
  }
  expect(strange).toEqual([]);
  expect(seen.refused).toBeGreaterThan(300);
  expect(await readdir(target.workFolder)).toEqual([]);
  expect(await state()).toBe(started);
}, 120_000);

it('60 files whose checksums are right and whose records are not: refused with the store empty, or whole', async () => {
  const random = createRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const filled = kinds.map(({ entity }) => entity).filter((entity) => entries[`records/${entity}.jsonl`]!.length > 0);
  const values = [null, '', 0, -1, 1.5, 1e300, true, [], {}, ['x'], { a: 1 }, 'x'.repeat(1000), '__proto__', '../x', '\u0000', '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'ana', 'eva', 'luna', '🐶'];
  const strange: unknown[] = [];
  const seen = { refused: 0, whole: 0 };
  for (let round = 0; round < 60; round++) {
    const entity = pick(filled);
    const bytes = withLines(entity, (all) => {
      const line = Math.floor(random() * all.length);
      return all.map((record, index) => (index === line ? { ...record, [pick(Object.keys(record))]: pick(values) } : record));
    });
    const file = join(target.folder, 'forged.zip');
    await writeFile(file, bytes);
    const fresh = makeStore();
    try {
      const snapshot = await openSnapshot(fresh.deps, file, { workFolder: fresh.workFolder });
      await snapshot.apply({ mode: 'merge' }).finally(() => snapshot.close());
      seen.whole += 1;
      if ((await fresh.storage.health()).status !== 'ok') strange.push([round, entity, await fresh.storage.health()]);
    } catch (error) {
      seen.refused += 1;
      if (!isLuminoraError(error) || !['invalid_input', 'conflict', 'embedding_mismatch'].includes(error.code)) strange.push([round, entity, error]);
      for (const kind of kinds) if (await fresh.storage.count(kind.entity) > 0) strange.push([round, entity, 'left behind', kind.entity]);
    } finally {
      await fresh.close();
    }
  }
  expect(strange).toEqual([]);
  expect(seen.refused).toBeGreaterThan(20);
  expect(seen.whole).toBeGreaterThan(3);
}, 120_000);
