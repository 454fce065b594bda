// Small, valid records for the conformance cases; every field can be overridden.
import type { Affinity, AffinityEvent, EmbeddingSpace, Fact, Job, Message, Mood, Session, Trace } from '../../../contract/entities.ts';
import type { Classification, Episode } from '../../../contract/episodes.ts';
import type { LorebookRecord } from '../../../contract/characters.ts';
import type { Proposal } from '../../../contract/inbox.ts';
import type { Summary } from '../../../contract/summaries.ts';
import type { CachedEmbedding, Change, CharacterAssetRecord, Entities, EntityName, EpisodeEmbedding, MessageEmbedding, PersonalityRecord, Setting, Tombstone, Usage } from '../changes.ts';
import type { Bench } from './place.ts';

type Part<T> = Partial<T>;
const LONG_AGO = 1_700_000_000_000;

export const makeSession = (id: string, part: Part<Session> = {}): Session => ({
  id, user_id: 'ana', personality: 'luna', title: 'Una charla', created_at: LONG_AGO, last_activity_at: LONG_AGO, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '', ...part,
});
export const makeMessage = (id: string, part: Part<Message> = {}): Message => ({
  id, session_id: 's1', user_id: 'ana', parent_id: null, depth: 0, speaker: 'user', content: 'hola', status: 'complete', is_active: true,
  client_message_id: null, context: null, model: null, error: null, created_at: LONG_AGO, ...part,
});
export const makeFact = (id: string, part: Part<Fact> = {}): Fact => ({
  id, user_id: 'ana', scope: '', category: 'personal_info', key: 'name', value: 'Ana', confidence: 0.9, source_message_ids: ['m1'], source: 'rules-es',
  valid_from: LONG_AGO, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, tags: [], created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});
export const makeMood = (id: string, part: Part<Mood> = {}): Mood => ({ id, session_id: 's1', message_id: null, mood: 'happy', intensity: 0.5, cause: 'a joke', user_id: 'ana', personality: 'luna', source: 'rules', expression: 'joy', parameters: {}, created_at: LONG_AGO, ...part });
export const makeAffinity = (part: Part<Affinity> = {}): Affinity => ({
  id: 'ana/luna', user_id: 'ana', personality: 'luna', points: 12.5, level: 'stranger', highest_points: 12.5, last_interaction_at: null, messages: 0, counters: { day: '', gained: 0, lost: 0, rules: {} }, milestones: {}, created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});
export const makeAffinityEvent = (id: string, part: Part<AffinityEvent> = {}): AffinityEvent => ({
  id, user_id: 'ana', personality: 'luna', message_id: null, kind: 'interaction', rule: 'share', delta: 1.25, asked: 1.25, reason: 'shared something', points: 13.75, level: 'stranger', reverts: null, created_at: LONG_AGO, ...part,
});
export const makeTrace = (id: string, part: Part<Trace> = {}): Trace => ({
  id, session_id: 's1', user_message_id: 'm1', message_id: 'm2', recalled: [], prefix_hash: 'abc', usage: null, guard: ['pii'], created_at: LONG_AGO,
  character: { personality: 'luna', name: 'Luna', level: 'friend', mood: 'happy', text: 'Eres Luna.', note: 'Te sientes bien.', parameters: { humor: 0.6 }, layers: [{ layer: 'mood', changes: [{ parameter: 'humor', from: 0.5, to: 0.6 }], added: ['Bromea.'] }] },
  tokens: { prefix: 1, summary: 2, history: 3, recalled: 4, message: 5, budget: 6 },
  provider: { id: 'scripted', model: 'm', location: 'here', is_local: true }, stages: [{ stage: 'commit', ms: 1.5 }], withheld: 1, ...part,
});
export const makeJob = (id: string, part: Part<Job> = {}): Job => ({
  id, kind: 'index', key: id, payload: {}, state: 'pending', attempts: 0, run_at: 100, error: null, created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});
export const makeSpace = (id: string, dimension = 3): EmbeddingSpace => ({
  id, model: 'tiny', revision: 'r1', dimension, precision: 'int8', query_prefix: 'query: ', passage_prefix: 'passage: ', is_normalized: true, created_at: LONG_AGO,
});
export const makeEmbedding = (spaceId: string, messageId: string, parts: readonly number[] = [1, 0, 0]): MessageEmbedding => ({
  id: `${spaceId}/${messageId}`, space_id: spaceId, message_id: messageId, user_id: 'ana', session_id: 's1', vector: Float32Array.from(parts), created_at: LONG_AGO,
});
export const makeCached = (id: string, parts: readonly number[] = [1, 0, 0]): CachedEmbedding => ({ id, space_id: 'e5', vector: Float32Array.from(parts), used_at: LONG_AGO });
export const makeSetting = (id: string, value: unknown = { theme: 'dark' }): Setting => ({ id, value, updated_at: LONG_AGO });
export const makeUsage = (id: string, part: Part<Usage> = {}): Usage => ({
  id, message_id: 'm1', provider: 'ollama', model: 'luna', prompt_tokens: 10, completion_tokens: 5, evaluated_prompt_tokens: null, created_at: LONG_AGO, ...part,
});
export const makePersonality = (id: string, part: Part<PersonalityRecord> = {}): PersonalityRecord => ({
  id, name: 'Luna', definition: { tone: ['warm'], nested: { depth: 0.5 } }, created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});

export const makeAsset = (personality: string, name: string, part: Part<CharacterAssetRecord> = {}): CharacterAssetRecord => ({
  id: `${personality}/${name}`, personality, name, media_type: 'image/png', bytes: Uint8Array.from([137, 80, 78, 71, 0, 255]), created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});
export const makeSummary = (id: string, part: Part<Summary> = {}): Summary => ({
  id, session_id: 's1', user_id: 'ana', source_message_ids: ['m1', 'm2'], first_message_id: 'm1', last_message_id: 'm2', first_depth: 0, last_depth: 1, content: 'Hablaron del mar.', language: 'es',
  source: 'rules', started_at: LONG_AGO, ended_at: LONG_AGO, created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});
export const makeProposal = (id: string, part: Part<Proposal> = {}): Proposal => ({
  id, user_id: 'ana', reason: 'import', session_id: 's1', created_at: LONG_AGO,
  fact: { category: 'personal_info', key: 'name', value: 'Ana', scope: '', confidence: 0.9, tags: ['date:2024-05-01'], valid_from: LONG_AGO, source: 'rules-es', source_message_ids: ['m1'] }, ...part,
});
export const makeTombstone = (id: string, part: Part<Tombstone> = {}): Tombstone => ({
  id, user_id: 'ana', forgetting_id: id, kind: 'fact', category: 'health', hashes: ['00ff'], space_id: 'e5', vector: Float32Array.from([1, 0, 0]), created_at: LONG_AGO, ...part,
});
export const makeLorebook = (id: string, part: Part<LorebookRecord> = {}): LorebookRecord => ({
  id, name: 'El puerto', personality: '', is_enabled: true, definition: { extensions: {}, entries: [{ keys: ['faro'], content: 'El faro lleva años apagado.', extensions: {}, enabled: true, insertion_order: 100 }] },
  created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});

export const makeEpisode = (id: string, part: Part<Episode> = {}): Episode => ({
  id, user_id: 'ana', session_id: 's1', personality: 'luna', type: 'milestone', title: 'Un trabajo nuevo', summary: 'Ana empezó en una librería.', importance: 7.5, sentiment: 'positive',
  tags: ['work'], source_message_ids: ['m1'], started_at: LONG_AGO, ended_at: LONG_AGO, source: 'rules', never_decays: false, is_pinned: false, recall_count: 0, last_recalled_at: null,
  created_at: LONG_AGO, updated_at: LONG_AGO, ...part,
});
export const makeEpisodeEmbedding = (spaceId: string, episodeId: string, parts: readonly number[] = [1, 0, 0]): EpisodeEmbedding => ({
  id: `${spaceId}/${episodeId}`, space_id: spaceId, episode_id: episodeId, user_id: 'ana', session_id: 's1', vector: Float32Array.from(parts), created_at: LONG_AGO,
});
export const makeClassification = (messageId: string, part: Part<Classification> = {}): Classification => ({
  id: messageId, user_id: 'ana', session_id: 's1', content_hash: 'abc', category: 'work', importance: 'medium', importance_score: 5.5, emotion: 'joy', emotions: ['joy', 'pride'],
  sentiment: 'positive', sentiment_score: 0.5, interactions: ['sharing'], life_event: null, privacy: 'personal', language: 'es', analyser: 'v1', created_at: LONG_AGO, ...part,
});

/** An insert of any entity. */
export function insert<E extends EntityName>(entity: E, record: Entities[E]): Change {
  return { op: 'insert', entity, record } as Change;
}

/** Inserts a session of `count` messages that follow each other and makes the last one the active leaf. Answers the messages. */
export async function insertChain(bench: Bench, sessionId: string, count: number, part: (index: number) => Part<Message> = () => ({})): Promise<Message[]> {
  const messages: Message[] = [];
  const changes: Change[] = [insert('session', makeSession(sessionId))];
  for (let depth = 0; depth < count; depth += 1) {
    const message = makeMessage(bench.ids.next(), {
      session_id: sessionId, parent_id: messages.at(-1)?.id ?? null, depth, speaker: depth % 2 === 0 ? 'user' : 'assistant', created_at: bench.clock.now(), ...part(depth),
    });
    messages.push(message);
    changes.push(insert('message', message));
  }
  changes.push({ op: 'activate-branch', session_id: sessionId, leaf_id: messages.at(-1)?.id ?? null });
  await bench.storage().commit(changes);
  return messages;
}
