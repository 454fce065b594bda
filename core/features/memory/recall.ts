// Step 5's rules: what of memory goes with this turn, within a token budget and without saying twice what the prompt already holds.
import type { Fact, RecalledItem } from '../../contract/entities.ts';
import { estimateTokens } from '../../lib/estimate-tokens.ts';
import type { Language } from '../../lib/language.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { MemorySearch } from './search/memory-search.ts';
import { factsInSight, isInSight } from './scopes.ts';
import { speakerNames } from './search/speaker-names.ts';
import { rankScore } from './fuse.ts';
import { knownFacts, mostFacts } from './known-facts.ts';
import { factSentence, pastFactSentence } from './fact-sentence.ts';
import { askedPast } from './facts/asked-past.ts';
import { asksForPast } from './facts/asks-past.ts';
import { pastFacts } from './facts/past-facts.ts';
import { createFactWords } from './search/fact-words.ts';
import { searchTerms } from './stop-words.ts';

export type RecallRequest = {
  user_id: string;
  personality: string;
  /** The project of the session that asks; '' for none. */
  project: string;
  text: string;
  /** Null: by words alone. */
  vector: Float32Array | null | Promise<Float32Array | null>;
  language: Language;
  /** The message being answered: never its own memory. */
  message_id: string;
  /** Ids of messages whose text the prompt holds, and the contexts recalled for them. */
  promptMessageIds: ReadonlySet<string>;
  promptContexts: readonly string[];
  limit: number;
  tokenBudget: number;
};
export type Recalled = {
  items: RecalledItem[];
  /** Facts the prompt's frozen head holds: pinned, true now, and for this companion. */
  pinned: Fact[];
  /** Facts for this companion that must not leave this machine. */
  localOnly: Fact[];
  keyword_only: boolean;
};
export type Recall = (request: RecallRequest) => Promise<Recalled>;

/** Most facts sent with one turn, and most pinned ones in the prompt's head. */
const maximumFacts = 20;
const mostPinned = 50;

export function createRecall(parts: { storage: StorageProvider; search: MemorySearch }): Recall {
  const factWords = createFactWords();

  /** What held once, when that is asked for: only then does anything of the past come along as a fact, and its sentence says that it ended. */
  async function pastAskedFor(request: RecallRequest, facts: readonly Fact[]): Promise<Fact[]> {
    if (!asksForPast(request.text)) return [];
    const past = (await pastFacts(parts.storage, { user_id: request.user_id }, facts)).filter(({ scope }) => isInSight(scope, request));
    return askedPast(past, request.text, factWords);
  }

  return async function recall(request) {
    const [facts, names] = await Promise.all([
      knownFacts(parts.storage, { user_id: request.user_id, limit: mostFacts }),
      speakerNames(parts.storage, { user_id: request.user_id, personality: request.personality }),
    ]);
    const found = await parts.search({
      user_id: request.user_id, text: request.text, vector: request.vector, limit: request.limit, exclude_ids: [request.message_id], speaker_names: names, seen_from: request.project, filters: { kinds: ['message', 'episode'] },
    });
    const asked = new Set(searchTerms(request.text));
    const relevant = factsInSight(facts, request);
    const chosen = chooseFacts(relevant, asked, request.language);
    const past = await pastAskedFor(request, facts);
    const sources = await parts.storage.messages.getMany([...chosen, ...past].flatMap((fact) => fact.source_message_ids.slice(0, 1)));
    const sessionOf = new Map(sources.map((message) => [message.id, message.session_id]));
    const items = [
      ...past.map((fact) => ({ ...factItem(fact, request, asked, sessionOf), ...asPast(fact, request.language), is_in_prompt: false })),
      ...chosen.map((fact) => factItem(fact, request, asked, sessionOf)),
      ...found.items.map((item) => ({ ...item, is_in_prompt: isShown(item, request) || isAlreadyRecalled(item.text, request.promptContexts) })),
    ];
    return { items: cutToBudget(items, request.tokenBudget), pinned: relevant.filter((fact) => fact.is_pinned).slice(0, mostPinned), localOnly: relevant.filter((fact) => fact.local_only), keyword_only: found.keyword_only };
  };
}

/** What makes an item one of the past. */
export function asPast(fact: Fact, language: Language): Pick<RecalledItem, 'text' | 'past'> {
  return { text: pastFactSentence(fact, language), past: { from: fact.valid_from, to: fact.valid_to ?? fact.updated_at } };
}

/** The prompt's history is the end of a branch: where it holds the first message of an episode, it holds them all. */
function isShown(item: RecalledItem, request: RecallRequest): boolean {
  const id = item.kind === 'episode' ? item.message_id : item.id;
  return id !== null && (request.promptMessageIds.has(id) || id === request.message_id);
}

/** At most `maximumFacts`: pinned ones, then those that share a word with the question, then what was learnt or confirmed last. Their order is kept. */
function chooseFacts(facts: readonly Fact[], asked: ReadonlySet<string>, language: Language): readonly Fact[] {
  if (facts.length <= maximumFacts) return facts;
  const weight = (fact: Fact): number => (fact.is_pinned ? 2 : isAskedFor(factSentence(fact, language), asked) ? 1 : 0);
  const ranked = facts.map((fact) => ({ fact, weight: weight(fact) }))
    .sort((one, other) => other.weight - one.weight || other.fact.updated_at - one.fact.updated_at || (one.fact.id < other.fact.id ? 1 : -1));
  const chosen = new Set(ranked.slice(0, maximumFacts).map(({ fact }) => fact));
  return facts.filter((fact) => chosen.has(fact));
}

function isAskedFor(sentence: string, asked: ReadonlySet<string>): boolean {
  return searchTerms(sentence).some((term) => asked.has(term));
}

/** A fact the question is about is sent again even when an earlier turn held it: a small model looks no further than the last lines. */
function factItem(fact: Fact, request: RecallRequest, asked: ReadonlySet<string>, sessionOf: ReadonlyMap<string, string>): RecalledItem {
  const text = factSentence(fact, request.language);
  const importance = rankScore(0) * fact.confidence;
  const source = fact.source_message_ids[0];
  return {
    kind: 'fact', id: fact.id, text, speaker: null, session_id: (source === undefined ? undefined : sessionOf.get(source)) ?? null, message_id: source ?? null, created_at: fact.created_at,
    score: importance, parts: { words: 0, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance }, reason: fact.is_pinned ? 'pinned' : 'about-user',
    is_in_prompt: fact.is_pinned || (isAlreadyRecalled(text, request.promptContexts) && !isAskedFor(text, asked)),
  };
}

function isAlreadyRecalled(text: string, contexts: readonly string[]): boolean {
  return contexts.some((context) => context.includes(quoteForPrompt(text)));
}

/** Keeps items in order while what must be sent fits; what the prompt holds already costs nothing. */
function cutToBudget(items: readonly RecalledItem[], tokenBudget: number): RecalledItem[] {
  let spent = 0;
  return items.filter((item) => {
    const cost = item.is_in_prompt ? 0 : estimateTokens(quoteForPrompt(item.text)) + 8;
    if (spent + cost > tokenBudget) return false;
    spent += cost;
    return true;
  });
}

/** Longest quotation of one message inside a prompt, in characters. */
const quotationLength = 400;

/**
 * Text as it may stand inside a prompt's note: one line, not endless, and nothing in it that could close the note or its quotation, or that a chat
 * template could take for a turn of its own ("<|im_start|>").
 */
export function quoteForPrompt(text: string): string {
  const line = text.toWellFormed()
    .replace(/[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[[［【]/g, '(').replace(/[\]］】]/g, ')')
    .replace(/"/g, "'")
    .replace(/<\|+|<(?=\/?s>)/g, '(').replace(/\|+>/g, ')')
    .trim();
  const letters = [...line];
  return letters.length > quotationLength ? `${letters.slice(0, quotationLength).join('')}…` : line;
}
