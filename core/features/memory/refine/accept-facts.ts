// What of a model's proposals may be believed: only values that stand in the user's own message.
import type { Fact, Message } from '../../../contract/entities.ts';
import { findPersonalData } from '../../../safety/personal-data.ts';
import { factKey } from '../facts/fact-keys.ts';
import { foldWord } from '../stop-words.ts';
import type { ProposedFact } from './fact-request.ts';

export type AcceptedFact = { message: Message; category: Fact['category']; key: string; value: Fact['value']; confidence: number; source: string; tags: string[] };

/** Below every rule: what a rule read stays when the two disagree. */
const confidence = 0.6;
const longestValue = 120;
/** A yes or no repeats none of the message's words, so that the message must have some about what is asked. */
const aboutWhat: Readonly<Record<string, RegExp>> = { smokes: /(?<!\p{L})(?:fum|cigar|tabac|smok|vap)/iu, drinks_alcohol: /(?<!\p{L})(?:beb|alcohol|cerve|vino|copa|abstemi|drink|drunk|beer|wine|booze|sober)/iu };

/**
 * The proposals that hold: the message exists and states something, every word of the value is in it (numbers: its digits or itself as a word; yes or no: words about it), no secret, a usable key.
 * `source` names the model. Order is kept; the same key and value twice is one.
 */
export function acceptFacts(proposals: readonly ProposedFact[], messages: readonly Message[], source: string): AcceptedFact[] {
  const accepted = new Map<string, AcceptedFact>();
  for (const proposal of proposals) {
    const message = messages[proposal.message - 1];
    const key = proposal.key.toLowerCase().trim().replace(/[\s-]+/g, '_');
    if (!message || !/^[a-z][a-z0-9_]{1,40}$/.test(key)) continue;
    const value = typeof proposal.value === 'string' ? proposal.value.trim().replace(/[.!,;]+$/, '') : proposal.value;
    if (!isGrounded(key, value, message.content) || isSecret(value) || isQuestion(message.content)) continue;
    const known = factKey(key);
    if (known && !fitsKind(value, known.value)) continue;
    const fact = { message, category: known?.category ?? proposal.category, key, value, confidence, source, tags: [] };
    accepted.set(`${key} ${String(value).toLowerCase()}`, fact);
  }
  return [...accepted.values()];
}

function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(foldWord);
}

function isGrounded(key: string, value: Fact['value'], text: string): boolean {
  if (typeof value === 'boolean') return Object.hasOwn(aboutWhat, key) && aboutWhat[key]!.test(text);
  const said = new Set(wordsOf(text));
  const words = wordsOf(String(value));
  return words.length > 0 && words.every((word) => said.has(word));
}

function isSecret(value: Fact['value']): boolean {
  return String(value).length > longestValue || findPersonalData(String(value)).length > 0;
}

/** A message that only asks tells nothing. */
function isQuestion(text: string): boolean {
  return /\?\s*$/.test(text) && !/[.!\n]/.test(text.trim().slice(0, -1));
}

function fitsKind(value: Fact['value'], kind: NonNullable<ReturnType<typeof factKey>>['value']): boolean {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'date') return typeof value === 'string' && /^(?:\d{4}-)?\d{2}-\d{2}$/.test(value);
  if (kind === 'name') return typeof value === 'string' && /^\p{Lu}/u.test(value);
  return typeof value === 'string' || typeof value === 'number';
}
