// One text through our embedding provider against the same tokens through bare onnxruntime, alternating in one run.
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { makeEmbeddingModel } from '../core/engine-providers.ts';
import { findEmbeddingEntry, loadCatalogue } from '../core/inference/catalogue.ts';
import { loadTokenizer } from '../core/inference/tokenizer.ts';
import { sentences } from './corpus.ts';
import { round, summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const warmUp = 20;
const threads = 2;

export async function benchEmbedding(runs: number, downloadsFolder: string): Promise<Result[]> {
  const modelsFolder = join(productFolder, 'models');
  const catalogue = await loadCatalogue(modelsFolder);
  const entry = findEmbeddingEntry(catalogue, catalogue.defaults.embedding);
  const folder = join(modelsFolder, entry.folder);
  const session = await ort.InferenceSession.create(join(folder, entry.weights), { intraOpNumThreads: threads, interOpNumThreads: 1 });
  const tokenizer = await loadTokenizer(folder, entry.max_tokens);
  const { config } = await loadConfig({ env: {} });
  const ours = await makeEmbeddingModel(config, { fetch, clock: systemClock, log: silentLog, modelsFolder, downloadsFolder, secret: async () => undefined });
  const bareTimes: number[] = [];
  const ourTimes: number[] = [];
  const ratios: number[] = [];
  for (const text of sentences(runs + warmUp, 3)) {
    const ids = tokenizer.encode(entry.query_prefix + text);
    const feeds = feedsFor(session, ids);
    let start = performance.now();
    await session.run(feeds);
    const bare = performance.now() - start;
    start = performance.now();
    await ours.embed([text], 'query');
    const own = performance.now() - start;
    bareTimes.push(bare);
    ourTimes.push(own);
    ratios.push(own / bare);
  }
  await ours.close();
  await session.release();
  const own = summarize(ourTimes.slice(warmUp));
  const bare = summarize(bareTimes.slice(warmUp));
  return [
    { name: 'embedding of one text, bare onnxruntime', unit: 'ms', values: bare, floor: null },
    { name: 'embedding of one text, provider (tokens included)', unit: 'ms', values: own, floor: null },
    { name: 'provider / bare onnxruntime', unit: 'x', values: { p50_ratio: round(own.p50 / bare.p50), p95_ratio: round(own.p95 / bare.p95), median_of_pairs: summarize(ratios.slice(warmUp)).p50 }, floor: { value: 'p50_ratio', limit: 1.3 } },
  ];
}

function feedsFor(session: ort.InferenceSession, ids: readonly number[]): Record<string, ort.Tensor> {
  const shape = [1, ids.length];
  const fill = (value: (index: number) => number) => new ort.Tensor('int64', BigInt64Array.from(ids, (_, index) => BigInt(value(index))), shape);
  const all: Record<string, ort.Tensor> = { input_ids: fill((index) => ids[index]!), attention_mask: fill(() => 1), token_type_ids: fill(() => 0) };
  return Object.fromEntries(session.inputNames.map((name) => [name, all[name]!]));
}
