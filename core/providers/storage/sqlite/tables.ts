// Every table's description, in one list: what a record's fields are called in the database and how they are kept.
import type { EntityName } from '../changes.ts';
import { defineTable, type Table } from './table.ts';
import { foldText } from './fold-text.ts';
import { messageWords } from './message-words.ts';

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The table of each kind of record. */
export const tables: { [E in EntityName]: Table<E> } = {
  session: defineTable({
    entity: 'session', name: 'sessions',
    columns: { id: 'text', user_id: 'text', personality: 'text', title: 'text', created_at: 'number', last_activity_at: 'number', active_leaf_id: 'text', prompt_start_id: 'text', prompt_summary: 'text', project: 'text' },
    derived: { names: ['title_folded'], make: (session) => ({ title_folded: foldText(session.title) }) },
  }),
  message: defineTable({
    entity: 'message', name: 'messages',
    columns: {
      id: 'text', session_id: 'text', user_id: 'text', parent_id: 'text', depth: 'number', speaker: 'text', content: 'text', status: 'text', is_active: 'boolean',
      client_message_id: 'text', context: 'text', model: 'text', error: 'json', created_at: 'number',
    },
    derived: { names: ['words'], make: (message) => ({ words: messageWords(message) }) },
    checksum: { without: ['is_active'] },
  }),
  fact: defineTable({
    entity: 'fact', name: 'user_facts',
    columns: {
      id: 'text', user_id: 'text', scope: 'text', category: 'text', key: 'text', value: 'json', confidence: 'number', source_message_ids: 'json', source: 'text',
      valid_from: 'number', valid_to: 'number', superseded_by: 'text', is_pinned: 'boolean', local_only: 'boolean', created_at: 'number', updated_at: 'number',
      tags: 'json',
    },
    checksum: { without: [], added: { column: 'tags_checksum', of: ['tags'], before: ['[]'] } },
  }),
  mood: defineTable({
    entity: 'mood', name: 'session_moods',
    columns: { id: 'text', session_id: 'text', message_id: 'text', mood: 'text', intensity: 'number', cause: 'text', user_id: 'text', personality: 'text', source: 'text', expression: 'text', parameters: 'json', created_at: 'number' },
  }),
  affinity: defineTable({
    entity: 'affinity', name: 'user_affinity',
    columns: {
      id: 'text', user_id: 'text', personality: 'text', points: 'number', level: 'text', highest_points: 'number', last_interaction_at: 'number', messages: 'number', counters: 'json', milestones: 'json',
      created_at: 'number', updated_at: 'number',
    },
  }),
  affinity_event: defineTable({
    entity: 'affinity_event', name: 'affinity_events',
    columns: {
      id: 'text', user_id: 'text', personality: 'text', message_id: 'text', kind: 'text', rule: 'text', delta: 'number', asked: 'number', reason: 'text', points: 'number', level: 'text', reverts: 'text',
      created_at: 'number',
    },
  }),
  trace: defineTable({
    entity: 'trace', name: 'turn_traces',
    columns: {
      id: 'text', session_id: 'text', user_message_id: 'text', message_id: 'text', recalled: 'json', character: 'json', tokens: 'json', prefix_hash: 'text',
      provider: 'json', usage: 'json', stages: 'json', guard: 'json', withheld: 'number', created_at: 'number',
    },
  }),
  job: defineTable({
    entity: 'job', name: 'jobs',
    columns: { id: 'text', kind: 'text', key: 'text', payload: 'json', state: 'text', attempts: 'number', run_at: 'number', error: 'text', created_at: 'number', updated_at: 'number' },
    derived: {
      names: ['session_id', 'message_id'],
      make: (job) => ({ session_id: textOrNull(job.payload['session_id']), message_id: textOrNull(job.payload['message_id']) }),
    },
  }),
  embedding_space: defineTable({
    entity: 'embedding_space', name: 'embedding_spaces',
    columns: { id: 'text', model: 'text', revision: 'text', dimension: 'number', precision: 'text', query_prefix: 'text', passage_prefix: 'text', is_normalized: 'boolean', created_at: 'number' },
  }),
  message_embedding: defineTable({
    entity: 'message_embedding', name: 'message_embeddings',
    columns: { id: 'text', space_id: 'text', message_id: 'text', user_id: 'text', session_id: 'text', vector: 'vector', created_at: 'number' },
  }),
  cached_embedding: defineTable({
    entity: 'cached_embedding', name: 'embedding_cache',
    columns: { id: 'text', space_id: 'text', vector: 'vector', used_at: 'number' },
  }),
  setting: defineTable({ entity: 'setting', name: 'settings', columns: { id: 'text', value: 'any', updated_at: 'number' } }),
  usage: defineTable({
    entity: 'usage', name: 'usage',
    columns: { id: 'text', message_id: 'text', provider: 'text', model: 'text', prompt_tokens: 'number', completion_tokens: 'number', evaluated_prompt_tokens: 'number', created_at: 'number' },
  }),
  personality: defineTable({
    entity: 'personality', name: 'personalities',
    columns: { id: 'text', name: 'text', definition: 'json', created_at: 'number', updated_at: 'number' },
  }),
  character_asset: defineTable({
    entity: 'character_asset', name: 'character_assets',
    columns: { id: 'text', personality: 'text', name: 'text', media_type: 'text', bytes: 'bytes', created_at: 'number', updated_at: 'number' },
  }),
  lorebook: defineTable({
    entity: 'lorebook', name: 'lorebooks',
    columns: { id: 'text', name: 'text', personality: 'text', is_enabled: 'boolean', definition: 'json', created_at: 'number', updated_at: 'number' },
  }),
  episode: defineTable({
    entity: 'episode', name: 'episodes',
    columns: {
      id: 'text', user_id: 'text', session_id: 'text', personality: 'text', type: 'text', title: 'text', summary: 'text', importance: 'number', sentiment: 'text', tags: 'json',
      source_message_ids: 'json', started_at: 'number', ended_at: 'number', source: 'text', never_decays: 'boolean', is_pinned: 'boolean', recall_count: 'number',
      last_recalled_at: 'number', created_at: 'number', updated_at: 'number',
    },
  }),
  episode_embedding: defineTable({
    entity: 'episode_embedding', name: 'episode_embeddings',
    columns: { id: 'text', space_id: 'text', episode_id: 'text', user_id: 'text', session_id: 'text', vector: 'vector', created_at: 'number' },
  }),
  classification: defineTable({
    entity: 'classification', name: 'memory_classifications',
    columns: {
      id: 'text', user_id: 'text', session_id: 'text', content_hash: 'text', category: 'text', importance: 'text', importance_score: 'number', emotion: 'text', emotions: 'json',
      sentiment: 'text', sentiment_score: 'number', interactions: 'json', life_event: 'text', privacy: 'text', language: 'text', analyser: 'text', created_at: 'number',
    },
  }),
  summary: defineTable({
    entity: 'summary', name: 'summaries',
    columns: {
      id: 'text', session_id: 'text', user_id: 'text', source_message_ids: 'json', first_message_id: 'text', last_message_id: 'text', first_depth: 'number', last_depth: 'number',
      content: 'text', language: 'text', source: 'text', started_at: 'number', ended_at: 'number', created_at: 'number', updated_at: 'number',
    },
  }),
  proposal: defineTable({
    entity: 'proposal', name: 'proposals',
    columns: { id: 'text', user_id: 'text', reason: 'text', fact: 'json', session_id: 'text', created_at: 'number' },
  }),
  tombstone: defineTable({
    entity: 'tombstone', name: 'tombstones',
    columns: { id: 'text', user_id: 'text', forgetting_id: 'text', kind: 'text', category: 'text', hashes: 'json', space_id: 'text', vector: 'vector', created_at: 'number' },
  }),
};
