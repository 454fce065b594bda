// Trains the emotion head: node scripts/heads/train-emotion.ts --data DIR [--out models/heads] [--cache DIR] [--seed N]
// DIR holds train.tsv of GoEmotions. Five parts of it are each read by a head that has not seen them; the thresholds come from those readings, the weights from
// all of it. Our own Spanish sentences (data/spanish.tsv) are treated alike; how well they are read unseen is printed. Same data and seed, same bytes.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { emotionLabels } from '../../core/contract/emotions.ts';
import { applyLayers, sigmoid, type DenseLayer } from '../../core/inference/heads/dense.ts';
import { type EmotionSettings } from '../../core/inference/heads/emotion-head.ts';
import { textFeatures, type SparseFeatures } from '../../core/inference/heads/text-features.ts';
import { embedTexts } from './lib/embed-texts.ts';
import { readGoEmotions, readOwnSentences } from './lib/labelled-texts.ts';
import { trainOnVectors } from './lib/perceptron-on-vectors.ts';
import { createRandom, shuffle } from '../../core/lib/random.ts';
import { bestThreshold } from './lib/thresholds.ts';
import { applySparse, trainSparse, type SparseModel } from './lib/train-sparse.ts';
import { varySentences } from './lib/vary-sentences.ts';
import { layerTensors, writeHead } from './lib/write-head.ts';

const root = join(import.meta.dirname, '../..');
const plan = {
  hidden: 96, epochs: 6, batch: 128, learningRate: 1.5e-3, weightDecay: 1e-2, dropout: 0.2,
  buckets: 65536, pieceShare: 0.7, wordEpochs: 5, wordRate: 0.3, wordDecay: 1e-4,
  /** Forms of each own sentence, and how much each counts. */
  variants: 4, ownWeight: 3,
  vectorShare: 0.5,
  parts: 5,
};
const count = emotionLabels.length;
const neutral = emotionLabels.indexOf('neutral');
const say = (line: string) => process.stderr.write(`${line}\n`);

const { values: options } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string', default: join(root, 'models/heads') }, cache: { type: 'string' }, seed: { type: 'string', default: '1' } } });
if (!options.data) throw new Error('Say where GoEmotions is: --data DIR.');
const seed = Number(options.seed);
const cache = options.cache ?? null;

const english = await readGoEmotions(options.data, 'train.tsv');
const sentences = await readOwnSentences(join(import.meta.dirname, 'data/spanish.tsv'));
/** In parts that share no sentence: one is read by a head that has seen the others. */
const ownParts = Array.from({ length: plan.parts }, (_, part) => varySentences(sentences.filter((__, index) => index % plan.parts === part), neutral, plan.variants, seed + part));
const own = ownParts.flat();
const partOfOwn = ownParts.flatMap((list, part) => list.map(() => part));
const texts = [...english, ...own];
say(`${english.length} texts of GoEmotions, ${own.length} own`);
const [first, second] = [await embedTexts(join(root, 'models'), english.map(({ text }) => text), cache, say), await embedTexts(join(root, 'models'), own.map(({ text }) => text), cache, say)];
const vectors = new Float32Array(first.vectors.length + second.vectors.length);
vectors.set(first.vectors);
vectors.set(second.vectors, first.vectors.length);
const dimension = first.embedding.dimension;
const features = texts.map(({ text }) => textFeatures(text, plan.buckets, plan.pieceShare));
const targets = new Float32Array(texts.length * count);
texts.forEach(({ labels }, row) => labels.forEach((label) => (targets[row * count + label] = 1)));
const weights = Float32Array.from(texts, (_, row) => (row < english.length ? 1 : plan.ownWeight));

type Fitted = { layers: DenseLayer[]; words: SparseModel };
function fit(rows: Uint32Array, progress?: (line: string) => void): Fitted {
  const shared = { loss: 'sigmoid' as const, seed };
  const layers = trainOnVectors({ vectors, targets, weights, dimension, outputs: count }, rows, { ...plan, ...shared, ...(progress ? { progress } : {}) });
  const rowTargets = new Float32Array(rows.length * count);
  rows.forEach((row, place) => rowTargets.set(targets.subarray(row * count, (row + 1) * count), place * count));
  const words = trainSparse(
    { features: Array.from(rows, (row) => features[row]!), targets: rowTargets, weights: Float32Array.from(rows, (row) => weights[row]!) },
    { ...shared, buckets: plan.buckets, epochs: plan.wordEpochs, learningRate: plan.wordRate, decay: plan.wordDecay },
  );
  return { layers, words };
}

/** Readings of texts by heads that have not seen them: with vector and words, and by words alone. */
function readUnseen(): { both: Float32Array; text: Float32Array } {
  const order = Uint32Array.from(english.keys());
  shuffle(order, createRandom(seed));
  const partOf = new Uint8Array(texts.length);
  order.forEach((row, place) => (partOf[row] = place % plan.parts));
  partOfOwn.forEach((part, row) => (partOf[english.length + row] = part));
  const rows = Uint32Array.from(texts.keys());
  const both = new Float32Array(texts.length * count);
  const text = new Float32Array(texts.length * count);
  for (let part = 0; part < plan.parts; part += 1) {
    const fitted = fit(rows.filter((row) => partOf[row] !== part));
    for (const row of rows.filter((candidate) => partOf[candidate] === part)) {
      const { fromVector, fromWords } = readRow(fitted, row, features[row]!);
      for (let label = 0; label < count; label += 1) {
        both[row * count + label] = sigmoid(plan.vectorShare * fromVector[label]! + (1 - plan.vectorShare) * fromWords[label]!);
        text[row * count + label] = sigmoid(fromWords[label]!);
      }
    }
    say(`part ${part + 1} of ${plan.parts} read`);
  }
  return { both, text };
}

function readRow(fitted: Fitted, row: number, rowFeatures: SparseFeatures) {
  return { fromVector: applyLayers(fitted.layers, vectors.subarray(row * dimension, (row + 1) * dimension)), fromWords: applySparse(fitted.words, rowFeatures) };
}

const englishRows = Array.from(english.keys());
/** Our sentences in their own form: the first of each group of forms. */
const spanishRows = Array.from(own.keys()).filter((row) => row % (plan.variants + 1) === 0).map((row) => english.length + row);

/** The thresholds with the highest F1 on unseen English; Spanish, where rare labels have fifteen sentences, goes by the same ones. */
function thresholdsOf(scores: Float32Array, name: string): number[] {
  const of = (rows: readonly number[], label: number) => ({ scores: Float32Array.from(rows, (row) => scores[row * count + label]!), isTrue: (place: number) => targets[rows[place]! * count + label] === 1 });
  const best = (rows: readonly number[]) => emotionLabels.map((_, label) => bestThreshold(of(rows, label).scores, of(rows, label).isTrue));
  const mean = (values: readonly number[]) => (values.reduce((sum, value) => sum + value, 0) / count).toFixed(4);
  const found = best(englishRows);
  const spanish = found.map(({ threshold }, label) => {
    const { scores: given, isTrue } = of(spanishRows, label);
    const passed = Array.from(given.keys()).filter((place) => given[place]! >= threshold);
    return (2 * passed.filter(isTrue).length) / Math.max(1, passed.length + spanishRows.filter((_, place) => isTrue(place)).length);
  });
  say(`${name}: macro-F1 on unseen English ${mean(found.map(({ f1 }) => f1))}, on our unseen Spanish ${mean(spanish)} (with thresholds of its own ${mean(best(spanishRows).map(({ f1 }) => f1))})`);
  return found.map(({ threshold }) => Number(threshold.toFixed(4)));
}

const unseen = readUnseen();
const thresholds = { both: thresholdsOf(unseen.both, 'vector and words'), text: thresholdsOf(unseen.text, 'words alone') };
const { layers, words } = fit(Uint32Array.from(texts.keys()), say);
const settings: EmotionSettings = { hidden: plan.hidden, buckets: plan.buckets, piece_share: plan.pieceShare, vector_share: plan.vectorShare, thresholds };
await writeHead(
  options.out,
  {
    name: 'emotion', labels: [...emotionLabels], embedding: first.embedding, settings,
    licence: 'CC BY 4.0 (weights fitted to GoEmotions)',
    attribution: 'Fitted to GoEmotions by D. Demszky, D. Movshovitz-Attias, J. Ko, A. Cowen, G. Nemade and S. Ravi (ACL 2020), CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. '
      + 'Changed: the texts are reduced to the numbers of this head, together with Spanish sentences of our own. No text of the data set is contained.',
  },
  [...layerTensors('hidden', layers[0]!), ...layerTensors('output', layers[1]!, 'float32'),
    { name: 'words.weights', shape: [plan.buckets, count], values: words.weights, type: 'int8' }, { name: 'words.bias', shape: [count], values: words.bias, type: 'float32' }],
);
say(`written to ${options.out}`);
