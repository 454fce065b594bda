// What travels with the user's last words: how the character feels and how far that moves it just now. Empty at rest.
import { parameterNames } from '../../../contract/parameters.ts';
import type { ParameterName, Parameters } from '../../../contract/parameters.ts';
import type { MoodDefinition } from '../../../contract/mood-config.ts';
import type { Language } from '../../../lib/language.ts';
import { ownValue } from '../own-value.ts';
import { bandOf, parameterSentence } from './bands.ts';
import { asSentence, insideNote } from './sentences.ts';
import type { Words } from './words.ts';

/** A difference that is worth a word within the same band. */
const smallestDrift = 0.045;
const mostDrifts = 3;
const mostAdjustments = 3;

export type FeltMood = { id: string; intensity: number; definition: MoodDefinition };

/** The mood in words, the stronger the more of them. A neutral mood is not spoken of. */
export function moodSentences(mood: FeltMood | null, adjustments: readonly string[], language: Language, words: Words): string[] {
  if (mood === null || mood.intensity <= 0) return [];
  const degree = mood.intensity < 0.25 ? 0 : mood.intensity < 0.5 ? 1 : mood.intensity < 0.8 ? 2 : 3;
  const shown = adjustments.map((line) => asSentence(insideNote(line))).filter((line) => line !== '').slice(0, [0, 1, 2, mostAdjustments][degree]);
  return [...feelingOf(mood, degree, language, words), ...shown];
}

function feelingOf({ id, definition }: FeltMood, degree: 0 | 1 | 2 | 3, language: Language, words: Words): string[] {
  if (id === 'neutral') return [];
  const feeling = ownValue(words.feelings, id);
  if (feeling !== undefined) return [words.felt[degree](feeling)];
  const label = insideNote(definition.labels?.[language] ?? '');
  if (label !== '') return [words.feltByName[degree](label.charAt(0).toLowerCase() + label.slice(1))];
  return definition.expression === 'neutral' ? [] : [words.felt[degree](words.expressions[definition.expression])];
}

export type Moves = { leaning: string; bands: readonly string[] };

/** How the parameters of this turn differ from those the head speaks of: another band in its own words, a smaller move as a leaning. */
export function movesBetween(settled: Parameters, current: Parameters, words: Words): Moves {
  const changed = parameterNames.filter((name) => bandOf(settled[name]) !== bandOf(current[name]));
  const distance = (name: ParameterName) => Math.abs(current[name] - settled[name]);
  const drifted = parameterNames.filter((name) => !changed.includes(name) && distance(name) >= smallestDrift).toSorted((one, other) => distance(other) - distance(one)).slice(0, mostDrifts);
  const leanings = drifted.map((name) => words.drift[name][current[name] > settled[name] ? 'more' : 'less']);
  return { leaning: leanings.length === 0 ? '' : words.drifting(leanings), bands: changed.map((name) => parameterSentence(name, current[name], words)) };
}

export function writeNote(mood: readonly string[], { leaning, bands }: Moves, words: Words): string {
  return [...mood, leaning, bands.length === 0 ? '' : words.justNow(bands.join(' '))].filter((sentence) => sentence !== '').join(' ');
}
