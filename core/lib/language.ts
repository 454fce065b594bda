// Which language is a text written in? Frequent words and tell-tale letters of seven languages, no model: messages are short, and on short texts
// letter statistics (franc and its like) are wrong more often than right.
import { frequentWords, marks, type Tongue } from './language-words.ts';

export type Language = 'es' | 'en';
export type IdentifiedLanguage = Language | 'other';

const tongues = Object.keys(frequentWords) as Tongue[];
const weights: ReadonlyMap<string, readonly (readonly [Tongue, number])[]> = weighWords();

/** A word speaks for each of its languages, the less the more of them share it. */
function weighWords(): Map<string, (readonly [Tongue, number])[]> {
  const owners = new Map<string, Set<Tongue>>();
  for (const tongue of tongues) for (const word of frequentWords[tongue]) owners.set(word, (owners.get(word) ?? new Set()).add(tongue));
  return new Map([...owners].map(([word, all]) => [word, [...all].map((tongue) => [tongue, all.size === 1 ? 1 : 1 / (all.size + 1)] as const)]));
}

/** Words beyond these tell nothing new. */
const maxWords = 400;

function score(text: string): Record<Tongue, number> {
  const scores: Record<Tongue, number> = { es: /[¿¡]/.test(text) ? 1.5 : 0, en: 0, fr: 0, pt: 0, de: 0, it: 0, ca: 0 };
  // Somewhat longer than the longest words in use, so that a wall of letters is cut and not read again and again.
  const words = text.slice(0, 6000).toLowerCase().replaceAll('’', "'").match(/\p{L}[\p{L}\p{M}'·]{0,30}/gu) ?? [];
  for (const word of words.slice(0, maxWords)) {
    for (const [tongue, weight] of weights.get(word) ?? []) scores[tongue] += weight;
    if (word.length < 3 || weights.has(word) && !/[ñãõ]/.test(word)) continue;
    for (const mark of marks) if (mark.pattern.test(word)) for (const tongue of mark.tongues) scores[tongue] += mark.weight / mark.tongues.length;
  }
  return scores;
}

/**
 * Spanish, English, another language, or null when the text does not tell ("ok", "Barcelona", a smile).
 * Between languages that fit equally well Spanish and English come first, and between those two nobody does.
 */
export function identifyLanguage(text: string): IdentifiedLanguage | null {
  const letters = text.slice(0, 2000).match(/\p{L}/gu) ?? [];
  if (letters.length >= 2 && letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length * 2 < letters.length) return 'other';
  const scores = score(text);
  const others = Math.max(scores.fr, scores.pt, scores.de, scores.it, scores.ca);
  const own = Math.max(scores.es, scores.en);
  if (Math.max(own, others) < 0.4) return null;
  if (others > own * 1.15 + 0.2) return 'other';
  if (Math.abs(scores.es - scores.en) < 0.1) return null;
  return scores.es > scores.en ? 'es' : 'en';
}

/** Spanish or English; null when nothing in the text tells, or it is in another language. */
export function detectLanguage(text: string): Language | null {
  const language = identifyLanguage(text);
  return language === 'other' ? null : language;
}
