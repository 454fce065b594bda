// Words, numbers and dates in both languages.
import { describe, expect, it } from 'vitest';
import { parseRoute, formatRoute } from '../features/shell/route.ts';
import { readPreferences } from '../features/shell/preferences.ts';
import { matchesWords } from '../features/search/match-words.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { formatAgo, formatBytes, formatDay, formatDuration, formatMs } from './format.ts';
import { createTranslate, preferredLanguage, type TextKey } from './translate.ts';

describe('translations', () => {
  it('use the same names for their values in both languages', () => {
    const names = (text: string): string[] => [...text.split('|')[0]!.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
    for (const key of Object.keys(en) as TextKey[]) expect(names(es[key]), key).toEqual(names(en[key]));
  });

  it('choose between one and many', () => {
    const t = createTranslate('es');
    expect([1, 2].map((count) => t('settings_unsaved', { count }))).toEqual(['1 cambio sin guardar', '2 cambios sin guardar']);
  });

  it('follow the browser, else English', () => {
    expect([preferredLanguage(['es-AR', 'en']), preferredLanguage(['fr', 'en-GB']), preferredLanguage([])]).toEqual(['es', 'en', 'en']);
  });
});

it('formats sizes, times and days', () => {
  expect([0, 999, 1_120_000_000].map((bytes) => formatBytes(bytes, 'en'))).toEqual(['0 B', '999 B', '1.1 GB']);
  expect([formatMs(0.42, 'es'), formatMs(2840, 'es'), formatDuration(59), formatDuration(3900)]).toEqual(['0,4 ms', '2,8 s', '59 s', '1 h 5 min']);
  const now = new Date(2026, 5, 10, 9).getTime();
  const t = createTranslate('es');
  expect([0, 1, 2, 40].map((days) => formatDay(new Date(2026, 5, 10 - days, 22).getTime(), now, 'es', t))).toEqual(['Hoy', 'Ayer', 'Lunes', '1 de mayo']);
});

it('says how long ago something was', () => {
  const now = Date.UTC(2026, 5, 10);
  expect([10_000, 180_000, 7_200_000, 86_400_000, 5_200_000_000].map((ms) => formatAgo(now - ms, now, 'es'))).toEqual(['ahora', 'hace 3 minutos', 'hace 2 horas', 'ayer', 'hace 2 meses']);
});

it('reads broken preferences as the defaults', () => {
  const storage = { getItem: () => '{"theme":"pink","language":7', setItem() {}, removeItem() {} };
  expect(readPreferences(storage, ['es'])).toEqual({ theme: 'system', language: 'es', size: 'normal', reply_font: 'sans' });
});

it('turns routes into addresses and back', () => {
  for (const route of [{ view: 'chat', session_id: 'a/b' }, { view: 'chat', session_id: null }, { view: 'memory' }, { view: 'memory', tab: 'episodes' }, { view: 'memory', tab: 'audit' }, { view: 'memory', tab: 'forgotten' }, { view: 'inbox' }, { view: 'insights' }, { view: 'data' }, { view: 'data', tab: 'snapshots' }, { view: 'data', tab: 'imports' }, { view: 'models' }, { view: 'models', tab: 'uses' }, { view: 'models', tab: 'quality' }, { view: 'settings' }] as const) expect(parseRoute(formatRoute(route))).toEqual(route);
  expect(parseRoute('#code=abc')).toEqual({ view: 'chat', session_id: null });
});

it('finds words whatever their accents', () => {
  expect([matchesWords('Canción de otoño', 'cancion'), matchesWords('Canción de otoño', 'oto can'), matchesWords('Canción', 'xyz'), matchesWords('anything', '')]).toEqual([true, true, false, true]);
});
