// Facts in words: the usual keys by name in both languages, any other key made readable.
import type { Fact } from '../../../core/contract/index.ts';
import type { Language } from '../../i18n/translate.ts';

const names: Record<string, { en: string; es: string }> = {
  name: { en: 'name', es: 'nombre' }, age: { en: 'age', es: 'edad' }, job: { en: 'work', es: 'trabajo' }, work: { en: 'work', es: 'trabajo' }, occupation: { en: 'work', es: 'trabajo' },
  workplace: { en: 'workplace', es: 'lugar de trabajo' }, employer: { en: 'employer', es: 'empresa' }, profession: { en: 'profession', es: 'profesión' }, pet: { en: 'pet', es: 'mascota' },
  dog: { en: 'dog', es: 'perro' }, cat: { en: 'cat', es: 'gato' }, city: { en: 'city', es: 'ciudad' }, birthday: { en: 'birthday', es: 'cumpleaños' }, bird: { en: 'bird', es: 'pájaro' }, fish: { en: 'fish', es: 'pez' },
  pet_name: { en: 'pet', es: 'mascota' }, dog_name: { en: 'dog', es: 'perro' }, cat_name: { en: 'cat', es: 'gato' }, home: { en: 'home', es: 'casa' }, hobby: { en: 'hobby', es: 'afición' },
};

export function factName(key: string, language: Language): string {
  return (names[key] ?? names[key.replace(/^pet_/, '')])?.[language] ?? key.replaceAll(/[_.:-]+/g, ' ').trim();
}

export function factValue(fact: Pick<Fact, 'value'>): string {
  return Array.isArray(fact.value) ? fact.value.join(', ') : String(fact.value);
}

/** A word says more than a number. */
export function certaintyWord(confidence: number): 'memory_sure' | 'memory_likely' | 'memory_unsure' {
  if (confidence >= 0.85) return 'memory_sure';
  return confidence >= 0.6 ? 'memory_likely' : 'memory_unsure';
}
