// Reads facts from a user's own message by rules: which sentences may tell something, what each rule finds in them, and which readings stay.
import type { Fact } from '../../../contract/entities.ts';
import { detectLanguage } from '../../../lib/language.ts';
import type { Language } from '../../../lib/language.ts';
import { withCorrections } from './reading/corrections.ts';
import { mayStand } from './reading/context.ts';
import { foldInPlace } from './reading/fold.ts';
import type { FactCandidate } from './fact-candidate.ts';
import { factKey } from './fact-keys.ts';
import type { Polarity, Reading, Rule, RuleMatch } from './reading/rule.ts';
import { tellingSentences } from './reading/sentences.ts';
import type { Sentence } from './reading/sentences.ts';
import { englishRules } from './rules/en/index.ts';
import { spanishRules } from './rules/es/index.ts';
import { foldValue } from './same-value.ts';

export type { FactCandidate };
export type ReadFactsOptions = {
  /** When the message was sent, milliseconds since the Unix epoch: "on Saturday" is counted from it. */
  sentAt: number;
};

/** Characters of a message that are read; people tell about themselves in less. */
const mostCharacters = 20_000;
const rulesOf: Record<Language, readonly Rule[]> = { es: spanishRules, en: englishRules };

/**
 * What a user's message says about the user, in the order it was said. Questions, conditions, quotations, fiction and orders to write something say
 * nothing. Of two readings of a key that holds one value the surer and then the later one stays; the same value is read once.
 * @param text normalized for analysis
 */
export function readFacts(text: string, { sentAt }: ReadFactsOptions): FactCandidate[] {
  const found = new Map<string, FactCandidate>();
  const own = withCorrections(text.slice(0, mostCharacters).replace(/[^\S\n]+/g, ' ').replace(/\n\s+/g, '\n').replace(/(?<=\p{Lu}\p{Ll}+ \p{Lu})\. (?=\p{Lu})/gu, ' ').replace(/([^\p{L}\p{N}\s])\1{3,}/gu, '$1$1$1'));
  const hasCapitals = /\p{Lu}\p{Ll}/u.test(own.slice(0, 2000));
  const whole = foldInPlace(own);
  for (const sentence of tellingSentences(own)) {
    for (const language of languagesOf(sentence.text)) {
      for (const reading of readSentence(sentence, { language, sentAt, hasCapitals, whole })) keep(found, reading, `rules-${language}`);
    }
  }
  return [...found.values()];
}

/** The language of a sentence, or both where its words do not tell. */
function languagesOf(text: string): Language[] {
  const language = detectLanguage(text);
  return language === null ? ['es', 'en'] : language === 'es' ? ['es', 'en'] : ['en', 'es'];
}

function* readSentence(sentence: Sentence, around: Pick<RuleMatch, 'language' | 'sentAt' | 'hasCapitals' | 'whole'>): Generator<Reading & { confidence: number }> {
  const words = new Set(sentence.folded.match(/\p{L}+/gu) ?? []);
  for (const rule of rulesOf[around.language]) {
    for (const [index, pattern] of rule.patterns.entries()) {
      const needed = rule.triggers[index]!;
      if (needed.length > 0 && !needed.some((word) => words.has(word))) continue;
      pattern.lastIndex = 0;
      for (let match = pattern.exec(sentence.folded); match; match = pattern.exec(sentence.folded)) {
        // The next match may begin inside this one's slots: "me gusta el café y me gusta el té".
        pattern.lastIndex = firstSlot(match) > match.index ? firstSlot(match) : match.index + match[0].length;
        const before = sentence.folded.slice(0, match.index);
        if (!mayStand(before, match[0])) continue;
        if (around.language === 'es' && isOfAnother(sentence.text.slice(match.index, firstSlot(match)) + (/^\p{L}+/u.exec(sentence.text.slice(firstSlot(match)))?.[0] ?? ''), match)) continue;
        const view = viewOf(match, sentence, { ...around, before });
        if (view.polarity === 'no' && !rule.readsDenial) continue;
        const readings = rule.read(view);
        for (const reading of Array.isArray(readings) ? (readings as readonly (Reading | null | undefined)[]) : [readings as Reading | null | undefined]) {
          if (!reading) continue;
          yield { confidence: rule.confidence, ...reading, ...(view.polarity === 'over' && !rule.readsDenial ? { isEnded: true } : {}) };
        }
      }
    }
  }
}

/** "nunca madrugó": folded it reads like the first person "madrugo", but its accent tells that somebody else did it. "Me despidió" is told of oneself. */
function isOfAnother(said: string, match: RegExpExecArray): boolean {
  return match.groups !== undefined && 'neg' in match.groups && /\p{L}ó(?!\p{L})/u.test(said.normalize('NFC')) && !/(?<!\p{L})(?:me|nos|se)\s/iu.test(said);
}

function firstSlot(match: RegExpExecArray): number {
  const starts = Object.entries(match.indices?.groups ?? {}).flatMap(([name, range]) => (range && name !== 'neg' && name !== 'past' ? [range[0]] : []));
  return starts.length > 0 ? Math.min(...starts) : match.index + match[0].length;
}

function viewOf(match: RegExpExecArray, sentence: Sentence, rest: Pick<RuleMatch, 'before' | 'language' | 'sentAt' | 'hasCapitals' | 'whole'>): RuleMatch {
  const piece = (text: string, slot: string) => {
    const range = match.indices?.groups?.[slot];
    return range ? text.slice(range[0], range[1]).trim() : '';
  };
  return {
    ...rest, sentence, polarity: polarityOf(match, sentence.folded), after: sentence.folded.slice(match.index + match[0].length),
    get: (slot) => piece(sentence.text, slot), folded: (slot) => piece(sentence.folded, slot),
  };
}

function polarityOf(match: RegExpExecArray, folded: string): Polarity {
  if (match.groups?.['past'] !== undefined) return 'over';
  const denial = match.groups?.['neg'];
  if (denial === undefined) return 'none';
  if (/\bya\b|no\s+longer|used\s+to/.test(denial)) return 'over';
  return /^[^,;:]*\b(?:any ?more|ya)\s*(?:[,;.!]|$)/.test(folded.slice(match.index + denial.length)) ? 'over' : 'no';
}

function keep(found: Map<string, FactCandidate>, { key, value, isEnded, tags = [], confidence }: Reading & { confidence: number }, source: string): void {
  const kind = factKey(key);
  if (!kind || !isUsable(value)) return;
  const place = `${key} ${isEnded ? 'ended' : ''} ${kind.holds === 'one' && !isEnded ? '' : foldValue(value)}`;
  const known = found.get(place);
  if (known && (known.confidence > confidence || (kind.holds === 'many' && known.confidence === confidence))) return;
  found.delete(place);
  found.set(place, { category: kind.category, key, value, confidence, source, tags, ...(isEnded ? { is_ended: true as const } : {}) });
}

function isUsable(value: Fact['value']): boolean {
  // "libros de": what should follow was cut away, a tag or a link.
  return typeof value !== 'string' || (value.trim() !== '' && value.length <= 120 && !/\s(?:de|del|con|en|por|para|ese|esa|este|esta|of|the|with|from)$/u.test(value));
}
