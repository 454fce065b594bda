// How far long work is, in words and as a share. Pure.
import { formatBytes, formatDuration } from '../../i18n/format.ts';
import type { Language, Translate } from '../../i18n/translate.ts';

/** `total_bytes` is null where it cannot be known. Times in milliseconds. */
export type Work = { done_bytes: number; total_bytes: number | null; started_at: number };

/** Speeds are told once there is something to tell them from. */
const shortestMs = 1000;

/** 0 to 1; null where the end is not known. */
export function shareOf({ done_bytes: done, total_bytes: total }: Pick<Work, 'done_bytes' | 'total_bytes'>): number | null {
  return total === null || total <= 0 ? null : Math.min(1, done / total);
}

/** "12 MB of 200 MB · 4 MB/s · 47 s left". */
export function workWords(work: Work, now: number, t: Translate, language: Language): string {
  const bytes = (value: number): string => formatBytes(value, language);
  const { done_bytes: done, total_bytes: total } = work;
  const ms = now - work.started_at;
  const speed = ms >= shortestMs && done > 0 ? done / (ms / 1000) : null;
  const left = speed !== null && total !== null && done < total ? (total - done) / speed : null;
  return [total === null ? bytes(done) : t('data_bytes_of', { done: bytes(done), total: bytes(total) }), speed === null ? '' : t('first_speed', { speed: bytes(speed) }), left === null ? '' : t('first_left', { time: formatDuration(left) })].filter(Boolean).join(' · ');
}
