// Memory's part of the in-memory client: facts that supersede each other, episodes by pages, a search by words that obeys its filters.
import { implement } from '@orpc/server';
import { contract, type Episode, type Fact, type RecalledItem } from '../../core/contract/index.ts';
import { foldText } from '../features/search/highlight.ts';
import type { MemoryWorld } from './memory-client.ts';

type Tools = { now: () => number; newId: () => string; failIfTold: (name: string) => void; find: <T extends { id: string }>(list: T[], id: string) => T };

export function createMemoryRoutes(world: MemoryWorld, { now, newId, failIfTold, find }: Tools) {
  const os = implement(contract).memory;
  const current = (): Fact[] => world.facts.filter((fact) => fact.valid_to === null);
  const isMany = (key: string): boolean => /^(likes|dislikes|hobby|goal|plan|life_event|habit|friend_name|pet_)/.test(key);
  const supersede = (by: Fact, old: Fact): void => { Object.assign(old, { valid_to: now(), superseded_by: by.id, updated_at: now() }); };
  const insert = (fact: Fact): Fact => {
    if (!isMany(fact.key)) for (const old of current().filter((other) => other.key === fact.key && other.scope === fact.scope && other.id !== fact.id)) supersede(fact, old);
    world.facts.push(fact);
    return fact;
  };
  const without = <T extends { id: string }>(list: T[], id: string): T[] => list.filter((entry) => entry.id !== id);

  function search(query: string, filters: { kinds?: string[] | undefined; from?: number | undefined; to?: number | undefined; personality?: string | undefined; categories?: string[] | undefined }): RecalledItem[] {
    const words = foldText(query).split(/\s+/).filter(Boolean);
    const score = (text: string): number => words.filter((word) => foldText(text).includes(word)).length / Math.max(1, words.length);
    const item = (kind: RecalledItem['kind'], id: string, text: string, at: number, source: { session_id: string; message_id: string } | null, speaker: RecalledItem['speaker']): RecalledItem => {
      const words = score(text);
      const parts = { words: words * 0.3, meaning: words * 0.24, context: words * 0.1, time: kind === 'episode' ? 0.12 : 0, person: speaker === 'user' ? 0.06 : 0, recency: 0.05, importance: kind === 'message' ? 0.02 : 0.09 };
      return { kind, id, text, speaker, session_id: source?.session_id ?? null, message_id: source?.message_id ?? null, created_at: at, score: words === 0 ? 0 : Object.values(parts).reduce((sum, part) => sum + part, 0), parts, reason: 'hit', is_in_prompt: false };
    };
    const sessionOf = (messageId: string | undefined) => { const message = world.messages.find(({ id }) => id === messageId); return message ? { session_id: message.session_id, message_id: message.id } : null; };
    return [
      ...world.messages.map((message) => item('message', message.id, message.content, message.created_at, { session_id: message.session_id, message_id: message.id }, message.speaker)),
      ...current().filter((fact) => !filters.categories || filters.categories.includes(fact.category)).map((fact) => item('fact', fact.id, `${fact.key.replaceAll('_', ' ')}: ${String(fact.value)}`, fact.created_at, sessionOf(fact.source_message_ids[0]), null)),
      ...world.episodes.map((episode) => item('episode', episode.id, `${episode.title}. ${episode.summary}`, episode.started_at, sessionOf(episode.source_message_ids[0]), null)),
    ].filter((found) => found.score > 0 && (!filters.kinds || filters.kinds.includes(found.kind)) && found.created_at >= (filters.from ?? -Infinity) && found.created_at <= (filters.to ?? Infinity)).sort((a, b) => b.score - a.score);
  }

  return {
    search: os.search.handler(({ input }) => {
      failIfTold('search');
      return { results: search(input.query, input.filters).slice(0, input.limit), terms: foldText(input.query).split(/\s+/).filter(Boolean), ms: 8.4, keyword_only: world.keyword_only ?? false };
    }),
    searchSession: os.searchSession.handler(() => ({ results: [], terms: [], ms: 1, keyword_only: false })),
    facts: os.facts.handler(({ input }) => { failIfTold('facts'); return { facts: current().slice(0, input.limit) }; }),
    sessionFacts: os.sessionFacts.handler(({ input }) => ({ facts: world.facts.filter((fact) => fact.superseded_by !== null || fact.source_message_ids.some((id) => world.messages.some((message) => message.id === id && message.session_id === input.session_id))) })),
    addFact: os.addFact.handler(({ input: { scope = '', tags = [], is_pinned = false, local_only = false, ...input } }) => {
      failIfTold('addFact');
      return insert({ ...input, scope, tags, is_pinned, local_only, id: newId(), confidence: 1, source_message_ids: [], source: 'user', valid_from: now(), valid_to: null, superseded_by: null, created_at: now(), updated_at: now() });
    }),
    changeFact: os.changeFact.handler(({ input: { id, value, ...fields } }) => {
      failIfTold('changeFact');
      const old = find(world.facts, id);
      const set = Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined)) as Partial<Fact>;
      if (value === undefined || value === old.value) return Object.assign(old, set, { updated_at: now() });
      const fact: Fact = { ...old, ...set, id: newId(), value, confidence: 1, source: 'user', source_message_ids: [], valid_from: now(), valid_to: null, superseded_by: null, created_at: now(), updated_at: now() };
      supersede(fact, old);
      world.facts.push(fact);
      return fact;
    }),
    deleteFact: os.deleteFact.handler(({ input }) => {
      failIfTold('deleteFact');
      const deleted = find(world.facts, input.id);
      world.facts = without(world.facts, input.id);
      if (input.restore_previous) for (const old of world.facts.filter((fact) => fact.superseded_by === deleted.id)) Object.assign(old, { valid_to: null, superseded_by: null });
      return { deleted };
    }),
    restoreFact: os.restoreFact.handler(({ input }) => insert({ ...input.fact })),
    factHistory: os.factHistory.handler(({ input }) => {
      const { key, scope } = find(world.facts, input.id);
      return { facts: world.facts.filter((fact) => fact.key === key && fact.scope === scope).sort((a, b) => Number(b.valid_to === null) - Number(a.valid_to === null) || b.valid_from - a.valid_from) };
    }),
    episodes: os.episodes.handler(({ input }) => {
      failIfTold('episodes');
      const all = world.episodes.filter((episode) => (!input.type || episode.type === input.type) && episode.importance >= (input.importance_at_least ?? 0) && (!input.before || episode.id < input.before)).sort((a, b) => (a.id < b.id ? 1 : -1));
      return { episodes: all.slice(0, input.limit) };
    }),
    changeEpisode: os.changeEpisode.handler(({ input: { id, ...fields } }) => Object.assign(find(world.episodes, id), Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined)), { updated_at: now() })),
    deleteEpisode: os.deleteEpisode.handler(({ input }) => { const deleted = find(world.episodes, input.id); world.episodes = without(world.episodes, input.id); return { deleted }; }),
    restoreEpisode: os.restoreEpisode.handler(({ input }): Episode => { world.episodes.push({ ...input.episode }); return input.episode; }),
    classifications: os.classifications.handler(() => ({ classifications: [] })),
  };
}
