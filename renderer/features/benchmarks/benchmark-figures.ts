// What was measured, in the order and the words of a person; what is better, and by how much. Pure.
import { benchmarkSuites, type BenchmarkFigure, type BenchmarkRun } from '../../../core/contract/index.ts';
import { formatBytes, formatMs, formatNumber } from '../../i18n/format.ts';
import type { Language, Translate } from '../../i18n/translate.ts';
import { languageName } from '../local-models/model-words.ts';

/** One kind of figure; every model may have one of it. */
export type FigureKind = { id: string; suite: BenchmarkFigure['suite']; name: string; unit: string };
/** A model as it ran: at one precision, on one device. */
export type Contender = { id: string; model: string; precision: BenchmarkFigure['precision']; device: BenchmarkFigure['device'] };

export const kindId = ({ suite, name }: Pick<BenchmarkFigure, 'suite' | 'name'>): string => `${suite}/${name}`;
export const contenderId = ({ model, precision, device }: Pick<BenchmarkFigure, 'model' | 'precision' | 'device'>): string => `${model}/${precision}/${device}`;

/** By suite as the contract orders them, then as they came. */
export function kindsOf(figures: readonly BenchmarkFigure[]): FigureKind[] {
  const kinds = new Map<string, FigureKind>();
  for (const figure of figures) if (!kinds.has(kindId(figure))) kinds.set(kindId(figure), { id: kindId(figure), suite: figure.suite, name: figure.name, unit: figure.unit });
  return [...kinds.values()].sort((a, b) => benchmarkSuites.indexOf(a.suite) - benchmarkSuites.indexOf(b.suite));
}

/** In the order they were measured. */
export function contendersOf(figures: readonly BenchmarkFigure[]): Contender[] {
  const found = new Map<string, Contender>();
  for (const figure of figures) if (!found.has(contenderId(figure))) found.set(contenderId(figure), { id: contenderId(figure), model: figure.model, precision: figure.precision, device: figure.device });
  return [...found.values()];
}

export function figureOf(figures: readonly BenchmarkFigure[], kind: string, contender: string): BenchmarkFigure | null {
  return figures.find((figure) => kindId(figure) === kind && contenderId(figure) === contender) ?? null;
}

/** Times and sizes: the less, the better. What is counted by the second is a speed. */
export function isLowerBetter(unit: string): boolean {
  return /^(ms|s|us|b|kb|mb|gb|kib|mib|gib|bytes|milliseconds|seconds)$/i.test(unit.trim());
}

/** Best first. */
export function ranked(figures: readonly BenchmarkFigure[], kind: string): BenchmarkFigure[] {
  const sign = isLowerBetter(figures.find((figure) => kindId(figure) === kind)?.unit ?? '') ? 1 : -1;
  return figures.filter((figure) => kindId(figure) === kind).sort((a, b) => sign * (a.value - b.value));
}

/** Whether the intervals of two figures have a part in common; null where one has none. */
export function doOverlap(one: BenchmarkFigure, other: BenchmarkFigure): boolean | null {
  if (one.low === null || one.high === null || other.low === null || other.high === null) return null;
  return one.low <= other.high && other.low <= one.high;
}

/** How a figure moved since another measurement: 0.02 of a score, or a share (0.1: a tenth more) of times and speeds. Null where it cannot be told. */
export function changeOf(now: BenchmarkFigure, before: BenchmarkFigure | null): { by: number; is_share: boolean; is_better: boolean } | null {
  if (!before || before.unit !== now.unit || now.value === before.value) return null;
  const isShare = !isScore(now.unit);
  if (isShare && before.value === 0) return null;
  return { by: isShare ? now.value / before.value - 1 : now.value - before.value, is_share: isShare, is_better: isLowerBetter(now.unit) ? now.value < before.value : now.value > before.value };
}

/** Spearman's rho, V-measure, nDCG: between 0 and 1 (rho from -1). */
export function isScore(unit: string): boolean {
  return !isLowerBetter(unit) && !/\/|per|second|%|percent|points/i.test(unit);
}

/** The ends of an axis on which scores that lie close can be told apart: tenths, at least two of them. */
export function aroundScores(values: readonly number[]): [number, number] {
  const low = Math.floor(Math.min(...values) * 10 + 1e-9);
  const high = Math.max(low + 2, Math.ceil(Math.max(...values) * 10 - 1e-9));
  return high > 10 ? [Math.min(low, 8) / 10, 1] : [low / 10, high / 10];
}

/** Runs with figures on the same texts as `run`, oldest first, so that a line can be drawn. */
export function sameTexts(runs: readonly BenchmarkRun[], run: BenchmarkRun): BenchmarkRun[] {
  return runs.filter(({ data_hash: hash, figures }) => hash === run.data_hash && figures.length > 0).sort((a, b) => a.created_at - b.created_at);
}

const byteUnits: Record<string, number> = { b: 1, bytes: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 };

/** "0.812", "4.2 ms", "48 MB", "310 texts/s". */
export function valueWords(value: number, unit: string, language: Language): string {
  const small = unit.trim().toLowerCase();
  if (small === 'ms' || small === 'milliseconds') return formatMs(value, language);
  const bytes = byteUnits[small];
  if (bytes !== undefined) return formatBytes(value * bytes, language);
  if (isScore(unit)) return new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);
  return `${Math.abs(value) >= 100 ? formatNumber(Math.round(value), language) : formatNumber(Math.round(value * 10) / 10, language)} ${language === 'es' ? unit.replace(/^texts/, 'textos') : unit}`.trim();
}

/** "+0.021", "−12 %". */
export function changeWords(change: { by: number; is_share: boolean }, language: Language): string {
  const sign = change.by < 0 ? '−' : '+';
  const size = Math.abs(change.by);
  return `${sign}${change.is_share ? new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(size) : new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(size)}`;
}

/** What is known by a name of its own; "en" and "es-en" are languages; the rest stands as it is. */
export function nameWords(name: string, t: Translate, language: Language): string {
  if (/^[a-z]{2}(-[a-z]{2})*$/.test(name)) return name.split('-').map((code) => languageName(code, language)).join(' – ');
  const [, said, exact] = /^(.+) against (\w+)$/.exec(name) ?? [];
  if (said !== undefined) return t('bench_name_against', { name: nameWords(said, t, language), precision: exact ?? '' });
  const [, like] = /^likeness to (\w+)$/.exec(name) ?? [];
  if (like !== undefined) return t('bench_name_likeness', { precision: like });
  if (/p50|median/i.test(name)) return t('bench_name_p50');
  if (/p95/i.test(name)) return t('bench_name_p95');
  if (/batch|throughput|texts per second/i.test(name)) return t('bench_name_throughput');
  if (name === 'loading') return t('bench_name_loading');
  if (/^(memory|rss)/i.test(name)) return t('bench_name_memory');
  if (/^(size|file)/i.test(name)) return t('bench_name_size');
  return name;
}

/** What is being measured, as the engine tells it ("MODEL int8: similarity en"), in words; anything else stands as it is. */
export function whatWords(what: string, titleOf: (model: string) => string, t: Translate, language: Language): string {
  const [, model, precision = '', suite, name = ''] = /^(\S+) (fp32|fp16|int8|q4)(?:: (\S+) ?(.*))?$/.exec(what) ?? [];
  if (model === undefined) return what;
  const known = benchmarkSuites.find((one) => one === suite);
  const doing = known ? (name === '' ? t(`bench_suite_${known}`) : kindWords({ suite: known, name }, t, language)) : [suite, name].filter(Boolean).join(' ');
  return [titleOf(model), precision, doing].filter(Boolean).join(' · ');
}

/** "Likeness: Spanish". */
export function kindWords(kind: Pick<FigureKind, 'suite' | 'name'>, t: Translate, language: Language): string {
  return `${t(`bench_suite_${kind.suite}`)}: ${nameWords(kind.name, t, language)}`;
}
