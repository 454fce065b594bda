// A fact as a short sentence about the user, in the language of the prompt.
import type { Fact } from '../../contract/entities.ts';
import type { Language } from '../../lib/language.ts';

const animals: Record<Language, Record<string, string>> = {
  en: {},
  es: { dog: 'perro', cat: 'gato', rabbit: 'conejo', parrot: 'loro', turtle: 'tortuga', horse: 'caballo', hamster: 'hámster', fish: 'pez', canary: 'canario', pet: 'mascota' },
};

const templates: Record<Language, Record<string, (value: string) => string>> = {
  en: {
    name: (value) => `The user's name is ${value}`, age: (value) => `The user is ${value} years old`, profession: (value) => `The user's work: ${value}`,
    pet: (value) => `The user's {animal} is called ${value}`,
  },
  es: {
    name: (value) => `El usuario se llama ${value}`, age: (value) => `El usuario tiene ${value} años`, profession: (value) => `Trabajo del usuario: ${value}`,
    pet: (value) => `El {animal} del usuario se llama ${value}`,
  },
};

/** Without a template: "favourite colour: blue". */
export function factSentence(fact: Pick<Fact, 'key' | 'value'>, language: Language): string {
  const value = Array.isArray(fact.value) ? fact.value.join(', ') : String(fact.value);
  const animal = /^pet_(.+)$/.exec(fact.key)?.[1];
  if (animal !== undefined) return templates[language]['pet']!(value).replace('{animal}', animals[language][animal] ?? animal);
  return templates[language][fact.key]?.(value) ?? `${fact.key.replaceAll('_', ' ')}: ${value}`;
}
