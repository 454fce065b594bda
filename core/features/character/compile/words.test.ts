import { describe, expect, it } from 'vitest';
import { emotionLabels } from '../../../contract/emotions.ts';
import { parameterNames } from '../../../contract/parameters.ts';
import type { ParameterName } from '../../../contract/parameters.ts';
import { archetypes, communicationStyles, contentFilters, punctuationStyles, syntaxes, temperaments, tones } from '../../../contract/personality.ts';
import type { Language } from '../../../lib/language.ts';
import { bandCount, bandOf } from './bands.ts';
import { compileMarta, marta, wistful } from './testing/character.ts';
import { englishWords } from './words-en.ts';
import { spanishWords } from './words-es.ts';
import type { Words } from './words.ts';

/** What the text must ask for at the bottom and at the top of each parameter. */
const extremes: Record<Language, Record<ParameterName, [RegExp, RegExp]>> = {
  en: {
    verbosity: [/Answer in a few words, one short sentence at most\./, /Answer at length and in detail/], formality: [/slang and no ceremony/, /great formality and ceremony/], humor: [/Never joke\./, /Joke all the time/],
    empathy: [/leave feelings out/, /feelings before everything else/], creativity: [/Be literal/, /imagination run wild/], directness: [/only hint/, /Be blunt/],
  },
  es: {
    verbosity: [/Responde con pocas palabras/, /Responde por extenso/], formality: [/sin ninguna ceremonia/, /siempre de usted/], humor: [/No bromees nunca\./, /Bromea sin parar/],
    empathy: [/deja fuera los sentimientos/, /por delante de todo/], creativity: [/Sé literal/, /Imagina sin freno/], directness: [/solo insinúa/, /sin suavizarla/],
  },
};
const languages: [Language, Words][] = [['en', englishWords], ['es', spanishWords]];
const middleOf = (band: number) => (band + 0.5) / bandCount;

describe.each(languages)('a character in words, %s', (language, words) => {
  it.each(parameterNames)('%s is heard in every band, and changes nothing else', (name) => {
    const texts = Array.from({ length: bandCount }, (_, band) => compileMarta({ language }, { [name]: middleOf(band) }).text);
    expect(new Set(texts).size).toBe(bandCount);
    texts.forEach((text, band) => {
      expect(text).toContain(words.parameters[name][band]);
      expect(text.replace(words.parameters[name][band]!, '')).toBe(texts[0]!.replace(words.parameters[name][0], ''));
    });
    expect(texts[0]).toMatch(extremes[language][name][0]);
    expect(texts.at(-1)).toMatch(extremes[language][name][1]);
  });

  it.each(parameterNames)('%s is heard whichever layer moves it: level and user in the text, mood in the note', (name) => {
    const modifiers = { advanced_parameters: { [name]: -0.45 } };
    const wanted = words.parameters[name][0];
    const hierarchical_config = { enabled: true, relationship_levels: [{ name: 'only', affinity_range: [0, 100] as [number, number], modifiers }] };
    expect(compileMarta({ language, personality: { ...marta, hierarchical_config }, level: 'only' }).text).toContain(wanted);
    expect(compileMarta({ language, overrides: modifiers }).text).toContain(wanted);
    const inMood = compileMarta({ language, mood: { id: 'own', intensity: 1, definition: { ...wistful, modifiers } } });
    expect(inMood.text).not.toContain(wanted);
    expect(inMood.note).toContain(wanted);
  });

  it('no two instructions are the same', () => {
    const all = parameterNames.flatMap((name) => words.parameters[name]);
    expect(new Set(all).size).toBe(parameterNames.length * bandCount);
  });

  it('has words of its own for every name a file may hold', () => {
    const named: [readonly string[], Readonly<Record<string, string>>][] = [
      [archetypes, words.archetypes], [temperaments, words.temperaments], [communicationStyles, words.styles], [tones, words.tones], [syntaxes, words.syntaxes], [contentFilters, words.filters.kinds],
      [emotionLabels, words.expressions],
    ];
    for (const [names, said] of named) {
      expect(Object.keys(said).toSorted()).toEqual(names.toSorted());
      if (names !== emotionLabels) expect(new Set(Object.values(said)).size).toBe(names.length);
    }
    expect(Object.keys(words.punctuation).toSorted()).toEqual(punctuationStyles.toSorted());
    expect(Object.keys(words.feelings)).toEqual(Object.keys(englishWords.feelings));
  });
});

describe('bands', () => {
  it('cut 0 to 1 into seven', () => {
    expect([0, 0.14, 0.15, 0.5, 0.99, 1, -1, 2].map(bandOf)).toEqual([0, 0, 1, 3, 6, 6, 0, 6]);
  });
});
