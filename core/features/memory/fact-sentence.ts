// A fact as a short line, for prompts and for the drawer.
import type { Fact } from '../../contract/entities.ts';

/** "name = Diego", "pet_dog = Max": key and value, several values joined by commas. */
export function factSentence(fact: Pick<Fact, 'key' | 'value'>): string {
  const value = Array.isArray(fact.value) ? fact.value.join(', ') : String(fact.value);
  return `${fact.key} = ${value}`;
}
