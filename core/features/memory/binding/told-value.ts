// What of a fact the messages that are left still tell.
import type { Fact, Message } from '../../../contract/entities.ts';
import { normalizeForAnalysis } from '../../../safety/normalize.ts';
import { isSameValue, isWithin, tellingWords } from '../facts/same-value.ts';
import type { FactReader } from '../learn-facts.ts';

/**
 * Pure. The fullest wording of a fact that these messages tell; null when none of them tells it. What the user wrote in the list stays as it is.
 * @param messages some of the fact's sources
 */
export function toldValue(fact: Pick<Fact, 'key' | 'value' | 'source'>, messages: readonly Message[], read: FactReader): Fact['value'] | null {
  if (fact.source === 'user') return fact.value;
  const texts = messages.map((message) => ({ text: normalizeForAnalysis(message.content), at: message.created_at }));
  const told = texts.flatMap(({ text, at }) => read(text, at)).filter((one) => one.key === fact.key && one.is_ended === undefined).map(({ value }) => value);
  const same = told.find((value) => isSameValue(value, fact.value));
  const fuller = told.filter((value) => isWithin(fact.value, value) || isWithin(value, fact.value)).toSorted((one, other) => String(other).length - String(one).length)[0];
  if (same !== undefined) return fuller !== undefined && isWithin(same, fuller) && !isWithin(fuller, same) ? fuller : fact.value;
  if (fuller !== undefined) return fuller;
  // A model may word what no rule reads: then its words are looked for in the text.
  const words = tellingWords(Array.isArray(fact.value) ? fact.value.join(' ') : String(fact.value));
  return texts.some(({ text }) => { const said = new Set(tellingWords(text)); return words.every((word) => said.has(word)); }) ? fact.value : null;
}
