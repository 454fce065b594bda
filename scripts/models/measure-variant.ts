// Measures one ONNX embedding model in a process of its own, so that its memory is its own: the task comes as JSON on standard input, the figures go out as one line.
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { loadTokenizer } from '../../core/inference/tokenizer.ts';

export type VariantTask = { folder: string; weights: string; dimension: number; prefix: string; threads: number; texts: string[];
  /** Null: only what it costs is measured, not what it gives. */
  vectorsFile: string | null;
};
export type VariantFigures = {
  file_bytes: number; load_ms: number;
  /** Resident memory the model adds to the process: loaded, and after texts of 20 and of 512 tokens. */
  loaded_bytes: number; used_bytes: number;
  single_p50_ms: number; single_p95_ms: number; batch_per_second: number;
  /** Processor time of one text: says more than the clock on a machine with other work. */
  single_cpu_ms: number; batch_cpu_ms: number;
};

const singleRuns = 150;
const batchSize = 32;
const batchRuns = 8;
/** One length for all, so that the figures compare: tokens as the model card has them. */
const tokensPerText = 20;
const longest = 512;

const task = await json(process.stdin) as VariantTask;
const path = join(task.folder, task.weights);
const rss = () => {
  globalThis.gc?.();
  return process.memoryUsage.rss();
};

const before = rss();
const begun = performance.now();
const session = await InferenceSession.create(path, {
  executionProviders: ['cpu'], intraOpNumThreads: task.threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all', logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});
const loadMs = performance.now() - begun;
const loaded = rss() - before;

/** Token vectors of texts of equal length. */
async function run(rows: readonly (readonly number[])[]): Promise<Float32Array> {
  const shape = [rows.length, rows[0]!.length];
  const tensor = (value: (id: number) => bigint) => new Tensor('int64', BigInt64Array.from(rows.flat(), value), shape);
  const all: Record<string, Tensor> = { input_ids: tensor(BigInt), attention_mask: tensor(() => 1n), token_type_ids: tensor(() => 0n) };
  const output = await session.run(Object.fromEntries(session.inputNames.map((name) => [name, all[name]!])));
  return output[session.outputNames[0]!]!.data as Float32Array;
}
function pooled(hidden: Float32Array, tokens: number): Float32Array {
  const vector = new Float32Array(task.dimension);
  for (let index = 0; index < tokens * task.dimension; index += 1) vector[index % task.dimension]! += hidden[index]!;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** Real ids cut or repeated to one length. */
const even = (row: readonly number[]) => Array.from({ length: tokensPerText }, (_, index) => row[index % row.length]!);

// Before anything else is in memory: ids of no meaning serve.
for (let index = 0; index < 20; index += 1) await run([even([2, 57 + index, 305, 1999 - index, 3])]);
await run([Array.from({ length: longest }, (_, index) => 50 + index)]);
const used = rss() - before;
const tokenizer = await loadTokenizer(task.folder, longest);
const ids = task.texts.map((text) => tokenizer.encode(task.prefix + text));
const times: number[] = [];
let cpu = cpuMs();
for (let index = 0; index < singleRuns; index += 1) {
  const row = even(ids[index % ids.length]!);
  const start = performance.now();
  await run([row]);
  times.push(performance.now() - start);
}
const singleCpu = (cpuMs() - cpu) / singleRuns;
times.sort((left, right) => left - right);
const batches: number[] = [];
cpu = cpuMs();
for (let index = 0; index < batchRuns; index += 1) {
  const rows = Array.from({ length: batchSize }, (_, row) => even(ids[(index * batchSize + row) % ids.length]!));
  const start = performance.now();
  await run(rows);
  batches.push(performance.now() - start);
}
const batchCpu = (cpuMs() - cpu) / (batchRuns * batchSize);
batches.sort((left, right) => left - right);

if (task.vectorsFile !== null) {
  const vectors = new Float32Array(ids.length * task.dimension);
  for (const [index, row] of ids.entries()) vectors.set(pooled(await run([row]), row.length), index * task.dimension);
  await writeFile(task.vectorsFile, new Uint8Array(vectors.buffer));
}
const figures: VariantFigures = {
  file_bytes: (await stat(path)).size, load_ms: loadMs, loaded_bytes: loaded, used_bytes: used,
  single_p50_ms: times[Math.floor(times.length / 2)]!, single_p95_ms: times[Math.floor(times.length * 0.95)]!, batch_per_second: (batchSize * 1000) / batches[Math.floor(batches.length / 2)]!,
  single_cpu_ms: singleCpu, batch_cpu_ms: batchCpu,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
