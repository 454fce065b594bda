// The rules that read facts from a user's own sentence. A first, honest set: name, age, work and pets; each rule belongs to one language.
import type { Fact } from '../../../contract/entities.ts';
import type { FactCandidate } from './fact-candidate.ts';
import { englishRules } from './rules-en.ts';
import { spanishRules } from './rules-es.ts';


export type { FactCandidate };
export type FactRule = {
  source: string;
  category: Fact['category'];
  confidence: number;
  pattern: RegExp;
  /** Key and value from the match; null when the words turn out to say something else. */
  read(match: RegExpMatchArray): { key: string; value: Fact['value'] } | null;
};

const rules: readonly FactRule[] = [...spanishRules, ...englishRules];

/** Quotations and code are somebody else's words. */
const notOwnWords = /```[\s\S]*?```|`[^`]*`|"[^"]*"|«[^»]*»|“[^”]*”|^>.*$/gm;

/**
 * What a user's message says about the user. Questions and conditions say nothing; of two readings of the same key the surer and then the
 * later one stays.
 */
export function readFacts(text: string, _options: { sentAt: number }): FactCandidate[] {
  const found = new Map<string, FactCandidate>();
  for (const sentence of sentences(text.replace(notOwnWords, ' '))) {
    if (/\?\s*$/.test(sentence) || /^\s*(?:si|if|ojal[aá]|imagina|suppose|imagine|pretend|what if)\b/i.test(sentence)) continue;
    for (const rule of rules) {
      for (const match of sentence.matchAll(rule.pattern)) {
        const fact = rule.read(match);
        if (!fact) continue;
        const known = found.get(fact.key);
        if (known && known.confidence > rule.confidence) continue;
        found.set(fact.key, { category: rule.category, ...fact, confidence: rule.confidence, source: rule.source, tags: [] });
      }
    }
  }
  return [...found.values()];
}

/** Sentences with their closing mark. */
function sentences(text: string): string[] {
  return text.match(/[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*[.!?]*/g) ?? [];
}
