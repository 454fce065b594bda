// Trains the heads for sentiment, interaction and life events: node scripts/heads/train-analysers.ts [--out models/heads] [--cache DIR] [--check]
// The sentences are our own (data/analysers-*.tsv). A fifth of them, by their place in the files, is first held out to print what the heads are worth;
// the weights written are fitted to all of them. Same sentences, same bytes. --check: print only.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sentimentSchema } from '../../core/contract/entities.ts';
import { interactionTypes, lifeEventKinds } from '../../core/contract/interactions.ts';
import { cueCount, cuesOf } from '../../core/inference/heads/cues.ts';
import { applyDense, sigmoid, softmax, type DenseLayer } from '../../core/inference/heads/dense.ts';
import { joinInput, meanRows, type LabelSettings } from '../../core/inference/heads/label-head.ts';
import { readAnalyserSentences, type AnalyserSentence } from './lib/analyser-sentences.ts';
import { embedTexts } from './lib/embed-texts.ts';
import { trainLayers } from './lib/train-layers.ts';
import { writeHead } from './lib/write-head.ts';

const root = join(import.meta.dirname, '../..');
const scale = 8;
const plan = { hidden: 0, epochs: 40, batch: 32, learningRate: 0.02, weightDecay: 0.05, dropout: 0, seed: 7 };
const say = (line: string) => process.stderr.write(`${line}\n`);
const { values: options } = parseArgs({ options: { out: { type: 'string', default: join(root, 'models/heads') }, cache: { type: 'string' }, check: { type: 'boolean', default: false } } });

type Task = { name: string; labels: readonly string[]; answers: LabelSettings['answers']; truth(sentence: AnalyserSentence): readonly string[] | null };
const one = (label: string | null): readonly string[] | null => (label === null ? null : [label]);
const tasks: readonly Task[] = [
  { name: 'sentiment', labels: sentimentSchema.options, answers: 'one', truth: (sentence) => one(sentence.sentiment) },
  { name: 'interaction', labels: interactionTypes, answers: 'several', truth: (sentence) => sentence.interactions },
  { name: 'life-event', labels: lifeEventKinds, answers: 'one', truth: (sentence) => one(sentence.life_event) },
];

const written = await readAnalyserSentences(join(import.meta.dirname, 'data'));
/** Each sentence once more beside a sentence of no weight: messages come in more than one sentence, and most long ones
 * tell of no event: the joined ones that do count a quarter, else lists of words that long texts always touch would speak for events. */
const joined = joinSentences(written);
const sentences = [...written, ...joined.map(({ sentence }) => sentence)];
/** The written sentence each comes from: it and its joined form are held out together. */
const origins = [...written.keys(), ...joined.map(({ origin }) => origin)];
const { embedding, vectors } = await embedTexts(join(root, 'models'), sentences.map(({ text }) => text), options.cache ?? null, say);
const { dimension } = embedding;
const vectorOf = (row: number) => vectors.subarray(row * dimension, (row + 1) * dimension);
const allRows = sentences.map((_, row) => row);
const writtenRows = allRows.slice(0, written.length);
const cues = sentences.map(({ text }) => cuesOf(text));
const means = meansOf(writtenRows);
const inputs = sentences.map(({ language }, row) => joinInput(vectorOf(row), means.subarray(meanRows.indexOf(language) * dimension, (meanRows.indexOf(language) + 1) * dimension), scale, cues[row]!));

for (const task of tasks) {
  const rows = allRows.filter((row) => task.truth(sentences[row]!) !== null);
  const heldOut = writtenRows.filter((row) => task.truth(sentences[row]!) !== null).filter((_, place) => place % 5 === 4);
  const hidden = new Set(heldOut);
  const layers = fit(task, rows.filter((row) => !hidden.has(origins[row]!)));
  for (const kind of ['both', 'text'] as const) for (const language of ['es', 'en'] as const) {
    const { macro, best } = judge(task, heldOut.filter((row) => sentences[row]!.language === language), layers[kind], kind);
    say(`${task.name} ${language} ${kind === 'both' ? 'vector and text' : 'text alone'}: macro-F1 ${macro.toFixed(3)} on ${heldOut.length} held out${task.answers === 'several' ? `, best threshold ${best}` : ''}`);
  }
  if (options.check) continue;
  const final = fit(task, rows);
  const settings: LabelSettings = { answers: task.answers, vector_scale: scale, thresholds: { both: 0.35, text: 0.3 } };
  await writeHead(options.out, { name: task.name, labels: [...task.labels], embedding, settings, licence: 'MIT', attribution: 'Trained on our own sentences, scripts/heads/data/analysers-*.tsv.' }, [
    { name: 'means', shape: [meanRows.length, dimension], values: means, type: 'float32' },
    { name: 'both.weights', shape: [task.labels.length, dimension + cueCount], values: final.both.weights, type: 'float32' },
    { name: 'both.bias', shape: [task.labels.length], values: final.both.bias, type: 'float32' },
    { name: 'text.weights', shape: [task.labels.length, cueCount], values: final.text.weights, type: 'float32' },
    { name: 'text.bias', shape: [task.labels.length], values: final.text.bias, type: 'float32' },
  ]);
}

function joinSentences(all: readonly AnalyserSentence[]): { sentence: AnalyserSentence; origin: number }[] {
  const isFiller = ({ life_event: event, sentiment, interactions }: AnalyserSentence): boolean =>
    event === 'none' && sentiment === 'neutral' && (interactions === null || interactions.join() === 'small_talk' || interactions.join() === 'sharing');
  return all.flatMap((sentence, origin) => {
    const fillers = all.filter((other) => other.language === sentence.language && other !== sentence && isFiller(other));
    // A step of 37 gives neighbours fillers that stand far apart.
    const filler = fillers[(origin * 37) % fillers.length]!;
    const [first, second] = origin % 2 === 0 ? [sentence, filler] : [filler, sentence];
    const text = `${first.text}${/[.!?…]$/.test(first.text) ? '' : '.'} ${second.text}`;
    const interactions = sentence.interactions && filler.interactions && [...new Set([...sentence.interactions, ...filler.interactions])];
    return [{ sentence: { ...sentence, text, interactions }, origin }];
  });
}

/** Means of the two languages and the middle between them. */
function meansOf(rows: readonly number[]): Float32Array {
  const result = new Float32Array(meanRows.length * dimension);
  (['es', 'en'] as const).forEach((language, place) => {
    const own = rows.filter((row) => sentences[row]!.language === language);
    for (const row of own) vectorOf(row).forEach((value, index) => (result[place * dimension + index]! += value / own.length));
  });
  for (let index = 0; index < dimension; index += 1) result[2 * dimension + index] = (result[index]! + result[dimension + index]!) / 2;
  return result;
}

function fit(task: Task, rows: readonly number[]): { both: DenseLayer; text: DenseLayer } {
  const targets = new Float32Array(rows.length * task.labels.length);
  rows.forEach((row, place) => task.truth(sentences[row]!)!.forEach((label) => (targets[place * task.labels.length + task.labels.indexOf(label)] = 1)));
  const weights = Float32Array.from(rows, (row) => (row < written.length || sentences[row]!.life_event === 'none' ? 1 : 0.25));
  const train = (from: readonly Float32Array[]): DenseLayer => {
    const width = from[0]!.length;
    const flat = new Float32Array(rows.length * width);
    rows.forEach((row, place) => flat.set(from[row]!, place * width));
    return trainLayers({ inputs: flat, targets, weights, count: rows.length }, { ...plan, loss: task.answers === 'one' ? 'softmax' : 'sigmoid' })[0]!;
  };
  return { both: train(inputs), text: train(cues) };
}

/** Macro-F1 over the labels that occur; for several answers at 0.4, with the threshold that would have been best. */
function judge(task: Task, rows: readonly number[], layer: DenseLayer, kind: 'both' | 'text'): { macro: number; best: number } {
  const read = rows.map((row) => {
    const logits = applyDense(layer, kind === 'both' ? inputs[row]! : cues[row]!);
    return { truth: task.truth(sentences[row]!)!, scores: task.answers === 'one' ? softmax(logits) : logits.map(sigmoid) };
  });
  const macroAt = (threshold: number): number => {
    const f1s = task.labels.flatMap((label, place) => {
      let [hits, given, there] = [0, 0, 0];
      for (const { truth, scores } of read) {
        const says = task.answers === 'one' ? scores.every((score) => score <= scores[place]!) : scores[place]! >= threshold;
        const is = truth.includes(label);
        hits += Number(says && is);
        given += Number(says);
        there += Number(is);
      }
      return there === 0 ? [] : [(2 * hits) / (given + there)];
    });
    return f1s.reduce((sum, value) => sum + value, 0) / f1s.length;
  };
  const best = task.answers === 'one' ? 0 : [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6].reduce((found, cut) => (macroAt(cut) > macroAt(found) ? cut : found), 0.4);
  return { macro: macroAt(0.4), best };
}
