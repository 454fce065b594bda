// What asks before anything is learnt: was this forgotten? And what lets it be learnt again.
import type { Fact, Message } from '../../contract/entities.ts';
import type { Change, Tombstone } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { factSentence, type Embedder } from '../memory/index.ts';
import { hashKinds } from './make-tombstones.ts';
import { has, isAbout, isHashed, matchesMeaning, matchesWords, saysWords } from './match-tombstone.ts';
import type { Candidate } from './match-tombstone.ts';
import { sentencesOf } from './wordings.ts';

type Parts = { storage: Pick<StorageProvider, 'tombstones'>; embedder: Pick<Embedder, 'spaceId' | 'embed'> };
/** For each candidate the newest tombstone that it matches; null when it was never forgotten. Quick for a user without tombstones. */
export type TombstoneCheck = (userId: string, candidates: readonly Candidate[]) => Promise<(Tombstone | null)[]>;
type Said = Pick<Message, 'id' | 'user_id' | 'session_id' | 'speaker' | 'content' | 'created_at'>;

export type Tombstones = {
  check: TombstoneCheck;
  /** What learning may do with values read in a message. */
  judge(message: Pick<Message, 'id' | 'user_id' | 'session_id' | 'created_at'>, candidates: readonly Pick<Fact, 'key' | 'value' | 'category'>[]): Promise<('learn' | 'ask' | 'drop')[]>;
  /** By wording alone, for what is put back as it was: whether any of these was forgotten. */
  areForgotten(userId: string, facts: readonly Pick<Fact, 'key' | 'value' | 'category'>[]): Promise<boolean>;
  areTextsForgotten(userId: string, texts: readonly string[]): Promise<boolean>;
  /** `allowAgain` of facts. */
  allowFacts(userId: string, facts: readonly Pick<Fact, 'key' | 'value' | 'category'>[]): Promise<Change[]>;
  /** For each text, whether it tells of what was forgotten, whoever said it. */
  areAbout(userId: string, texts: readonly string[]): Promise<boolean[]>;
  /** The tombstone of a source (a session) these words came from; null when what it told may be learnt. */
  ofSource(userId: string, sessionId: string): Promise<Tombstone | null>;
  /** The user's own hand or word: the changes that let these be learnt again. */
  allowAgain(userId: string, candidates: readonly Candidate[]): Promise<Change[]>;
  /**
   * Messages as they may be told again (in an episode, a summary): without sentences about what was forgotten. What the user said after forgetting is theirs and stays.
   * Unchanged messages are the same objects; one of which nothing is left has no content.
   */
  leaveOut<M extends Said>(messages: readonly M[]): Promise<M[]>;
};

/** A fact as it is compared. */
export function asCandidate({ key, value, category }: Pick<Fact, 'key' | 'value' | 'category'>): Candidate {
  return { key, category, value: Array.isArray(value) ? value.join(', ') : String(value), sentence: factSentence({ key, value }, 'en') };
}

/** Said later by the order of ids and by its time: an old conversation brought in later was said before. */
export function isSaidAfter(message: Pick<Message, 'id' | 'created_at'>, tombstone: Pick<Tombstone, 'id' | 'created_at'>): boolean {
  return message.id > tombstone.id && message.created_at >= tombstone.created_at;
}

/** Sentences of one message that are looked at. */
const mostSentences = 40;

export function createTombstones({ storage, embedder }: Parts): Tombstones {
  async function vectorsOf(texts: readonly string[], tombstones: readonly Tombstone[]): Promise<{ space: string | null; vectors: readonly (Float32Array | null)[] }> {
    const none = { space: null, vectors: texts.map(() => null) };
    if (!tombstones.some(({ vector }) => vector !== null) || texts.length === 0) return none;
    const vectors = await embedder.embed(texts, 'query');
    return vectors ? { space: await embedder.spaceId(), vectors } : none;
  }

  /** For each candidate all that it matches, newest first. */
  async function matching(userId: string, candidates: readonly Candidate[]): Promise<Tombstone[][]> {
    const tombstones = candidates.length === 0 ? [] : (await storage.tombstones.list(userId)).toReversed();
    if (tombstones.length === 0) return candidates.map(() => []);
    const { space, vectors } = await vectorsOf(candidates.map(({ value, sentence }) => value || sentence), tombstones);
    return candidates.map((candidate, index) => tombstones.filter((tombstone) => matchesWords(tombstone, candidate) || matchesMeaning(tombstone, candidate, { vector: vectors[index] ?? null, space })));
  }

  async function allowAgain(userId: string, candidates: readonly Candidate[]): Promise<Change[]> {
    const matched = (await matching(userId, candidates)).flat();
    if (matched.length === 0) return [];
    const acts = new Set(matched.map(({ forgetting_id }) => forgetting_id));
    const gone = new Set(matched.map(({ id }) => id));
    // The sentences it was first told in go with it.
    for (const one of await storage.tombstones.list(userId)) if (acts.has(one.forgetting_id) && has(one, hashKinds.text)) gone.add(one.id);
    return [...gone].map((id): Change => ({ op: 'delete', entity: 'tombstone', id }));
  }

  const sourceOf = async (userId: string, sessionId: string): Promise<Tombstone | null> => (await storage.tombstones.list(userId)).findLast((tombstone) => isHashed(tombstone, hashKinds.session, sessionId)) ?? null;

  return {
    check: async (userId, candidates) => (await matching(userId, candidates)).map((all) => all[0] ?? null),
    async judge(message, candidates) {
      const source = candidates.length === 0 ? null : await sourceOf(message.user_id, message.session_id);
      if (source && !isSaidAfter(message, source)) return candidates.map(() => 'drop');
      return (await matching(message.user_id, candidates.map(asCandidate))).map((all) => (all.length === 0 ? 'learn' : all.every((tombstone) => isSaidAfter(message, tombstone)) ? 'ask' : 'drop'));
    },
    async areForgotten(userId, facts) {
      const tombstones = facts.length === 0 ? [] : await storage.tombstones.list(userId);
      return tombstones.some((tombstone) => facts.some((fact) => matchesWords(tombstone, asCandidate(fact))));
    },
    async areTextsForgotten(userId, texts) {
      const tombstones = await storage.tombstones.list(userId);
      const sentences = [...texts, ...texts.flatMap((text) => sentencesOf(text, mostSentences))];
      return tombstones.some((tombstone) => sentences.some((text) => saysWords(tombstone, text)));
    },
    allowFacts: (userId, facts) => allowAgain(userId, facts.map(asCandidate)),
    allowAgain,
    async areAbout(userId, texts) {
      const tombstones = texts.length === 0 ? [] : await storage.tombstones.list(userId);
      const { space, vectors } = await vectorsOf(tombstones.length === 0 ? [] : texts, tombstones);
      return texts.map((text, index) => tombstones.some((tombstone) => isAbout(tombstone, text, { vector: vectors[index] ?? null, space })));
    },
    ofSource: sourceOf,
    async leaveOut(messages) {
      const userId = messages[0]?.user_id;
      const tombstones = userId === undefined ? [] : await storage.tombstones.list(userId);
      if (tombstones.length === 0) return [...messages];
      const against = messages.map((message) => tombstones.filter((tombstone) => message.speaker === 'assistant' || !isSaidAfter(message, tombstone)));
      const sentences = messages.map(({ content }, index) => (against[index]!.length === 0 ? [] : sentencesOf(content, mostSentences)));
      const { space, vectors } = await vectorsOf(sentences.flat(), tombstones);
      let next = 0;
      return messages.map((message, index) => {
        const isOfSource = against[index]!.some((tombstone) => isHashed(tombstone, hashKinds.session, message.session_id) && !isSaidAfter(message, tombstone));
        const out = sentences[index]!.filter((sentence) => {
          const vector = vectors[next++] ?? null;
          return against[index]!.some((tombstone) => isAbout(tombstone, sentence, { vector, space }));
        });
        if (isOfSource) return { ...message, content: '' };
        return out.length === 0 ? message : { ...message, content: out.reduce((text, sentence) => text.replace(sentence, ''), message.content).trim() };
      });
    },
  };
}

/** The check alone. */
export function createTombstoneCheck(parts: Parts): TombstoneCheck {
  return createTombstones(parts).check;
}
