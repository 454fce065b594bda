// One text through our embedding provider against the same tokens through bare onnxruntime, alternating in one run.
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as ort from 'onnxruntime-node';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { makeEmbeddingModel } from '../core/engine-providers.ts';
import { findEmbeddingEntry, loadCatalogue } from '../core/inference/catalogue.ts';
import { loadTokenizer } from '../core/inference/tokenizer.ts';
import { sentences } from './corpus.ts';
import { round, summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const warmUp = 20;
/** As the provider's default: one thread, not spinning, so that both are asked the same. */
const threads = 1;
const blockSize = 20;
const restMs = 50;

export async function benchEmbedding(runs: number, downloadsFolder: string): Promise<Result[]> {
  const modelsFolder = join(productFolder, 'models');
  const catalogue = await loadCatalogue(modelsFolder);
  const entry = findEmbeddingEntry(catalogue, catalogue.defaults.embedding);
  const folder = join(modelsFolder, entry.folder);
  const session = await ort.InferenceSession.create(join(folder, entry.weights), { intraOpNumThreads: threads, interOpNumThreads: 1, extra: { session: { intra_op: { allow_spinning: '0' } } } });
  const tokenizer = await loadTokenizer(folder, entry.max_tokens);
  const { config } = await loadConfig({ env: {} });
  const ours = await makeEmbeddingModel(config, { fetch, clock: systemClock, log: silentLog, modelsFolder, downloadsFolder, secret: async () => undefined });
  const bareTimes: number[] = [];
  const ourTimes: number[] = [];
  const texts = sentences(runs + warmUp, 3);
  // In blocks, with a rest between: the threads of a session spin a while after a run and would slow the other down.
  for (let start = 0; start < texts.length; start += blockSize) {
    const block = texts.slice(start, start + blockSize);
    const inputs = block.map((text) => feedsFor(session, tokenizer.encode(entry.query_prefix + text)));
    await setTimeout(restMs);
    for (const feeds of inputs) bareTimes.push(await timed(() => session.run(feeds)));
    await setTimeout(restMs);
    for (const text of block) ourTimes.push(await timed(() => ours.embed([text], 'query')));
  }
  await ours.close();
  await session.release();
  const own = summarize(ourTimes.slice(warmUp));
  const bare = summarize(bareTimes.slice(warmUp));
  return [
    { name: 'embedding of one text, bare onnxruntime', unit: 'ms', values: bare, floor: null },
    { name: 'embedding of one text, provider (tokens included)', unit: 'ms', values: own, floor: null },
    { name: 'provider / bare onnxruntime', unit: 'x', values: { p50_ratio: round(own.p50 / bare.p50), p95_ratio: round(own.p95 / bare.p95) }, floor: { value: 'p50_ratio', limit: 1.3 } },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function feedsFor(session: ort.InferenceSession, ids: readonly number[]): Record<string, ort.Tensor> {
  const shape = [1, ids.length];
  const fill = (value: (index: number) => number) => new ort.Tensor('int64', BigInt64Array.from(ids, (_, index) => BigInt(value(index))), shape);
  const all: Record<string, ort.Tensor> = { input_ids: fill((index) => ids[index]!), attention_mask: fill(() => 1), token_type_ids: fill(() => 0) };
  return Object.fromEntries(session.inputNames.map((name) => [name, all[name]!]));
}
