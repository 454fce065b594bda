// The words of what was learnt from a message: they join the message's own, so that "my pet" finds "Max is a good dog".
import { LRUCache } from 'lru-cache';
import type { Fact } from '../../../contract/entities.ts';
import { stemsOf, wordsOf } from '../../../lib/stems.ts';
import { factSentence } from '../fact-sentence.ts';

/** Words people ask with, by what a fact's key begins or ends with. */
const asked: readonly (readonly [RegExp, string])[] = [
  [/^pet_|^has_pet$/, 'mascota animal pet'],
  [/^(?:mother|father|sister|brother|son|daughter|grandmother|grandfather|aunt|uncle|cousin|nephew|niece)_|^(?:siblings|children|sisters|brothers)_count$/, 'familia familiar pariente family relative'],
  [/^partner_name$|^marital_status$/, 'pareja novio novia marido mujer esposo esposa partner boyfriend girlfriend husband wife'],
  [/^(?:profession|employer|job_status|boss_name|years_of_experience)$/, 'trabajo empleo trabajar work job'],
  [/^(?:studies|school)$/, 'estudios estudiar carrera study degree'],
  [/^(?:allergy|condition|medication|injury|diet)$/, 'salud enfermedad médico health illness doctor'],
  [/^(?:home_city|birthplace)$/, 'vivir casa ciudad lugar live home city place'],
  [/^birthday$|^birth_year$|^age$/, 'cumpleaños nacer edad birthday born age'],
  [/^(?:hobby|plays_instrument|plays_sport|collects)$/, 'afición hobby tiempo libre free time'],
  [/^favorite_|^likes$/, 'favorito favorita gusta gustar favorite favourite like'],
];

export type FactWords = (fact: Fact) => readonly string[];

/** Stems by fact, made once for each state of it. */
export function createFactWords(): FactWords {
  const cache = new LRUCache<string, readonly string[]>({ max: 5000 });
  return (fact) => {
    const key = `${fact.id} ${fact.updated_at}`;
    const known = cache.get(key);
    if (known) return known;
    const text = [factSentence(fact, 'es'), factSentence(fact, 'en'), fact.key.replaceAll('_', ' '), ...asked.flatMap(([pattern, words]) => (pattern.test(fact.key) ? [words] : []))].join(' ');
    const stems = [...new Set(wordsOf(text).flatMap(stemsOf))];
    cache.set(key, stems);
    return stems;
  };
}
