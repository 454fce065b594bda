import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayWords, wordsOfSpan } from './day-words.ts';
import { stemsOf, stemText, wordsOf } from './stems.ts';

describe('stems', () => {
  it.each([['perros', 'perro'], ['hablamos', 'hablar'], ['canciones', 'canción'], ['cancion', 'CANCIÓN'], ['dogs', 'dog'], ['adoption', 'adopted'], ['running', 'runs']])('%s and %s meet', (one, other) => {
    const stems = new Set(stemsOf(other));
    expect(stemsOf(one).some((stem) => stems.has(stem))).toBe(true);
  });

  it('a text has the stems of its own language, and those of both where it does not tell', () => {
    expect(stemText('Mi perro ladra mucho')).toEqual(['mi', 'perr', 'ladr', 'much']);
    expect(stemText('The dogs are barking')).toEqual(['the', 'dog', 'ar', 'bark']);
    expect(stemText('Casas')).toEqual(['cas', 'casa']);
  });

  it('whatever the language of the text, a question for one of its words has its stem', () => {
    for (const text of ['Ayer adoptamos dos gatitos preciosos', 'Yesterday we adopted two lovely kittens']) {
      const stems = new Set(stemText(text));
      for (const word of wordsOf(text)) expect(stemsOf(word).some((stem) => stems.has(stem)), word).toBe(true);
    }
  });

  it('are letters and digits alone, of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const stem of stemText(text)) expect(stem).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
    }));
    expect(stemText('x'.repeat(100_000))[0]).toHaveLength(64);
  });
});

describe('words of times', () => {
  const may7 = Date.UTC(2023, 4, 7, 13);
  it('are the day, the month and the year', () => {
    expect(dayWords(may7)).toEqual(['d20230507', 'm202305', 'y2023']);
    for (const time of [-1, Number.NaN, Date.UTC(10_000, 0)]) expect(dayWords(time)).toEqual([]);
  });
  it('of a span are its days, months or years, by its length', () => {
    expect(wordsOfSpan(may7, may7 + 86_400_000)).toEqual(['d20230507', 'd20230508']);
    expect(wordsOfSpan(Date.UTC(2023, 4, 1), Date.UTC(2023, 5, 1))).toEqual(['m202305']);
    expect(wordsOfSpan(Date.UTC(2022, 0, 1), Date.UTC(2024, 0, 1))).toEqual(['y2022', 'y2023']);
    expect(wordsOfSpan(Date.UTC(1990, 0, 1), Date.UTC(2024, 0, 1))).toEqual([]);
    expect(wordsOfSpan(may7, may7)).toEqual([]);
  });
});
