// How an episode looks: the hue of its mood, the size and word of its weight, the month it belongs to. Pure.
import type { Episode } from '../../../core/contract/index.ts';
import type { Language, TextKey } from '../../i18n/translate.ts';

/** One of the seven mood hues. */
export function episodeHue({ sentiment, type }: Pick<Episode, 'sentiment' | 'type'>): string {
  const isWarm = type === 'bonding' || type === 'confession';
  if (sentiment === 'very_positive') return isWarm ? 'loving' : 'excited';
  if (sentiment === 'positive') return isWarm ? 'loving' : type === 'routine' ? 'playful' : 'happy';
  if (sentiment === 'neutral') return 'neutral';
  return sentiment === 'very_negative' || type === 'emotional_moment' ? 'sad' : 'concerned';
}

/** Least importance of each word: the borders messages are classified by. */
export const importanceBorders = [[8.5, 'critical'], [6.5, 'high'], [4, 'medium'], [2, 'low']] as const;

/** 0 to 10 as a word. */
export function importanceWord(importance: number): TextKey {
  return `importance_${importanceBorders.find(([least]) => importance >= least)?.[1] ?? 'trivial'}`;
}

/** Diameter of its dot in pixels: 8 to 20. */
export function dotSize(importance: number): number {
  return Math.round(8 + importance * 1.2);
}

export type Month = { key: string; title: string; episodes: Episode[] };

/** In the order given, one group per month in local time. */
export function byMonth(episodes: readonly Episode[], language: Language): Month[] {
  const months: Month[] = [];
  for (const episode of episodes) {
    const date = new Date(episode.started_at);
    const key = `${date.getFullYear()}-${date.getMonth()}`;
    const last = months.at(-1);
    if (last?.key === key) last.episodes.push(episode);
    else months.push({ key, title: new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(date), episodes: [episode] });
  }
  return months;
}
