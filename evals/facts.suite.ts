// facts: what the rules learn from labelled messages, per language and category.
import { join } from 'node:path';
import { productFolder } from '../core/luminora.ts';
import { bootstrap, bootstrapMean } from '../core/lib/bootstrap.ts';
import { readDataFiles } from './data-files.ts';
import type { DataFile } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import { labelledMessage, readLines } from './labels.ts';
import type { FactLabel, LabelledMessage } from './labels.ts';
import { learntFacts } from './learnt-facts.ts';
import { matchFacts } from './matching.ts';
import type { LearntFact, Matching } from './matching.ts';
import type { Figure } from './report.ts';
import { UsageError } from './suite.ts';
import type { Suite, SuiteOptions } from './suite.ts';

type Measured = { message: LabelledMessage; matching: Matching<FactLabel, LearntFact> };

export const factsSuite: Suite = {
  id: 'facts',
  describe: 'facts learnt by rules: precision and recall per language and category [--half development|development-second|development-third|sealed|all] [--errors [--unseal]]',
  async run(options) {
    const files = await filesToRead(options);
    if (options.options['errors'] && files.some((file) => file.name.startsWith('sealed')) && !options.options['unseal']) {
      throw new UsageError('The sealed half is for measuring: its errors are shown with --unseal only, and then it is sealed no more.');
    }
    const messages = files.flatMap((file) => readLines(file, labelledMessage));
    const begun = performance.now();
    const measured = messages.map((message): Measured => ({ message, matching: matchFacts(message.facts, message.allowed, learntFacts(message.text, Date.parse(message.sent_at))) }));
    const ms = (performance.now() - begun) / Math.max(1, messages.length);

    const figures: Record<string, Figure> = {};
    const json: Record<string, unknown> = {};
    for (const language of ['es', 'en'] as const) {
      const own = measured.filter(({ message }) => message.language === language);
      if (own.length === 0) continue;
      const categories = [...new Set(own.flatMap(({ matching }) => [...labelsOf(matching), ...matching.false]).map((fact) => fact.category))].sort();
      const all = { precision: precision(own), recall: recall(own) };
      const parts = categories.map((category) => [category, { precision: precision(own, category), recall: recall(own, category) }] as const);
      for (const [name, figure] of Object.entries(all)) figures[`${language} ${name}`] = figure;
      for (const [category, both] of parts) for (const [name, figure] of Object.entries(both)) figures[`${language} ${category} ${name}`] = figure;
      figures[`${language} silent where nothing is told`] = bootstrapMean(own.filter(({ message }) => message.facts.length === 0).map(({ matching }) => Number(matching.false.length === 0)));
      figures[`${language} day of plan or event`] = bootstrapMean(own.flatMap(({ matching }) => matching.right.filter(({ label }) => label.date !== undefined).map(({ label, learnt }) => Number(learnt.tags.includes(`date:${label.date}`)))));
      const values = (both: typeof all) => ({ precision: valueOf(both.precision), recall: valueOf(both.recall) });
      json[language] = { ...values(all), categories: Object.fromEntries(parts.map(([category, both]) => [category, values(both)])) };
    }
    return {
      suite: 'facts', dataset: { files: files.map((file) => file.name), sha256: datasetHash(files), ...(options.data === null ? { note: 'our own messages and labels' } : {}) },
      model: 'rules', n: messages.length, figures, ms_per_query: ms, lines: options.options['errors'] ? errorLines(measured) : [], json: { facts: json },
    };
  },
};

async function filesToRead({ data, options }: SuiteOptions): Promise<DataFile[]> {
  const half = options['half'] ?? (data === null ? 'development' : 'all');
  if (typeof half !== 'string' || !['development', 'development-second', 'development-third', 'sealed', 'all'].includes(half)) throw new UsageError('--half is development, development-second, development-third, sealed or all.');
  const folder = data ?? join(productFolder, 'evals', 'data', 'facts');
  return readDataFiles(folder, (name) => (half === 'all' ? name.endsWith('.jsonl') : name === `${half}.jsonl`), half === 'all' ? 'labelled messages (*.jsonl)' : `${half}.jsonl`);
}

/** Nothing to measure is no figure. */
const valueOf = (figure: Figure): number | null => (figure.n === 0 ? null : figure.value);
const labelsOf = (matching: Matching<FactLabel, LearntFact>): FactLabel[] => [...matching.right.map(({ label }) => label), ...matching.missed];
const isOf = (category?: string) => (fact: { category: string }) => category === undefined || fact.category === category;

/** Messages are drawn again, not facts: facts of one message stand or fall together. `n` is the number of facts. */
function ratio(measured: readonly Measured[], parts: (matching: Measured['matching']) => [right: number, of: number]): Figure {
  const counts = measured.map(({ matching }) => parts(matching)).filter(([, of]) => of > 0);
  const sum = (sample: readonly (readonly [number, number])[], index: 0 | 1) => sample.reduce((total, pair) => total + pair[index], 0);
  return { ...bootstrap(counts, (sample) => sum(sample, 0) / sum(sample, 1)), n: sum(counts, 1) };
}

function precision(measured: readonly Measured[], category?: string): Figure {
  return ratio(measured, (matching) => {
    const right = matching.right.filter(({ learnt }) => isOf(category)(learnt)).length;
    return [right, right + matching.false.filter(isOf(category)).length];
  });
}

function recall(measured: readonly Measured[], category?: string): Figure {
  return ratio(measured, (matching) => [matching.right.filter(({ label }) => isOf(category)(label)).length, labelsOf(matching).filter(isOf(category)).length]);
}

function errorLines(measured: readonly Measured[]): string[] {
  const shown = (fact: { key: string; value: unknown; ended?: boolean | undefined }) => `${fact.ended ? 'ended ' : ''}${fact.key} = ${String(fact.value)}`;
  return measured.flatMap(({ message, matching }) => {
    const wrongDays = matching.right.filter(({ label, learnt }) => label.date !== undefined && !learnt.tags.includes(`date:${label.date}`));
    const lines = [
      ...matching.false.map((fact) => `  false   ${shown(fact)}`),
      ...matching.missed.map((label) => `  missed  ${shown(label)}`),
      ...wrongDays.map(({ label, learnt }) => `  day     ${shown(label)}: ${label.date}, not ${learnt.tags.join(' ') || 'none'}`),
    ];
    return lines.length === 0 ? [] : [`${message.id}  ${message.text}`, ...lines];
  });
}
