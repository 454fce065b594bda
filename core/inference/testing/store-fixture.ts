// A store over a scratch folder and a test hub, with one small model that only the hub knows.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import type { CatalogueModel } from '../catalogue/schema.ts';
import { createModelStore, type ModelStore, type ModelStoreOptions, type StoreProgress } from '../model-store.ts';
import { startTestHub, type TestHub } from './hub.ts';

/** Bytes that repeat nowhere near, different for each seed. */
export function someBytes(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

export const tinyFiles = {
  'config.json': '{"hidden_size":8,"max_position_embeddings":512,"model_type":"bert"}',
  'tokenizer.json': '{"tiny":true}',
  'tokenizer_config.json': '{"model_max_length":128}',
  'onnx/model.onnx': someBytes(900_000, 1),
  'onnx/model_quantized.onnx': someBytes(300_000, 2),
};

const small = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const unknown = (path: string) => ({ path, size_bytes: null, sha256: null });
const licence = { name: 'MIT', url: '' as const, notice: '', needs_acceptance: false };

/** Known to the hub only: neither sizes nor hashes are in the catalogue. */
export const tinyModel: CatalogueModel = {
  id: 'tiny', kind: 'embedding', title: 'Tiny', description: '', licence, languages: [], folder: 'tiny', uses: [], dimension: 8, max_tokens: 128, query_prefix: '', passage_prefix: '',
  pooling: 'mean', vector_output: null, is_normalized: true, scripts: null,
  variants: [
    { precision: 'int8', weights: 'onnx/model_quantized.onnx', files: [...small, 'onnx/model_quantized.onnx'].map(unknown) },
    { precision: 'fp32', weights: 'onnx/model.onnx', files: [...small, 'onnx/model.onnx'].map(unknown) },
  ],
  sources: [{ kind: 'hub', repository: 'someone/tiny', revision: 'main' }],
};

export type StoreFixture = {
  scratch: string;
  downloads: string;
  hub: TestHub;
  store: ModelStore;
  /** A second store over the same folders: what a restart sees. */
  open(change?: Partial<ModelStoreOptions>): ModelStore;
  close(): Promise<void>;
};

/** Makes the fixture; `models` are the catalogue. Files from 200 kB on come in ranges. */
export async function createStoreFixture(models: CatalogueModel[] = [tinyModel], change: Partial<ModelStoreOptions> = {}): Promise<StoreFixture> {
  const scratch = await mkdtemp(join(tmpdir(), 'luminora-store-'));
  const hub = await startTestHub({ 'someone/tiny': tinyFiles });
  await mkdir(join(scratch, 'models'));
  await writeFile(join(scratch, 'models/catalogue.json'), JSON.stringify({ version: 2, hub: { base_url: hub.baseUrl }, defaults: { embedding: models[0]?.id ?? '', llm: '' }, models }));
  const downloads = join(scratch, 'downloads');
  const open = (more: Partial<ModelStoreOptions> = {}) => createModelStore({
    modelsFolder: join(scratch, 'models'), downloadsFolder: downloads, fetch: globalThis.fetch, clock: systemClock, log: silentLog, isOffline: () => false,
    connectTimeoutMs: 2000, idleTimeoutMs: 1000, parallelFromBytes: 200_000, ...change, ...more,
  });
  return { scratch, downloads, hub, store: open(), open, close: async () => { await hub.close(); await rm(scratch, { recursive: true, force: true }); } };
}

/** Runs a download to its end. */
export async function collect(steps: AsyncIterable<StoreProgress>): Promise<StoreProgress[]> {
  const all: StoreProgress[] = [];
  for await (const step of steps) all.push(step);
  return all;
}
