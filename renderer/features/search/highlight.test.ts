// Marking what was searched for, and what a search is narrowed to.
import { describe, expect, it } from 'vitest';
import { excerpt, findHits, foldText, splitByHits } from './highlight.ts';
import { emotionLabels } from '../../../core/contract/emotions.ts';
import type { RecalledItem } from '../../../core/contract/index.ts';
import { byStrength } from './strength.ts';
import { countChosen, emotionGroups, noChoice, toFilters, toggle } from './search-filters.ts';

const hits = (text: string, ...terms: string[]): string[] => findHits(text, terms.map(foldText)).map(({ start, end }) => text.slice(start, end));

describe('highlighting', () => {
  it('passes over case and accents, composed or not', () => {
    expect(hits('La CANCIÓN de Otoño, cancio\u0301n', 'canción', 'otono')).toEqual(['CANCIÓN', 'Otoño', 'cancio\u0301n']);
  });

  it('marks words of the same stem, and no shorter beginning', () => {
    expect(hits('Walked, walks, a walking stick, wallpaper', 'walking')).toEqual(['Walked', 'walks', 'walking']);
    expect(hits('importante, imposible, importancia', 'importante')).toEqual(['importante', 'importancia']);
    expect(hits('Maximum effort by Max', 'max')).toEqual(['Max']);
    expect(hits('dogs, dogma, doggy', 'dog')).toEqual(['dogs']);
  });

  it('keeps the text whole', () => {
    const text = '¿Dónde está el perro? — Aquí.';
    expect(splitByHits(text, ['perro', 'aqui']).map((piece) => piece.text).join('')).toBe(text);
    expect(splitByHits(text, [])).toEqual([{ text, isHit: false }]);
  });

  it('shows a long text from a little before its first hit', () => {
    const text = `${'word '.repeat(100)}the needle ${'word '.repeat(100)}`;
    const shown = excerpt(text, ['needle']);
    expect(shown).toMatch(/^… /);
    expect(shown.indexOf('needle')).toBeLessThan(100);
    expect(excerpt('a short needle', ['needle'])).toBe('a short needle');
  });
});

describe('filters', () => {
  const now = new Date(2026, 5, 10, 12).getTime();

  it('leave out what was not chosen', () => {
    expect(toFilters(noChoice, now)).toEqual({});
    expect(countChosen(noChoice)).toBe(0);
  });

  it('say times, groups of feelings and companions as the engine asks them', () => {
    const choice = { ...noChoice, kinds: ['fact' as const], time: 'week' as const, personality: 'luna', emotions: ['fear' as const, 'neutral' as const] };
    expect(toFilters(choice, now)).toEqual({ kinds: ['fact'], from: now - 7 * 86_400_000, personality: 'luna', emotions: ['fear', 'nervousness', 'neutral'] });
    expect(countChosen(choice)).toBe(4);
  });

  it('take whole local days from one date to another, and either alone', () => {
    const choice = { ...noChoice, time: 'custom' as const, from: '2026-05-01', to: '2026-05-02' };
    expect(toFilters(choice, now)).toEqual({ from: new Date(2026, 4, 1).getTime(), to: new Date(2026, 4, 3).getTime() - 1 });
    expect(toFilters({ ...choice, from: '' }, now)).toEqual({ to: new Date(2026, 4, 3).getTime() - 1 });
  });

  it('have every feeling in one group', () => {
    expect(Object.values(emotionGroups).flat().toSorted()).toEqual(emotionLabels.toSorted());
  });

  it('are switched on and off', () => {
    expect([toggle(['a'], 'b'), toggle(['a', 'b'], 'a')]).toEqual([['a', 'b'], ['b']]);
  });
});

it('what has a word of the question, or nearly the best score, stands first; the rest waits', () => {
  const item = (id: string, text: string, score: number, words: number): RecalledItem => ({ kind: 'message', id, text, speaker: 'user', session_id: 's', message_id: id, created_at: 1, score, parts: { words, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance: 0 }, reason: 'hit', is_in_prompt: false });
  const { strong, weak } = byStrength([item('a', 'My dog is Max', 0.1, 0.02), item('b', 'A beagle', 0.07, 0), item('c', 'Walking dogs', 0.03, 0.01), item('d', 'Soup', 0.03, 0)], ['dog']);
  expect([strong.map(({ id }) => id), weak.map(({ id }) => id)]).toEqual([['a', 'b', 'c'], ['d']]);
  expect(byStrength([], [])).toEqual({ strong: [], weak: [] });
});
