// Facts in words, in both languages.
import { expect, it } from 'vitest';
import { createTranslate } from '../../i18n/translate.ts';
import { certaintyWord, factDay, factLine, factName, factValue, keyFor, parseValue, sourceWord } from './fact-text.ts';
import { suggestedKeys } from './fact-keys.ts';
import { factWordsEn } from './fact-words-en.ts';
import { factWordsEs } from './fact-words-es.ts';

it('names keys in both languages, and makes any other readable', () => {
  expect(['pet_dog', 'pet_axolotl', 'favorite_food', 'favorite_sea_animal', 'home_city', 'my_own-key', 'toString'].map((key) => factName(key, 'es'))).toEqual(['perro', 'axolotl', 'comida favorita', 'favorito: sea animal', 'ciudad', 'my own key', 'toString']);
  expect(['pet_guinea_pig', 'favorite_sea_animal', 'partner_name'].map((key) => factName(key, 'en'))).toEqual(['guinea pig', 'favourite sea animal', 'partner']);
  expect(Object.keys(factWordsEs.keys)).toEqual(Object.keys(factWordsEn.keys));
  expect(Object.keys(factWordsEs.favorites)).toEqual(Object.keys(factWordsEn.favorites));
});

it('suggests keys that have a name', () => {
  for (const key of Object.values(suggestedKeys).flat()) expect(factName(key, 'es'), key).not.toContain('_');
});

it('writes values as a person would', () => {
  expect([factValue({ key: 'smokes', value: false }, 'es'), factValue({ key: 'hobby', value: ['a', 'b'] }, 'en'), factValue({ key: 'birth_year', value: 1992 }, 'es'), factValue({ key: 'birthday', value: '03-14' }, 'es')]).toEqual(['no', 'a, b', '1992', '14 de marzo']);
  expect(factValue({ key: 'birthday', value: '1992-03-14' }, 'es')).toMatch(/14 mar 1992/);
  expect(factLine({ key: 'pet_dog', value: 'Max' }, 'es')).toBe('perro = Max');
  expect([factDay({ tags: ['x', 'date:2026-12-01'] }, 'en'), factDay({ tags: ['date:soon'] }, 'en')]).toEqual([expect.stringContaining('2026'), null]);
});

it('says certainty and origin in words', () => {
  const t = createTranslate('en');
  expect([0.95, 0.7, 0.3].map(certaintyWord)).toEqual(['fact_sure', 'fact_likely', 'fact_unsure']);
  expect(['user', 'rules-es', 'ollama/llama3.2'].map((source) => sourceWord(source, t))).toEqual(['written by you', 'said by you', 'by the model']);
});

it('reads what was typed in the form the value had', () => {
  expect([parseValue(' 35 ', 34), parseValue('thirty', 34), parseValue('7', 'seven'), parseValue('a, b ,', ['x'])]).toEqual([35, 'thirty', '7', ['a', 'b']]);
});

it('finds the key a person means', () => {
  const known = Object.values(suggestedKeys).flat();
  expect([keyFor('Comida favorita', 'es', known), keyFor('perro', 'es', known), keyFor('Talla de zapatos', 'es', known)]).toEqual(['favorite_food', 'pet_dog', 'talla_de_zapatos']);
});
