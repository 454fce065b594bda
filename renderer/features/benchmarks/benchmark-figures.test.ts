// Which figure is better, by how much, and how it is written.
import { expect, it } from 'vitest';
import { createTranslate } from '../../i18n/translate.ts';
import { sampleRun } from '../../testing/sample-local-models.ts';
import { aroundScores, changeOf, changeWords, contendersOf, doOverlap, figureOf, isLowerBetter, isScore, kindsOf, kindWords, nameWords, ranked, sameTexts, valueWords, whatWords } from './benchmark-figures.ts';

const t = createTranslate('en');
const run = sampleRun(0, 2000);
const of = (kind: string, model: string) => figureOf(run.figures, kind, `${model}/int8/cpu`)!;

it('puts the best first: the highest score, the shortest time', () => {
  expect(ranked(run.figures, 'similarity/es').map(({ model }) => model)).toEqual(['multilingual-e5-small-latin', 'my-notes-model', 'all-MiniLM-L6-v2']);
  expect(ranked(run.figures, 'speed/single p50')[0]?.model).toBe('all-MiniLM-L6-v2');
  expect(ranked(run.figures, 'speed/batch')[0]?.model).toBe('all-MiniLM-L6-v2');
  expect(['ms', 'MB', 'bytes', 'rho', 'texts/s', 'ndcg@10'].map(isLowerBetter)).toEqual([true, true, true, false, false, false]);
  expect(['rho', 'v_measure', 'ndcg@10', 'texts/s', 'ms'].map(isScore)).toEqual([true, true, true, false, false]);
});

it('says whether a difference may be chance', () => {
  expect(doOverlap(of('similarity/en', 'all-MiniLM-L6-v2'), of('similarity/en', 'multilingual-e5-small-latin'))).toBe(true);
  expect(doOverlap(of('similarity/es', 'all-MiniLM-L6-v2'), of('similarity/es', 'multilingual-e5-small-latin'))).toBe(false);
  expect(doOverlap(of('speed/batch', 'all-MiniLM-L6-v2'), of('speed/batch', 'my-notes-model'))).toBeNull();
});

it('tells how a figure moved: points of a score, a share of a time', () => {
  const score = of('similarity/en', 'all-MiniLM-L6-v2');
  const better = changeOf({ ...score, value: 0.82 }, { ...score, value: 0.8 })!;
  expect([better.is_better, changeWords(better, 'es')]).toEqual([true, '+0,020']);
  const time = of('speed/single p50', 'all-MiniLM-L6-v2');
  const slower = changeOf({ ...time, value: 6 }, { ...time, value: 4 })!;
  expect([slower.is_better, changeWords(slower, 'en')]).toEqual([false, '+50%']);
  expect([changeOf(time, null), changeOf(time, { ...time, unit: 's' }), changeOf(time, time)]).toEqual([null, null, null]);
});

it('orders kinds by suite, knows who was measured, and which runs used the same texts', () => {
  expect([...new Set(kindsOf([...run.figures].reverse()).map(({ suite }) => suite))]).toEqual(['similarity', 'clustering', 'retrieval', 'speed']);
  expect(contendersOf(run.figures)).toHaveLength(3);
  const runs = [run, sampleRun(1, 1000), { ...sampleRun(2, 500), data_hash: 'other' }, { ...sampleRun(3, 100), figures: [] }];
  expect(sameTexts(runs, run).map(({ created_at: at }) => at)).toEqual([1000, 2000]);
});

it('draws scores that lie close on an axis that shows it', () => {
  expect([aroundScores([0.76, 0.8]), aroundScores([0.28, 0.76]), aroundScores([1, 1]), aroundScores([0.95, 0.99])]).toEqual([[0.7, 0.9], [0.2, 0.8], [0.8, 1], [0.8, 1]]);
});

it('writes values and names as a person reads them', () => {
  expect([valueWords(0.5, 'rho', 'es'), valueWords(4.25, 'ms', 'en'), valueWords(48, 'MB', 'en'), valueWords(306.4, 'texts/s', 'es')]).toEqual(['0,500', '4.3 ms', '48 MB', '306 textos/s']);
  expect([nameWords('es-en', t, 'en'), nameWords('single p95', t, 'en'), nameWords('my own texts', t, 'en'), kindWords({ suite: 'retrieval', name: 'es' }, t, 'en')]).toEqual(['Spanish – English', 'One text (95th percentile)', 'my own texts', 'Search: Spanish']);
  expect(['es against fp32', 'likeness to fp32', 'loading', 'size', 'throughput'].map((name) => nameWords(name, t, 'en'))).toEqual(['Spanish, against fp32', 'Likeness of vectors to fp32', 'Loading the model', 'File size', 'Many texts, each second']);
});

it('says what is being measured in the words of the person', () => {
  const titleOf = (id: string): string => `Model ${id}`;
  expect(['m-1 int8: similarity es-en', 'm-1 fp16: speed', 'm-1 q4', 'm-1 int8: loading', 'something else entirely'].map((what) => whatWords(what, titleOf, t, 'en')))
    .toEqual(['Model m-1 · int8 · Likeness: Spanish – English', 'Model m-1 · fp16 · Speed', 'Model m-1 · q4', 'Model m-1 · int8 · loading', 'something else entirely']);
});
