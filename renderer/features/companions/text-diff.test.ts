// What is new and gone between two texts.
import { expect, it } from 'vitest';
import { diffTexts, sentencesOf } from './text-diff.ts';

const told = (before: string, after: string): string => diffTexts(before, after).map(({ kind, text }) => `${{ same: '=', added: '+', removed: '-' }[kind]}${text.trim()}`).join('|');

it('cuts into sentences that make up the whole text again', () => {
  for (const text of ['One. Two!\nThree? four', '', 'No end', 'A.\n\n  B. «C.» D…\n', 'e.g. 1.5 times\n']) expect(sentencesOf(text).join('')).toBe(text);
  expect(sentencesOf('One. Two!\nThree')).toEqual(['One. ', 'Two!\n', 'Three']);
});

it('tells a changed sentence as gone and new, in its place', () => {
  expect(told('You listen. You joke. You wait.', 'You listen. You sing. You wait.')).toBe('=You listen.|-You joke.|+You sing.|=You wait.');
});

it('finds what moved in between, at the ends, and nothing in equal texts', () => {
  expect(told('A. B. C. D.', 'A. C. D. E.')).toBe('=A.|-B.|=C.|=D.|+E.');
  expect(told('', 'New.')).toBe('+New.');
  expect(told('Gone.', '')).toBe('-Gone.');
  expect(diffTexts('Same. Same.', 'Same. Same.').every(({ kind }) => kind === 'same')).toBe(true);
});

it('stays quick where comparing all with all would not be', () => {
  const many = (word: string): string => Array.from({ length: 2500 }, (_, index) => `${word} ${index}.`).join(' ');
  const pieces = diffTexts(many('old'), many('new'));
  expect(pieces.filter(({ kind }) => kind === 'removed')).toHaveLength(2500);
  expect(pieces.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join('')).toBe(many('new'));
});
