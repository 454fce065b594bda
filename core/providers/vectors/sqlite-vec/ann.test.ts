import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../lib/log.ts';
import { vectorsConformance } from '../conformance.ts';
import type { VectorItem } from '../vectors.ts';
import { annStates, approximateAnswers, clusteredVectors, compareAll, makeAnnPlace, makeItem, randomFrom, type AnnPlace } from './ann-test-place.ts';
import { createAnnIndexes } from './ann-indexes.ts';
import { loadAnnLibrary } from './ann-library.ts';
import { snapshotFile } from './ann-snapshot.ts';
import { openIndex } from './open-index.ts';
import { createSpaces } from './spaces.ts';

vectorsConformance('sqlite-vec, approximate from the first vector on', async () => {
  const place = makeAnnPlace();
  return { open: async () => place.open(1), cleanUp: async () => place.cleanUp() };
});

describe('the approximate index', () => {
  let place: AnnPlace;
  let random: () => number;
  beforeEach(() => {
    place = makeAnnPlace();
    random = randomFrom(7);
  });
  afterEach(() => place.cleanUp());
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const file = (userId = 'ana'): string => snapshotFile(place.folder, 'a', userId);
  const snapshots = (): string[] => readdirSync(place.folder).filter((name) => name.includes('.ann'));
  const makeItems = (count: number, dimension = 16): VectorItem[] => {
    const next = clusteredVectors(dimension, 12, random);
    return Array.from({ length: count }, (_, index) => makeItem(index, next()));
  };
  /** Whether the store answers `rounds` queries as a plain comparison does. */
  const expectSame = async (store: Awaited<ReturnType<AnnPlace['open']>>, items: readonly VectorItem[], rounds = 20): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      const query = { vector: pick(items).vector, limit: 1 + (round % 10), user_id: 'ana' };
      expect((await store.query('a', query)).map((hit) => hit.owner_id)).toEqual(compareAll(items, query).map((hit) => hit.owner_id));
    }
  };

  it('answers as a plain comparison does through 300 random writes, removals, moves and repeated vectors', async () => {
    const store = place.open(1);
    await store.ensureSpace('a', 8);
    const stored = new Map<string, VectorItem>();
    const next = clusteredVectors(8, 4, random);
    const repeated = Array.from({ length: 5 }, next);
    for (let step = 0; step < 300; step += 1) {
      if (random() < 0.35 && stored.size > 0) {
        const gone = [pick([...stored.keys()]), 'never'];
        await store.delete('a', gone);
        for (const id of gone) stored.delete(id);
      } else {
        const items = Array.from({ length: 1 + Math.floor(random() * 4) }, () => makeItem(Math.floor(random() * 60), random() < 0.5 ? pick(repeated) : next(), { user_id: pick(['ana', 'ana', 'eva']), session_id: pick(['s1', 's2', 's3']) }));
        await store.upsert('a', items);
        for (const item of items) stored.set(item.owner_id, item);
      }
      const query = { vector: random() < 0.3 ? pick(repeated) : next(), limit: 1 + Math.floor(random() * 12), user_id: pick(['ana', 'eva']), ...(random() < 0.4 ? { session_id: pick(['s1', 's2', 's3']) } : {}) };
      const hits = await store.query('a', query);
      const expected = compareAll(stored.values(), query);
      expect(hits.map((hit) => hit.owner_id)).toEqual(expected.map((hit) => hit.owner_id));
      for (const [index, hit] of hits.entries()) expect(hit.similarity).toBeCloseTo(expected[index]?.similarity ?? Number.NaN, 5);
    }
    expect(await approximateAnswers(store)).toBeGreaterThan(200);
    await store.close();
  });

  it('finds 95 of 100 nearest neighbours among 25,000 clustered vectors, of a user and of a session, and no deleted one', async () => {
    const dimension = 128;
    const next = clusteredVectors(dimension, 200, random);
    const said = Array.from({ length: 5 }, next);
    // One in ten says what others said before.
    const items = Array.from({ length: 25_000 }, (_, index) => makeItem(index, random() < 0.1 ? pick(said) : next()));
    const store = place.open(20_000);
    await store.ensureSpace('a', dimension);
    for (let from = 0; from < items.length; from += 500) await store.upsert('a', items.slice(from, from + 500));
    // The exact scan serves while the index is being built.
    const first = { vector: next(), limit: 10, user_id: 'ana' };
    expect(await store.query('a', first)).toHaveLength(10);
    expect(await approximateAnswers(store)).toBe(0);
    await store.whenIdle();
    expect((await annStates(store))[0]).toMatch(/^ready 2\d{4}$/);

    const recall = async (present: readonly VectorItem[], session?: string): Promise<number> => {
      let found = 0;
      let wanted = 0;
      for (let round = 0; round < 30; round += 1) {
        const query = { vector: round % 10 === 0 ? pick(said) : next(), limit: 10, user_id: 'ana', ...(session === undefined ? {} : { session_id: session }) };
        const expected = compareAll(present, query);
        const least = (expected.at(-1)?.similarity ?? 1) - 1e-5;
        const hits = await store.query('a', query);
        expect(new Set(hits.map((hit) => hit.owner_id)).size).toBe(hits.length);
        wanted += expected.length;
        // Equal vectors are equally right.
        found += hits.filter((hit) => hit.similarity >= least).length;
      }
      return found / wanted;
    };
    const ofUser = await recall(items);
    const byGraph = await approximateAnswers(store);
    expect(byGraph).toBe(30);
    const ofSession = await recall(items, 's7');
    const gone = new Set((await store.query('a', { ...first, limit: 300 })).map((hit) => hit.owner_id));
    await store.delete('a', [...gone]);
    const left = items.filter((item) => !gone.has(item.owner_id));
    for (let round = 0; round < 20; round += 1) {
      const hits = await store.query('a', { vector: items.find((item) => gone.has(item.owner_id))!.vector, limit: 100, user_id: 'ana' });
      expect(hits.filter((hit) => gone.has(hit.owner_id))).toEqual([]);
    }
    const afterwards = await recall(left);
    process.stdout.write(`recall@10 of 25,000: user ${ofUser.toFixed(3)}, session ${ofSession.toFixed(3)}, after 300 deletions ${afterwards.toFixed(3)}\n`);
    expect(Math.min(ofUser, ofSession, afterwards)).toBeGreaterThanOrEqual(0.95);
    await store.close();
  }, 180_000);

  it('is read from its snapshot after closing, and brought into step with what was written since', async () => {
    const items = makeItems(300);
    const first = place.open();
    await first.ensureSpace('a', 16);
    await first.upsert('a', items.slice(0, 200));
    await first.whenIdle();
    await first.close();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    copyFileSync(file(), join(place.folder, 'older'));
    const second = place.open();
    await second.ensureSpace('a', 16);
    await second.whenIdle();
    expect(place.events).toEqual(['ann-built', 'ann-loaded']);
    await expectSame(second, items.slice(0, 200));
    expect(await approximateAnswers(second)).toBe(20);
    for (const item of items.slice(200)) await second.upsert('a', [item]);
    await expectSame(second, items);
    await second.close();
    // As after a crash: the snapshot is older than the rows.
    copyFileSync(join(place.folder, 'older'), file());
    const third = place.open();
    await third.ensureSpace('a', 16);
    await third.whenIdle();
    expect(place.events).toEqual(['ann-built', 'ann-loaded', 'ann-loaded']);
    expect(await annStates(third)).toEqual(['ready 300']);
    await expectSame(third, items);
    await third.close();
  });

  it('is built anew when its snapshot is damaged, of other rows, or of rows that are gone', async () => {
    const items = makeItems(120);
    const spoil: ((bytes: Buffer) => Buffer)[] = [
      (bytes) => { bytes[Math.floor(bytes.length / 2)]! ^= 1; return bytes; },
      (bytes) => bytes.subarray(0, bytes.length / 2),
      (bytes) => bytes.subarray(0, 5),
      () => Buffer.alloc(0),
      (bytes) => { bytes.writeUInt32LE(0xffffffff, bytes.length - 44); return bytes; },
      (bytes) => Buffer.from(bytes.toString('latin1').replace('"count":120', '"count":119'), 'latin1'),
      (bytes) => Buffer.from(bytes.toString('latin1').replace('"generation":1', '"generation":9'), 'latin1'),
      (bytes) => Buffer.from(bytes.toString('latin1').replace(/"epoch":"...../, '"epoch":"00000'), 'latin1'),
      (bytes) => Buffer.from(bytes.toString('latin1').replace('"format":1', '"format":{'), 'latin1'),
      () => Buffer.from('Dear diary, this is no index. '.repeat(200)),
    ];
    const first = place.open();
    await first.ensureSpace('a', 16);
    await first.upsert('a', items);
    await first.whenIdle();
    await first.close();
    const whole = readFileSync(file());
    for (const [index, change] of spoil.entries()) {
      const spoilt = change(Buffer.from(whole));
      expect(spoilt.equals(whole)).toBe(false);
      writeFileSync(file(), spoilt);
      place.events.length = 0;
      const store = place.open();
      await store.ensureSpace('a', 16);
      await store.whenIdle();
      expect([index, ...place.events]).toEqual([index, 'ann-built']);
      await expectSame(store, items, 5);
      expect(await approximateAnswers(store)).toBe(5);
      await store.close();
    }
    // A snapshot that knows more than the rows: the removals happened, and then an old copy was put back.
    const fourth = place.open();
    await fourth.ensureSpace('a', 16);
    await fourth.delete('a', items.slice(0, 20).map((item) => item.owner_id));
    await fourth.close();
    writeFileSync(file(), whole);
    const fifth = place.open();
    await fifth.ensureSpace('a', 16);
    await fifth.whenIdle();
    expect(await annStates(fifth)).toEqual(['ready 100']);
    await expectSame(fifth, items.slice(20));
    await fifth.close();
    // Another index file in the old one's place.
    rmSync(join(place.folder, 'vectors.db'));
    writeFileSync(file(), whole);
    const sixth = place.open();
    await sixth.ensureSpace('a', 16);
    await sixth.upsert('a', items.slice(0, 60).map((item) => ({ ...item, owner_id: `x${item.owner_id}` })));
    await sixth.whenIdle();
    expect((await sixth.query('a', { vector: items[100]!.vector, limit: 60, user_id: 'ana' })).every((hit) => hit.owner_id.startsWith('x'))).toBe(true);
    await sixth.close();
  });

  it('leaves no bytes of what was deleted, and is saved again once it was built without it', async () => {
    const items = makeItems(200, 64);
    /** The vector's bytes as the library writes them: a file begins with how many there are and how long they are, then come the vectors. */
    const bytesOf = (item: VectorItem): Buffer => {
      const graph = loadAnnLibrary()(64);
      graph.add(1, item.vector);
      graph.save(join(place.folder, 'one'));
      return readFileSync(join(place.folder, 'one')).subarray(8, 72);
    };
    const written = new Map(items.map((item) => [item, bytesOf(item)]));
    rmSync(join(place.folder, 'one'));
    const holds = (item: VectorItem): boolean => snapshots().some((name) => readFileSync(join(place.folder, name)).includes(written.get(item)!));
    const first = place.open(50, 5);
    await first.ensureSpace('a', 64);
    await first.upsert('a', items);
    await first.whenIdle();
    await first.close();
    expect(items.filter(holds)).toHaveLength(200);
    const second = place.open(50, 60_000);
    await second.ensureSpace('a', 64);
    await second.whenIdle();
    await second.delete('a', items.slice(0, 50).map((item) => item.owner_id));
    expect(snapshots()).toEqual([]);
    expect((await second.query('a', { vector: items[3]!.vector, limit: 200, user_id: 'ana' })).map((hit) => hit.owner_id).sort()).toEqual(items.slice(50).map((item) => item.owner_id));
    expect(await approximateAnswers(second)).toBe(1);
    await second.close();
    expect(snapshots()).toEqual([]);
    const third = place.open(50, 1);
    await third.ensureSpace('a', 64);
    await third.whenIdle();
    // A replaced vector is a removed one.
    await third.upsert('a', [{ ...items[60]!, vector: items[61]!.vector }]);
    await new Promise((resolve) => { setTimeout(resolve, 30); });
    await third.whenIdle();
    expect(await annStates(third)).toEqual(['ready 149']);
    await third.close();
    expect(items.slice(0, 50).filter(holds)).toEqual([]);
    expect(holds(items[60]!)).toBe(false);
    expect(items.slice(61).filter(holds)).toHaveLength(139);
  });

  it('is each user\'s own, begins at the threshold, and goes with its space or with the whole index', async () => {
    const items = makeItems(100);
    const store = place.open(50);
    await store.ensureSpace('a', 16);
    await store.upsert('a', items.slice(0, 49));
    await store.upsert('a', items.slice(0, 49).map((item) => ({ ...item, owner_id: `e${item.owner_id}`, user_id: 'eva' })));
    expect(await annStates(store)).toEqual([]);
    await store.upsert('a', items.slice(49));
    await store.whenIdle();
    expect(await annStates(store)).toEqual(['ready 100']);
    expect((await store.query('a', { vector: items[0]!.vector, limit: 5, user_id: 'eva' })).every((hit) => hit.owner_id.startsWith('e'))).toBe(true);
    expect(await approximateAnswers(store)).toBe(0);
    await store.close();
    expect(snapshots()).toEqual([file().split('/').at(-1)]);
    const second = place.open(50);
    await second.ensureSpace('a', 16);
    await second.whenIdle();
    await second.dropSpace('a');
    expect(snapshots()).toEqual([]);
    expect(await annStates(second)).toEqual([]);
    await second.close();
    expect(snapshots()).toEqual([]);
  });

  it('leaves the answer to the exact search when the library is missing or fails', async () => {
    const log = { ...silentLog, warn: (event: string) => { place.events.push(event); } };
    const db = openIndex(place.folder, join(place.folder, 'vectors.db'), silentLog);
    const space = createSpaces(db).make('a', 2);
    const unit = Float32Array.of(1, 0);
    space.put({ owner_id: 'm1', user_id: 'ana', session_id: 's1', content: 1 }, unit, space.nextGeneration());
    const settings = { threshold: 1, settleMs: 1 };
    const query = { vector: unit, limit: 1, user_id: 'ana' };
    const without = createAnnIndexes(place.folder, settings, log, () => { throw new Error('no compiled part for this machine'); });
    for (let round = 0; round < 3; round += 1) {
      without.open(space, 'epoch');
      without.afterWrite(space, 'epoch', new Map([['ana', 1]]), []);
      expect(without.search(space, unit, query)).toBeNull();
    }
    expect(place.events).toEqual(['ann-unavailable']);
    const make = loadAnnLibrary();
    const failing = createAnnIndexes(place.folder, settings, log, () => (dimension) => ({ ...make(dimension), search: () => { throw new Error('failed'); } }));
    failing.open(space, 'epoch');
    await failing.whenIdle();
    expect(failing.report().indexes).toEqual([{ space: 'a', vectors: 1, state: 'ready' }]);
    expect(failing.search(space, unit, query)).toBeNull();
    expect(place.events).toEqual(['ann-unavailable', 'ann-failed']);
    db.close();
  });

  it('is off with a threshold of 0, which also takes old snapshots away', async () => {
    const items = makeItems(100);
    const first = place.open(50);
    await first.ensureSpace('a', 16);
    await first.upsert('a', items);
    await first.whenIdle();
    await first.close();
    writeFileSync(`${file()}.half`, 'left over');
    const second = place.open(0);
    expect(snapshots()).toEqual([]);
    await second.ensureSpace('a', 16);
    await second.upsert('a', makeItems(60));
    expect(await annStates(second)).toEqual([]);
    await second.close();
    expect(existsSync(file())).toBe(false);
  });
});
