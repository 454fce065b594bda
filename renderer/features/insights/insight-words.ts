// Small words and colours of the insights. Pure.
import type { Language, TextKey } from '../../i18n/translate.ts';

/** Neighbours differ in lightness as well as in hue. */
export const partColours = ['var(--part-1)', 'var(--part-2)', 'var(--part-3)', 'var(--score-person)'] as const;

/** The entry with the greatest value; the first of several. */
export function greatest<Entry>(entries: readonly Entry[], value: (entry: Entry) => number): Entry | null {
  let best: Entry | null = null;
  for (const entry of entries) if (best === null || value(entry) > value(best)) best = entry;
  return best;
}

/** @param mean -1 to 1 */
export function sentimentKey(mean: number): TextKey {
  return mean < -0.5 ? 'insights_sentiment_very_negative' : mean < -0.1 ? 'insights_sentiment_negative' : mean <= 0.1 ? 'insights_sentiment_neutral' : mean <= 0.5 ? 'insights_sentiment_positive' : 'insights_sentiment_very_positive';
}

/** US dollars; cents of cents are shown while there are few, and none when there is nothing to pay. */
export function moneyWords(dollars: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', minimumFractionDigits: dollars === 0 ? 0 : 2, maximumFractionDigits: dollars === 0 ? 0 : dollars < 0.1 ? 4 : 2 }).format(dollars);
}
