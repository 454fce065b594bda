import { describe, expect, it } from 'vitest';
import type { FactLabel } from './labels.ts';
import { compareFact, foldedWords, matchFacts } from './matching.ts';
import type { LearntFact } from './matching.ts';

const label = (category: FactLabel['category'], key: string, value: FactLabel['value'], ended = false): FactLabel => ({ category, key, value, ...(ended ? { ended: true } : {}) });
const learnt = (category: string, key: string, value: unknown, ended = false): LearntFact => ({ category, key, value, ended, tags: [] });

describe('comparing a label with a learnt fact', () => {
  it.each([
    ['case and accents', label('personal_info', 'name', 'Lucía'), learnt('personal_info', 'name', 'lucia'), 'same'],
    ['an article', label('preferences', 'likes', 'olor a lluvia'), learnt('preferences', 'likes', 'El olor a lluvia.'), 'same'],
    ['a phrase inside a phrase', label('health', 'injury', 'menisco'), learnt('health', 'injury', 'me rompí el menisco'), 'near'],
    ['half of the words', label('goals', 'goal', 'abrir una panadería en mi pueblo'), learnt('goals', 'goal', 'abrir panadería'), 'near'],
    ['few of the words', label('goals', 'goal', 'abrir una panadería en mi pueblo'), learnt('goals', 'goal', 'irme a mi pueblo pronto con todos'), null],
    ['part of a word', label('preferences', 'likes', 'arte'), learnt('preferences', 'likes', 'partes'), null],
    ['part of a name', label('personal_info', 'home_city', 'York'), learnt('personal_info', 'home_city', 'New York'), null],
    ['a number', label('personal_info', 'age', 29), learnt('personal_info', 'age', 29), 'same'],
    ['a number as text', label('personal_info', 'age', 29), learnt('personal_info', 'age', '29'), null],
    ['a boolean', label('health', 'smokes', false), learnt('health', 'smokes', true), null],
    ['another day', label('personal_info', 'birthday', '02-14'), learnt('personal_info', 'birthday', '1990-02-14'), null],
    ['a synonym of the favourite', label('preferences', 'favorite_movie', 'Alien'), learnt('preferences', 'favorite_film', 'alien'), 'same'],
    ['another favourite', label('preferences', 'favorite_movie', 'Alien'), learnt('preferences', 'favorite_book', 'Alien'), null],
    ['another key', label('preferences', 'likes', 'pescado'), learnt('preferences', 'dislikes', 'pescado'), null],
    ['another category', label('hobbies', 'hobby', 'yoga'), learnt('other', 'hobby', 'yoga'), null],
    ['over, but learnt as true', label('work', 'employer', 'banco', true), learnt('work', 'employer', 'banco'), null],
    ['over', label('work', 'employer', 'banco', true), learnt('work', 'employer', 'el banco', true), 'same'],
    ['over, whatever it was', label('work', 'employer', 'banco', true), learnt('work', 'employer', '', true), 'near'],
    ['over, whatever it was, where many stand', label('goals', 'goal', 'ser médico', true), learnt('goals', 'goal', '', true), null],
    ['an empty value', label('preferences', 'likes', 'té'), learnt('preferences', 'likes', ''), null],
  ])('%s', (_, one, other, expected) => {
    expect(compareFact(one, other)).toBe(expected);
  });

  it('keeps an article that is all there is', () => {
    expect(foldedWords('Los')).toEqual(['los']);
  });
});

describe('matching the facts of a message', () => {
  it('uses each label once, equal values first, and tells missed, tolerated and false apart', () => {
    const cats = [label('relationships', 'pet_cat', 'Salt'), label('relationships', 'pet_cat', 'Pepper')];
    const matching = matchFacts([...cats, label('preferences', 'likes', 'tea with milk'), label('preferences', 'likes', 'tea')], [label('hobbies', 'hobby', 'tea')], [
      learnt('preferences', 'likes', 'tea'), learnt('relationships', 'pet_cat', 'salt'), learnt('relationships', 'pet_cat', 'Salt'), learnt('hobbies', 'hobby', 'tea'),
    ]);
    expect(matching.right.map(({ label: { value } }) => value).sort()).toEqual(['Salt', 'tea']);
    expect(matching.missed.map(({ value }) => value)).toEqual(['Pepper', 'tea with milk']);
    expect(matching.false).toEqual([learnt('relationships', 'pet_cat', 'Salt')]);
    expect(matching.tolerated).toEqual([learnt('hobbies', 'hobby', 'tea')]);
  });
});
