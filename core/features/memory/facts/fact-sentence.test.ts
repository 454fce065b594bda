import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../contract/entities.ts';
import { factSentence } from '../fact-sentence.ts';
import { factKeys } from './fact-keys.ts';

describe('factSentence', () => {
  it.each(['en', 'es'] as const)('has words of its own for every key in %s', (language) => {
    for (const [key, { value }] of Object.entries(factKeys)) {
      const sentence = factSentence({ key, value: value === 'boolean' ? true : value === 'number' ? 7 : 'VALUE' }, language);
      expect(sentence, key).not.toMatch(/[{}_]/);
      expect(sentence, key).not.toBe(`${key.replaceAll('_', ' ')}: VALUE`);
      if (value !== 'boolean') expect(sentence, key).toContain(value === 'number' ? '7' : 'VALUE');
    }
  });

  it.each([
    ['birthday', '1990-05-03', 'es', 'El cumpleaños del usuario es el 3 de mayo de 1990'], ['birthday', '05-03', 'en', "The user's birthday is 3 May"], ['birthday', '99-99', 'es', 'El cumpleaños del usuario es el 99 de 99'],
    ['smokes', false, 'es', 'El usuario no fuma'], ['smokes', 'a pipe', 'en', 'smokes: a pipe'], ['favorite_color', 'azul', 'es', 'Para el usuario, el color favorito: azul'], ['favorite_movie', 'Alien', 'en', "The user's favourite film: Alien"],
    ['favorite_board_game', 'Go', 'en', "The user's favourite board game: Go"], ['blood_type', '0', 'en', 'blood type: 0'], ['toString', 'x', 'en', 'toString: x'], ['name', '$& $1', 'en', "The user's name is $& $1"],
  ] as const)('%s %j in %s: %s', (key, value, language, sentence) => expect(factSentence({ key, value: value as Fact['value'] }, language)).toBe(sentence));

  it('tells the day of a plan', () => {
    expect(factSentence({ key: 'plan', value: 'boda', tags: ['x', 'date:2025-06-14'] }, 'es')).toBe('Plan del usuario: boda (14 de junio de 2025)');
    expect(factSentence({ key: 'plan', value: 'wedding', tags: ['date:soon'] }, 'en')).toBe('A plan of the user: wedding (soon)');
  });
});
