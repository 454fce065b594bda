// Texts through our embedding provider against the same texts through bare onnxruntime and the tokenizer in a plain script, alternating in one run: one by one and many at once.
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as ort from 'onnxruntime-node';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { makeEmbeddingModel } from '../core/engine-providers.ts';
import { findEmbeddingEntry, loadCatalogue } from '../core/inference/catalogue.ts';
import { loadTokenizer, type TextTokenizer } from '../core/inference/tokenizer.ts';
import { sentences } from './corpus.ts';
import { round, summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const warmUp = 20;
const blockSize = 20;
const restMs = 50;
/** A plain script's batch, in the order of the texts, and how many of them are measured at a time. */
const batchSize = 32;
const batchTexts = 4 * batchSize;
const batchRounds = 5;

/** As the provider: waiting threads sleep, so that both are asked the same. @param threads of one run */
export async function benchEmbedding(runs: number, downloadsFolder: string, threads = 1): Promise<Result[]> {
  const modelsFolder = join(productFolder, 'models');
  const catalogue = await loadCatalogue(modelsFolder);
  const entry = findEmbeddingEntry(catalogue, catalogue.defaults.embedding);
  const folder = join(modelsFolder, entry.folder);
  const session = await ort.InferenceSession.create(join(folder, entry.weights), { intraOpNumThreads: threads, interOpNumThreads: 1, extra: { session: { intra_op: { allow_spinning: '0' } } } });
  const tokenizer = await loadTokenizer(folder, entry.max_tokens);
  const { config } = await loadConfig({ env: {}, flags: { 'embedding_provider.config.threads': threads } });
  const ours = await makeEmbeddingModel(config, { fetch, clock: systemClock, log: silentLog, modelsFolder, downloadsFolder, secret: async () => undefined });
  const bare = { session, tokenizer, prefix: entry.query_prefix, dimension: entry.dimension };
  const bareTimes: number[] = [];
  const ourTimes: number[] = [];
  const texts = sentences(runs + warmUp, 3);
  // In blocks, with a rest between: the threads of a session spin a while after a run and would slow the other down.
  for (let start = 0; start < texts.length; start += blockSize) {
    const block = texts.slice(start, start + blockSize);
    await setTimeout(restMs);
    for (const text of block) bareTimes.push((await timed(() => bareVectors(bare, [text]))).ms);
    await setTimeout(restMs);
    for (const text of block) ourTimes.push((await timed(() => ours.embed([text], 'query'))).ms);
  }
  const batches = { bare: [] as Timed[], ours: [] as Timed[] };
  for (let turn = 0; turn <= batchRounds; turn += 1) {
    const many = sentences(batchTexts, 100 + turn);
    await setTimeout(restMs);
    batches.bare.push(await timed(async () => { for (let start = 0; start < many.length; start += batchSize) await bareVectors(bare, many.slice(start, start + batchSize)); }));
    await setTimeout(restMs);
    batches.ours.push(await timed(() => ours.embed(many, 'passage')));
  }
  await ours.close();
  await session.release();
  const own = summarize(ourTimes.slice(warmUp));
  const plain = summarize(bareTimes.slice(warmUp));
  const [ownBatch, bareBatch] = [throughput(batches.ours), throughput(batches.bare)];
  const on = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return [
    { name: `embedding of one text, bare onnxruntime, ${on}`, unit: 'ms', values: plain, floor: null },
    { name: `embedding of one text, provider, ${on}`, unit: 'ms', values: own, floor: null },
    { name: `  provider / bare onnxruntime, ${on}`, unit: 'x', values: { p50_ratio: round(own.p50 / plain.p50), p95_ratio: round(own.p95 / plain.p95) }, floor: { value: 'p50_ratio', limit: 1.1 } },
    { name: `embedding of many, bare onnxruntime, 32 at once, ${on}`, unit: '', values: bareBatch, floor: null },
    { name: `embedding of many, provider, ${on}`, unit: '', values: ownBatch, floor: null },
    // Time for time: 1 / 0.95 is 0.95 times the throughput.
    { name: `  provider / bare onnxruntime, time of many, ${on}`, unit: 'x', values: { time_ratio: round(bareBatch.texts_per_second / ownBatch.texts_per_second), cpu_ratio: round(ownBatch.cpu_ms_each / bareBatch.cpu_ms_each) }, floor: { value: 'time_ratio', limit: 1.05 } },
  ];
}

type Timed = { ms: number; cpuMs: number };
async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
}

/** The median round; the first one warms up. */
function throughput(rounds: readonly Timed[]) {
  const of = (values: readonly number[]) => summarize(values.slice(1)).p50;
  return { texts_per_second: round((batchTexts * 1000) / of(rounds.map(({ ms }) => ms))), cpu_ms_each: round(of(rounds.map(({ cpuMs }) => cpuMs)) / batchTexts) };
}

/** What a plain script does: tokens, one padded run, the mean of each text's tokens at unit length. */
async function bareVectors({ session, tokenizer, prefix, dimension }: { session: ort.InferenceSession; tokenizer: TextTokenizer; prefix: string; dimension: number }, texts: readonly string[]): Promise<Float32Array[]> {
  const rows = texts.map((text) => tokenizer.encode(prefix + text));
  const longest = Math.max(...rows.map((row) => row.length));
  const shape = [rows.length, longest];
  const fill = (value: (row: readonly number[], index: number) => number) => new ort.Tensor('int64', BigInt64Array.from(rows.flatMap((row) => Array.from({ length: longest }, (_, index) => BigInt(value(row, index))))), shape);
  const all: Record<string, () => ort.Tensor> = { input_ids: () => fill((row, index) => row[index] ?? 0), attention_mask: () => fill((row, index) => (index < row.length ? 1 : 0)), token_type_ids: () => fill(() => 0) };
  const output = (await session.run(Object.fromEntries(session.inputNames.map((name) => [name, all[name]!()]))))[session.outputNames[0]!]!.data as Float32Array;
  return rows.map((row, place) => {
    const vector = new Float32Array(dimension);
    for (let token = 0; token < row.length; token += 1) for (let index = 0; index < dimension; index += 1) vector[index]! += output[(place * longest + token) * dimension + index]!;
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}
