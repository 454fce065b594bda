import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../lib/log.ts';
import { vectorsConformance } from './conformance.ts';
import { VECTOR_FILE, sqliteVecStore } from './sqlite-vec.ts';
import { toUnit } from './sqlite-vec/checks.ts';
import { unpackedPath } from './sqlite-vec/open-index.ts';
import type { VectorItem, VectorStore } from './vectors.ts';

const open = (dataFolder: string): Promise<VectorStore> => sqliteVecStore.create(sqliteVecStore.options.parse({}), { dataFolder, log: silentLog, secret: async () => undefined });

vectorsConformance('sqlite-vec', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luminora-vectors-'));
  return { open: () => open(folder), cleanUp: async () => rmSync(folder, { recursive: true, force: true }) };
});

describe('sqlite-vec', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-vectors-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses 10,000 unfit vectors of every kind and stores none', async () => {
    const store = await open(folder);
    await store.ensureSpace('a', 8);
    const part = fc.float({ noNaN: true, noDefaultInfinity: true });
    const fit = fc.array(part, { minLength: 8, maxLength: 8 });
    const spoilt = fc.tuple(fit, fc.nat(7), fc.constantFrom(Number.NaN, Infinity, -Infinity)).map(([parts, at, bad]) => Float32Array.from(parts.with(at, bad)));
    const wrongLength = fc.array(part, { maxLength: 20 }).filter((parts) => parts.length !== 8).map((parts) => Float32Array.from(parts));
    const zero = fc.array(fc.constantFrom(0, -0, 1e-45, -1e-44, 1e-40), { minLength: 8, maxLength: 8 }).map((parts) => Float32Array.from(parts));
    const wide = fit.map((parts) => Float64Array.from(parts) as unknown as Float32Array);
    let refused = 0;
    await fc.assert(fc.asyncProperty(fc.oneof(spoilt, wrongLength, zero, wide), async (vector) => {
      const items: VectorItem[] = [{ owner_id: 'm1', user_id: 'ana', session_id: 's1', vector }];
      await expect(store.upsert('a', items)).rejects.toMatchObject({ code: expect.stringMatching(/^(invalid_input|embedding_mismatch)$/) });
      refused += 1;
    }), { numRuns: 10_000 });
    expect(refused).toBe(10_000);
    expect(await store.count('a')).toBe(0);
    await store.close();
  });

  it('starts empty on a damaged, foreign or cut file', async () => {
    const damage: ((file: string) => void)[] = [
      (file) => rmSync(file),
      (file) => writeFileSync(file, 'this is no database, it is a letter to nobody'.repeat(100)),
      (file) => writeFileSync(file, readFileSync(file).subarray(0, 5000)),
      (file) => { const bytes = readFileSync(file); bytes.writeUInt32BE(7, 60); writeFileSync(file, bytes); },
    ];
    for (const spoil of damage) {
      const first = await open(folder);
      await first.ensureSpace('a', 2);
      await first.upsert('a', [{ owner_id: 'm1', user_id: 'ana', session_id: 's1', vector: Float32Array.of(1, 0) }]);
      await first.close();
      spoil(join(folder, VECTOR_FILE));
      const second = await open(folder);
      await second.ensureSpace('a', 2);
      expect(await second.count('a')).toBe(0);
      await second.close();
    }
  });

  it('starts empty when the damage shows in the middle of work', async () => {
    const first = await open(folder);
    await first.ensureSpace('a', 64);
    const vector = (seed: number): Float32Array => Float32Array.from({ length: 64 }, (_, index) => Math.sin(seed * 64 + index));
    await first.upsert('a', Array.from({ length: 2000 }, (_, index) => ({ owner_id: `m${index}`, user_id: 'ana', session_id: 's1', vector: vector(index) })));
    await first.close();
    const file = join(folder, VECTOR_FILE);
    const bytes = readFileSync(file);
    for (let page = 12; page * 4096 < bytes.length; page += 1) bytes.fill(0xff, page * 4096, page * 4096 + 200);
    writeFileSync(file, bytes);
    const second = await open(folder);
    await second.ensureSpace('a', 64);
    let hits = -1;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      hits = (await second.query('a', { vector: vector(1), limit: 5, user_id: 'ana' })).length;
      await second.upsert('a', [{ owner_id: 'new', user_id: 'ana', session_id: 's1', vector: vector(1) }]);
    }
    expect(hits).toBeGreaterThanOrEqual(0);
    expect(await second.listOwnerIds('a', 'n', 10)).toEqual(['new']);
    await second.close();
  });

  it('leaves no bytes of a deleted vector', async () => {
    const store = await open(folder);
    await store.ensureSpace('a', 384);
    const vector = (seed: number): Float32Array => Float32Array.from({ length: 384 }, (_, index) => Math.sin(seed * 384 + index));
    await store.upsert('a', Array.from({ length: 300 }, (_, index) => ({ owner_id: `owner-${index}-end`, user_id: 'ana', session_id: 's1', vector: vector(index) })));
    await store.delete('a', Array.from({ length: 100 }, (_, index) => `owner-${index}-end`));
    await store.close();
    const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    const holds = (seed: number): boolean => bytes.includes(Buffer.from(toUnit(vector(seed)).buffer, 64, 32)) || bytes.includes(`owner-${seed}-end`);
    expect(Array.from({ length: 100 }, (_, seed) => seed).filter(holds)).toEqual([]);
    expect(Array.from({ length: 200 }, (_, seed) => seed + 100).filter((seed) => !holds(seed))).toEqual([]);
  });

  it('makes its files private', async () => {
    const store = await open(folder);
    await store.ensureSpace('a', 2);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await store.close();
  });

  it('finds the extension beside a packed app', () => {
    expect(unpackedPath('/opt/L/resources/app.asar/node_modules/v/vec0.so')).toBe('/opt/L/resources/app.asar.unpacked/node_modules/v/vec0.so');
    expect(unpackedPath('C:\\L\\resources\\app.asar\\node_modules\\v\\vec0.dll')).toBe('C:\\L\\resources\\app.asar.unpacked\\node_modules\\v\\vec0.dll');
    expect(unpackedPath('/opt/L/resources/app.asar.unpacked/v/vec0.so')).toBe('/opt/L/resources/app.asar.unpacked/v/vec0.so');
    expect(unpackedPath('/home/me/node_modules/v/vec0.so')).toBe('/home/me/node_modules/v/vec0.so');
  });
});
