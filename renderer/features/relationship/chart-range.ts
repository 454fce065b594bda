// The ranges of the charts: where they begin and how their moments are told. Pure.
import { formatDate, formatTime } from '../../i18n/format.ts';
import type { Language } from '../../i18n/translate.ts';

export const ranges = ['day', 'week', 'month', 'all'] as const;
export type Range = (typeof ranges)[number];
const day = 86_400_000;
const lengths: Record<Exclude<Range, 'all'>, number> = { day, week: 7 * day, month: 30 * day };

/** Null: from the first word on. */
export function rangeStart(range: Range, now: number): number | null {
  return range === 'all' ? null : now - lengths[range];
}

/** What stands at the axis: hours within a day or two, days within two months, months beyond. */
export function tickFormat(span: number, language: Language): (at: number) => string {
  const options: Intl.DateTimeFormatOptions = span <= 2 * day ? { hour: '2-digit', minute: '2-digit' } : span <= 62 * day ? { day: 'numeric', month: 'short' } : { month: 'short', year: '2-digit' };
  const format = new Intl.DateTimeFormat(language, options);
  return (at) => format.format(at);
}

/** The ends of a range in a sentence: with the hour where days alone say too little. */
export function momentIn(at: number, span: number, language: Language): string {
  return span <= 2 * day ? `${formatDate(at, language)}, ${formatTime(at, language)}` : formatDate(at, language);
}

/** Even moments for the axis. */
export function ticksBetween(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round(from + ((to - from) * (index + 0.5)) / count));
}
