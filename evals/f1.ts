// F1 over labels, with bootstrap intervals: texts with any number of labels, or exactly one.
import { bootstrap } from '../core/lib/bootstrap.ts';
import type { Figure } from './report.ts';

/** The numbers of the labels a text has, and of those it was given. */
export type Judged = { truth: readonly number[]; given: readonly number[] };

type Counts = { right: Float64Array; given: Float64Array; truth: Float64Array };

function countLabels(items: readonly Judged[], labels: number): Counts {
  const counts = { right: new Float64Array(labels), given: new Float64Array(labels), truth: new Float64Array(labels) };
  for (const { truth, given } of items) {
    for (const label of truth) counts.truth[label]! += 1;
    for (const label of given) {
      counts.given[label]! += 1;
      if (truth.includes(label)) counts.right[label]! += 1;
    }
  }
  return counts;
}

const ratio = (right: number, given: number, truth: number) => (given + truth === 0 ? 0 : (2 * right) / (given + truth));
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** Mean of the labels' F1; a label that neither occurs nor is given counts as 0. */
export function macroF1(items: readonly Judged[], labels: number): number {
  const { right, given, truth } = countLabels(items, labels);
  return right.reduce((total, value, label) => total + ratio(value, given[label]!, truth[label]!), 0) / labels;
}

/** F1 of all decisions together; with one label per text it is the share of right answers. */
export function microF1(items: readonly Judged[], labels: number): number {
  const { right, given, truth } = countLabels(items, labels);
  return ratio(sum(right), sum(given), sum(truth));
}

/** Macro, micro and one figure per label; `n` of a label is how many texts truly have it. */
export function f1Figures(items: readonly Judged[], names: readonly string[]): { macro_f1: Figure; micro_f1: Figure; per_label: Record<string, Figure> } {
  const perLabel = names.map((name, label) => {
    const own = items.map(({ truth, given }) => ({ isTrue: truth.includes(label), isGiven: given.includes(label) }));
    const n = own.filter(({ isTrue }) => isTrue).length;
    // Texts that neither have the label nor were given it do not touch its F1.
    const touched = own.filter(({ isTrue, isGiven }) => isTrue || isGiven);
    const figure = bootstrap(touched, (sample) => {
      const count = (is: (item: (typeof own)[number]) => boolean) => sample.filter(is).length;
      return ratio(count(({ isTrue, isGiven }) => isTrue && isGiven), count(({ isGiven }) => isGiven), count(({ isTrue }) => isTrue));
    });
    return [name, { ...figure, n }] as const;
  });
  return {
    macro_f1: bootstrap(items, (sample) => macroF1(sample, names.length)),
    micro_f1: bootstrap(items, (sample) => microF1(sample, names.length)),
    per_label: Object.fromEntries(perLabel),
  };
}

/** The figures as plain fractions, for --json. */
export const plainFigures = (figures: ReturnType<typeof f1Figures>) => ({
  macro_f1: figures.macro_f1.value,
  micro_f1: figures.micro_f1.value,
  per_label: Object.fromEntries(Object.entries(figures.per_label).map(([name, figure]) => [name, figure.value])),
});
