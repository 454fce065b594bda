// The neighbourhood of what was forgotten, with the shipped model: figures of docs/forgetting.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '../../contract/entities.ts';
import { systemClock } from '../../lib/clock.ts';
import { createIdSource } from '../../lib/ids.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import type { EmbeddingModel } from '../../providers/embeddings/embeddings.ts';
import { localEmbeddings } from '../../providers/embeddings/local.ts';
import type { Tombstone } from '../../providers/storage/changes.ts';
import { createEmbedder, factKey } from '../memory/index.ts';
import { createTombstones } from './index.ts';
import { makeTombstones } from './make-tombstones.ts';
import { everyday, sentences, values } from './testing/paraphrases.ts';

let model: EmbeddingModel;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-nearness-'));
  model = await localEmbeddings.create(localEmbeddings.options.parse({}), { fetch, clock: systemClock, log: silentLog, modelsFolder: join(productFolder, 'models'), downloadsFolder: folder, secret: async () => undefined });
});
afterAll(async () => {
  await model.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (text: string): Pick<Fact, 'key' | 'value' | 'category'> => {
  const [key = '', value = ''] = text.split(': ');
  return { key, value, category: factKey(key)!.category };
};
const share = (hits: readonly boolean[]): number => Number((hits.filter(Boolean).length / hits.length).toFixed(2));

/** What one user has who forgot this alone. */
async function forgot(text: string) {
  const ids = createIdSource(systemClock);
  const embedder = createEmbedder(async () => model, { log: silentLog, clock: systemClock });
  const kept: Tombstone[] = await makeTombstones({ clock: systemClock, ids, embedder }, { forgetting_id: ids.next(), user_id: 'ana', kind: 'fact' }, [{ type: 'fact', fact: read(text) }]);
  return createTombstones({ storage: { tombstones: { list: async () => kept } }, embedder });
}

describe('the neighbourhood of what was forgotten', () => {
  it('holds the same said otherwise, and little else of the same kind', async () => {
    const hits = { same: [] as boolean[], other: [] as boolean[] };
    for (const { forgotten, same, other } of values) {
      const { check } = await forgot(forgotten);
      const ask = async (texts: readonly string[]) => (await check('ana', texts.map(read).map(({ key, value, category }) => ({ key, value: String(value), category, sentence: String(value) })))).map((tombstone) => tombstone !== null);
      hits.same.push(...await ask(same));
      hits.other.push(...await ask(other));
    }
    expect([hits.same.length, hits.other.length]).toEqual([63, 87]);
    // 0.89 and 0.10; another processor may round a pair over the edge.
    expect(share(hits.same)).toBeGreaterThanOrEqual(0.86);
    expect(share(hits.other)).toBeLessThanOrEqual(0.14);
  }, 120_000);

  it('holds half of the sentences that speak of it, and nothing of everyday talk', async () => {
    const hits = { same: [] as boolean[], other: [] as boolean[], everyday: [] as boolean[] };
    for (const { forgotten, same, other } of sentences) {
      const { areAbout } = await forgot(forgotten);
      hits.same.push(...await areAbout('ana', same));
      hits.other.push(...await areAbout('ana', other));
      hits.everyday.push(...await areAbout('ana', everyday));
    }
    expect([hits.same.length, hits.other.length, hits.everyday.length]).toEqual([21, 19, 100]);
    // 0.57 and 0.11.
    expect(share(hits.same)).toBeGreaterThanOrEqual(0.5);
    expect(share(hits.other)).toBeLessThanOrEqual(0.16);
    expect(share(hits.everyday)).toBe(0);
  }, 120_000);
});
