// Step 2's rules: what the user's text looks like to analysis, and what in it deserves care. Nothing is refused but excess length.
import { LuminoraError } from '../contract/errors.ts';
import { normalizeForAnalysis } from './normalize.ts';
import { findPersonalData } from './personal-data.ts';
import type { PersonalDataSpan } from './personal-data.ts';

export type GuardedInput = {
  /** What analysers and search see. */
  text: string;
  personalData: PersonalDataSpan[];
  /** 0 to 1: how much it reads like an order to the model to drop its instructions. Reported, never blocking: the user may say anything. */
  injectionScore: number;
  findings: string[];
};

const injectionSigns = [
  /\b(?:ignore|disregard|forget)\b.{0,30}\b(?:previous|prior|above|all|your)\b.{0,30}\b(?:instructions?|prompts?|rules?)\b/i,
  /\b(?:ignora|olvida|descarta)\b.{0,30}\b(?:instrucciones|reglas|indicaciones)\b/i,
  /\b(?:system prompt|developer mode|jailbreak|do anything now)\b/i,
  /<\/?(?:system|memory|instructions?)>|\[\/?INST\]|<\|im_start\|>/i,
];

/** @throws LuminoraError `invalid_input` when the text is longer than `maximumCharacters` or blank */
export function guardInput(text: string, maximumCharacters: number): GuardedInput {
  if (text.length > maximumCharacters) {
    throw new LuminoraError('invalid_input', `The message has ${text.length} characters; at most ${maximumCharacters} are accepted. Send it in parts.`, { details: { field: 'message', length: text.length, maximum: maximumCharacters } });
  }
  if (text.trim() === '') throw new LuminoraError('invalid_input', 'The message is empty.', { details: { field: 'message' } });
  const normalized = normalizeForAnalysis(text);
  const personalData = findPersonalData(normalized);
  const injectionScore = injectionSigns.filter((sign) => sign.test(normalized)).length / injectionSigns.length;
  const findings = [...new Set(personalData.map((span) => `personal-data:${span.kind}`))];
  if (injectionScore > 0) findings.push('injection-like');
  return { text: normalized, personalData, injectionScore, findings };
}
