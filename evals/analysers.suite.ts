// analysers: sentiment, interaction and life events of messages, per language, on sentences the heads were not trained on.
import { join } from 'node:path';
import { sentimentSchema, type Sentiment } from '../core/contract/entities.ts';
import { interactionTypes, lifeEventKinds } from '../core/contract/interactions.ts';
import { createAnalyser, type Analysis } from '../core/inference/heads/analyse.ts';
import { loadHeads } from '../core/inference/heads/load-heads.ts';
import { silentLog } from '../core/lib/log.ts';
import { productFolder } from '../core/luminora.ts';
import { normalizeForAnalysis } from '../core/safety/normalize.ts';
import { parseAnalyserSentences, type AnalyserSentence } from '../scripts/heads/lib/analyser-sentences.ts';
import { embedTexts } from '../scripts/heads/lib/embed-texts.ts';
import { bootstrap } from '../core/lib/bootstrap.ts';
import { readDataFiles } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import type { Figure } from './report.ts';
import { UsageError, type Suite } from './suite.ts';

type Judged = { sentence: AnalyserSentence; truth: readonly string[]; given: readonly string[] };
type Task = { name: string; labels: readonly string[]; truth(sentence: AnalyserSentence): readonly string[] | null; given(analysis: Analysis): readonly string[] };

const threeWay = (sentiment: Sentiment): string => (sentiment === 'neutral' ? 'neutral' : sentiment.endsWith('negative') ? 'negative' : 'positive');
const tasks: readonly Task[] = [
  { name: 'sentiment (three ways)', labels: ['negative', 'neutral', 'positive'], truth: ({ sentiment }) => (sentiment === null ? null : [threeWay(sentiment)]), given: ({ sentiment }) => [threeWay(sentiment)] },
  { name: 'sentiment (five steps)', labels: sentimentSchema.options, truth: ({ sentiment }) => (sentiment === null ? null : [sentiment]), given: ({ sentiment }) => [sentiment] },
  { name: 'interaction', labels: interactionTypes, truth: ({ interactions }) => interactions, given: ({ interactions }) => interactions.map(({ type }) => type) },
  { name: 'life event', labels: lifeEventKinds, truth: ({ life_event: event }) => (event === null ? null : [event]), given: ({ life_event: event }) => [event?.kind ?? 'none'] },
];

export const analysersSuite: Suite = {
  id: 'analysers',
  describe: 'sentiment, interaction and life events: macro-F1 per head and language [--half development|sealed|all] [--text-only] [--errors]',
  async run({ data, options, progress }) {
    const half = options['half'] ?? (data === null ? 'sealed' : 'all');
    if (half !== 'development' && half !== 'sealed' && half !== 'all') throw new UsageError('--half is development, sealed or all.');
    const files = await readDataFiles(data ?? join(productFolder, 'evals', 'data', 'analysers'), (name) => (half === 'all' ? name.endsWith('.tsv') : name === `${half}.tsv`), half === 'all' ? 'labelled sentences (*.tsv)' : `${half}.tsv`);
    const sentences = files.flatMap((file) => {
      try {
        return parseAnalyserSentences(file.name, file.text);
      } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error));
      }
    });
    const texts = sentences.map(({ text }) => normalizeForAnalysis(text));
    const isTextOnly = options['text-only'] === true;
    const embedded = isTextOnly ? null : await embedTexts(join(productFolder, 'models'), texts, null, progress);
    const space = 'measured';
    const { analyse, version } = createAnalyser({ heads: await loadHeads(join(productFolder, 'models', 'heads'), silentLog), spaceId: space });
    const now = Date.parse('2025-06-11T12:00:00Z');
    const read = (index: number): Analysis => {
      const vector = embedded && embedded.vectors.subarray(index * embedded.embedding.dimension, (index + 1) * embedded.embedding.dimension);
      return analyse({ text: texts[index]!, vector, spaceId: vector && space, now });
    };
    // Twice first, so that what is timed is compiled code.
    for (let round = 0; round < 2; round += 1) texts.forEach((_, index) => read(index));
    const timed = texts.map((_, index) => {
      const begun = performance.now();
      return { analysis: read(index), ms: performance.now() - begun };
    });
    const analyses = timed.map(({ analysis }) => analysis);
    const ms = timed.map((one) => one.ms).sort((a, b) => a - b)[Math.floor(timed.length / 2)] ?? 0;

    const figures: Record<string, Figure> = {};
    const json: Record<string, Record<string, number>> = {};
    const lines: string[] = [];
    for (const { name, labels, truth, given } of tasks) {
      const judged = sentences.flatMap((sentence, index): Judged[] => {
        const right = truth(sentence);
        return right === null ? [] : [{ sentence, truth: right, given: given(analyses[index]!) }];
      });
      for (const language of ['es', 'en'] as const) {
        const own = judged.filter(({ sentence }) => sentence.language === language);
        const figure = bootstrap(own, (sample) => macroF1(sample, labels));
        figures[`${language} ${name}`] = figure;
        (json[language] ??= {})[name] = figure.value;
        if (options['errors']) for (const one of own) if (one.truth.join() !== one.given.join()) lines.push(`${name}: ${one.sentence.text}  is ${one.truth.join()}, read ${one.given.join() || 'nothing'}`);
      }
    }
    return {
      suite: 'analysers', dataset: { files: files.map((file) => file.name), sha256: datasetHash(files), ...(data === null ? { note: 'our own sentences and labels' } : {}) },
      model: `${version(isTextOnly ? null : space)}${embedded ? ` on ${embedded.embedding.model}` : ''}`, n: sentences.length, figures, ms_per_query: ms, lines, json: { macro_f1: json },
    };
  },
};

/** Mean F1 of the labels that occur in the truth. */
function macroF1(judged: readonly Judged[], labels: readonly string[]): number {
  const f1s = labels.flatMap((label) => {
    const there = judged.filter(({ truth }) => truth.includes(label)).length;
    const given = judged.filter((one) => one.given.includes(label)).length;
    const hits = judged.filter((one) => one.given.includes(label) && one.truth.includes(label)).length;
    return there === 0 ? [] : [(2 * hits) / (there + given)];
  });
  return f1s.reduce((sum, value) => sum + value, 0) / f1s.length;
}
