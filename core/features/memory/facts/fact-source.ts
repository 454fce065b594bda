// Finds the facts a search is about, by their words: what they say in either language, and the words people ask for such things with.
import type { Fact, RecalledItem } from '../../../contract/entities.ts';
import { identifyLanguage } from '../../../lib/language.ts';
import { stemsOf, wordsOf } from '../../../lib/stems.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { factSentence } from '../fact-sentence.ts';
import { knownFacts } from '../known-facts.ts';
import { asksForPast } from './asks-past.ts';
import { stemsAsked } from './asked-past.ts';
import { pastFacts } from './past-facts.ts';
import { projectOfScope } from '../scopes.ts';
import { asPast } from '../recall.ts';
import { createFactWords } from '../search/fact-words.ts';
import type { OtherSource } from '../search/memory-search.ts';

/** Facts looked through. */
const most = 1000;
/** Of words that only say that the past is meant. */
const isOfTime = new Set(wordsOf('antes anterior anteriores anteriormente antiguo antigua antiguos before old former previous earlier used use').flatMap(stemsOf));
/** Of the words searched for, the share a fact must have. */
const leastShare = 0.3;
/** What a value of the past counts of one that holds, where nobody asks for the past. */
const pastShare = 0.6;
/** What a sure fact with every word counts: somewhat more than the best message does (about 0.1), whose score is a share of the best. */
const full = 0.13;

/** Facts have neither speaker nor classification: a search narrowed by those finds none. `from` and `to` look at when it was learnt. */
export function createFactSource({ storage }: { storage: StorageProvider }): OtherSource {
  const factWords = createFactWords();
  return {
    kind: 'fact',
    async search({ user_id, text, terms, limit, seen_from, filters = {} }) {
      if (filters.speaker ?? filters.emotions ?? filters.importance ?? filters.privacy) return [];
      const isPastAsked = asksForPast(text);
      // "Antes" and the like say when, not what.
      const asked = isPastAsked ? stemsAsked(text).filter((stems) => !stems.some((stem) => isOfTime.has(stem))) : terms.map((term) => stemsOf(term));
      if (asked.length === 0) return [];
      const known = await knownFacts(storage, { user_id, limit: most });
      const wanted = (facts: readonly Fact[]) => facts.filter((fact) => isWanted(fact, filters, seen_from));
      const shareIn = (words: ReadonlySet<string>): number => asked.filter((stems) => stems.some((stem) => words.has(stem))).length / asked.length;
      const present = wanted(known).map((fact) => ({ fact, share: shareIn(new Set(factWords(fact))), isPast: false }));
      // What holds no more is found where earlier days are asked for, or by the very value.
      const past = wanted(await pastFacts(storage, { user_id }, known))
        .filter((fact) => isPastAsked || shareIn(new Set(wordsOf(String(fact.value)).flatMap(stemsOf))) > 0)
        .map((fact) => ({ fact, share: shareIn(new Set(factWords(fact))) * (isPastAsked ? 1 : pastShare), isPast: true }));
      const found = [...present, ...past].filter(({ share }) => share >= leastShare).sort((one, other) => other.share - one.share || other.fact.updated_at - one.fact.updated_at).slice(0, limit);
      const sources = new Map((await storage.messages.getMany(found.flatMap(({ fact }) => fact.source_message_ids.slice(0, 1)))).map((message) => [message.id, message.session_id]));
      const language = identifyLanguage(text) === 'es' ? 'es' : 'en';
      return found.filter(({ fact }) => filters.session_id === undefined || sources.get(fact.source_message_ids[0] ?? '') === filters.session_id)
        .map(({ fact, share, isPast }) => ({ ...toItem(fact, share, factSentence(fact, language), sources), ...(isPast ? asPast(fact, language) : {}) }));
    },
  };
}

function isWanted(fact: Fact, filters: NonNullable<Parameters<OtherSource['search']>[0]['filters']>, seenFrom: string | undefined): boolean {
  const project = projectOfScope(fact.scope);
  if ((filters.project ?? project) !== project || (seenFrom !== undefined && project !== '' && project !== seenFrom)) return false;
  return (filters.categories?.includes(fact.category) ?? true) && (filters.personality === undefined || fact.scope === '' || project !== '' || fact.scope === filters.personality)
    && fact.valid_from >= (filters.from ?? Number.NEGATIVE_INFINITY) && fact.valid_from <= (filters.to ?? Number.POSITIVE_INFINITY);
}

function toItem(fact: Fact, share: number, text: string, sources: ReadonlyMap<string, string>): RecalledItem {
  const source = fact.source_message_ids[0] ?? null;
  const score = full * share * fact.confidence;
  return {
    kind: 'fact', id: fact.id, text, speaker: null, session_id: source === null ? null : sources.get(source) ?? null, message_id: source, created_at: fact.valid_from,
    score, parts: { words: score, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance: 0 }, reason: fact.is_pinned ? 'pinned' : 'hit', is_in_prompt: false,
  };
}
