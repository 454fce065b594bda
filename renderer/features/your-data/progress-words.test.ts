// How far long work is, in words.
import { expect, it } from 'vitest';
import { createTranslate } from '../../i18n/translate.ts';
import { shareOf, workWords } from './progress-words.ts';

const t = createTranslate('en');

it('tells bytes at once, speed and time left after a second, and no end where it is not known', () => {
  const work = { done_bytes: 50_000_000, total_bytes: 200_000_000, started_at: 0 };
  expect(workWords(work, 500, t, 'en')).toBe('50 MB of 200 MB');
  expect(workWords(work, 10_000, t, 'en')).toBe('50 MB of 200 MB · 5 MB/s · 30 s left');
  expect(workWords({ ...work, total_bytes: null }, 10_000, t, 'en')).toBe('50 MB · 5 MB/s');
  expect(workWords({ ...work, done_bytes: 200_000_000 }, 10_000, t, 'en')).toBe('200 MB of 200 MB · 20 MB/s');
});

it('is a share between nothing and everything', () => {
  expect([shareOf({ done_bytes: 1, total_bytes: 4 }), shareOf({ done_bytes: 9, total_bytes: 4 }), shareOf({ done_bytes: 1, total_bytes: null }), shareOf({ done_bytes: 0, total_bytes: 0 })]).toEqual([0.25, 1, null, null]);
});
