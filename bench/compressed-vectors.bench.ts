// What compressing a vector costs: its direction, the agreement with people's judgements (STS), and what a search finds, for int8 (the cache's) and fp16, against the vectors as the model gave them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, productFolder, silentLog, systemClock } from '../core/index.ts';
import { makeEmbeddingModel } from '../core/engine-providers.ts';
import { spearman } from '../core/features/benchmarks/figures/spearman.ts';
import { readFolder } from '../core/features/benchmarks/sets/read-folder.ts';
import { packInt8, unpackInt8 } from '../core/features/memory/embedding-cache/int8.ts';
import type { RealTexts } from './real-texts.ts';
import { round } from './statistics.ts';
import type { Result } from './statistics.ts';
import { cachedVectors } from './vector-cache.ts';

const ways: Record<string, { bytes: (parts: number) => number; code: (vector: Float32Array) => Float32Array }> = {
  int8: { bytes: (parts) => parts + 4, code(vector) { const parts = new Int8Array(vector.length); return unpackInt8(parts, packInt8(vector, parts)); } },
  fp16: { bytes: (parts) => parts * 2, code: (vector) => Float32Array.from(vector, Math.f16round) },
};
const found = 10;

/** @param folder with sts/ in it; @param real turns to find, and the questions about them */
export async function benchCompressedVectors(folder: string, real: RealTexts, downloadsFolder: string, say: (line: string) => void): Promise<Result[]> {
  const { config } = await loadConfig({ env: {} });
  const model = await makeEmbeddingModel(config, { fetch, clock: systemClock, log: silentLog, modelsFolder: join(productFolder, 'models'), downloadsFolder, secret: async () => undefined });
  const kept = join(productFolder, '.cache', 'bench');
  const vectorsOf = (texts: readonly string[]) => cachedVectors(kept, model, texts, say);
  try {
    const results: Result[] = [];
    const questions = await vectorsOf(real.questions);
    const turns = await vectorsOf(real.texts);
    for (const [name, { bytes, code }] of Object.entries(ways)) {
      const losses = questions.map((vector) => 1 - cosine(vector, code(vector))).sort((a, b) => a - b);
      const same = questions.map((question) => shared(nearest(question, turns), nearest(code(question), turns)));
      results.push({
        name: `${name}: ${bytes(model.space().dimension)} bytes a vector`, unit: '',
        values: { mean_loss_per_million: round(1e6 * mean(losses)), worst_loss_per_million: round(1e6 * losses.at(-1)!), [`same_of_top_${found}_percent`]: round(100 * mean(same)), first_the_same_percent: round(100 * mean(questions.map((question) => Number(nearest(question, turns)[0] === nearest(code(question), turns)[0])))) },
        floor: { value: 'worst_loss_per_million', limit: 200 },
      });
    }
    if (existsSync(join(folder, 'sts'))) {
      for (const set of (await readFolder(join(folder, 'sts'))).sets) {
        if (set.suite !== 'similarity') continue;
        const left = await vectorsOf(set.pairs.map((pair) => pair.left));
        const right = await vectorsOf(set.pairs.map((pair) => pair.right));
        const rho = (code: (vector: Float32Array) => Float32Array) => 100 * spearman(set.pairs.map(({ score }, index) => [cosine(code(left[index]!), right[index]!), score] as const));
        const exact = rho((vector) => vector);
        const lost = Object.fromEntries(Object.entries(ways).map(([name, { code }]) => [`${name}_lost`, Math.round(10_000 * (exact - rho(code))) / 10_000]));
        results.push({ name: `STS ${set.name}, one side compressed`, unit: 'points', values: { spearman: round(exact), ...lost }, floor: { value: 'int8_lost', limit: 0.1 } });
      }
    }
    return results;
  } finally {
    await model.close();
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}

const cosine = (a: Float32Array, b: Float32Array) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

/** Places of the nearest, nearest first. */
function nearest(question: Float32Array, all: readonly Float32Array[]): number[] {
  const scores = Float64Array.from(all, (vector) => dot(question, vector));
  return Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!).slice(0, found);
}

const shared = (one: readonly number[], other: readonly number[]) => one.filter((place) => other.includes(place)).length / one.length;
