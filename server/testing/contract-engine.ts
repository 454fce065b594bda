// A small engine of canned answers that implements the whole contract: the hosts' own tests steer its streams and look for its secret word.
import { createRouterClient, implement } from '@orpc/server';
import { contract, contractVersion, LuminoraError, type Analytics, type Classification, type EngineEvent, type Episode, type Fact, type Message, type MessageView, type Session, type Trace, type TurnEvent } from '../../core/contract/index.ts';
import type { Engine } from '../../core/index.ts';
import { backupRoutes } from './contract-backups.ts';
import { characterRoutes } from './contract-character.ts';
import { importRoutes } from './contract-imports.ts';
import { forgettingRoutes } from './contract-forgetting.ts';
import { localModelRoutes } from './contract-models.ts';
import { snapshotRoutes } from './contract-snapshots.ts';
import { summaryRoutes } from './contract-summaries.ts';

/** Is in every answer that holds data: a refused request must never carry it. */
export const secretWord = 'axolotl-9273';

export type ContractEngine = Engine & {
  /** Turns begun, ended and stopped so far, and watches open now. */
  readonly counts: { begun: number; ended: number; watches: number };
  /** Milliseconds between two words of a reply. */
  wordMs: number;
  words: number;
};

export function createContractEngine(): ContractEngine {
  const counts = { begun: 0, ended: 0, watches: 0 };
  const settings = { wordMs: 1, words: 5 };
  const stopped = new Set<string>();
  const server = implement(contract);

  async function* turn(sessionId: string, text: string, clientMessageId: string | null): AsyncGenerator<TurnEvent> {
    if (text === 'throw-ours') throw new LuminoraError('model_missing', 'There is no model yet.');
    if (text === 'throw-other') throw new Error(`inner ${secretWord}`);
    counts.begun += 1;
    const message = { ...view('u1', sessionId, 'user', text), client_message_id: clientMessageId };
    yield { type: 'message-saved', message, is_repeat: false };
    yield { type: 'reply-start', message_id: 'a1', model: 'canned', location: 'this machine', is_local: true, withheld: 0 };
    let content = '';
    for (let index = 0; index < settings.words && !stopped.has(sessionId); index++) {
      await new Promise((resolve) => setTimeout(resolve, settings.wordMs));
      content += `${secretWord} `;
      yield { type: 'text-delta', message_id: 'a1', text: `${secretWord} ` };
    }
    counts.ended += 1;
    yield { type: 'turn-end', message: view('a1', sessionId, 'assistant', content), trace_id: 't1', error: null };
  }

  async function* watch(signal: AbortSignal | undefined): AsyncGenerator<EngineEvent> {
    counts.watches += 1;
    try {
      yield { type: 'alive', contract_version: contractVersion };
      while (signal?.aborted !== true) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield { type: 'session-changed', session: session('s1') };
      }
    } finally {
      counts.watches -= 1;
    }
  }

  const router = server.router({
    sessions: {
      create: server.sessions.create.handler(({ input }) => ({ ...session('s1'), user_id: input.user_id, personality: input.personality ?? 'luna' })),
      list: server.sessions.list.handler(() => ({ sessions: [session('s1')], next_before: null })),
      get: server.sessions.get.handler(({ input }) => {
        if (input.session_id === 'absent') throw new LuminoraError('not_found', 'There is no session absent.');
        return session(input.session_id);
      }),
      rename: server.sessions.rename.handler(({ input }) => ({ ...session(input.session_id), title: input.title ?? '', project: input.project ?? '' })),
      projects: server.sessions.projects.handler(() => ({ projects: [{ name: 'Boat', sessions: 1 }] })),
      delete: server.sessions.delete.handler(() => ({ deleted: true })),
      history: server.sessions.history.handler(({ input }) => ({ messages: [view('u1', input.session_id, 'user', secretWord)], next_before: null })),
    },
    chat: {
      send: server.chat.send.handler(({ input }) => turn(input.session_id, input.message, input.client_message_id ?? null)),
      regenerate: server.chat.regenerate.handler(() => turn('s1', 'again', null)),
      edit: server.chat.edit.handler(({ input }) => turn('s1', input.message, input.client_message_id ?? null)),
      swipe: server.chat.swipe.handler(() => ({ session: session('s1'), messages: [view('u1', 's1', 'user', secretWord)] })),
      remove: server.chat.remove.handler(() => ({ deleted: 2, session: session('s1') })),
      stop: server.chat.stop.handler(({ input }) => {
        stopped.add(input.session_id);
        return { stopped: true };
      }),
      message: server.chat.message.handler(({ input }) => view(input.message_id, 's1', 'user', secretWord)),
      trace: server.chat.trace.handler(({ input }) => trace(input.message_id)),
    },
    memory: {
      search: server.memory.search.handler(({ input }) => ({ results: [], terms: [input.query, secretWord], ms: 1, keyword_only: false })),
      searchSession: server.memory.searchSession.handler(({ input }) => ({ results: [], terms: [input.query, secretWord], ms: 1, keyword_only: false })),
      facts: server.memory.facts.handler(() => ({ facts: [fact('f1')] })),
      sessionFacts: server.memory.sessionFacts.handler(() => ({ facts: [fact('f1')] })),
      addFact: server.memory.addFact.handler(({ input: { scope = '', tags = [], is_pinned = false, local_only = false, ...input } }) => ({ ...fact('f2'), ...input, scope, tags, is_pinned, local_only })),
      changeFact: server.memory.changeFact.handler(({ input }) => ({ ...fact(input.id), ...given(input) })),
      deleteFact: server.memory.deleteFact.handler(({ input }) => {
        if (input.id === 'absent') throw new LuminoraError('not_found', 'There is no fact absent.');
        return { deleted: fact(input.id) };
      }),
      restoreFact: server.memory.restoreFact.handler(({ input }) => input.fact),
      factHistory: server.memory.factHistory.handler(({ input }) => ({ facts: [fact(input.id)] })),
      episodes: server.memory.episodes.handler(() => ({ episodes: [episode('e1')] })),
      changeEpisode: server.memory.changeEpisode.handler(({ input }) => ({ ...episode(input.id), ...given(input) })),
      deleteEpisode: server.memory.deleteEpisode.handler(({ input }) => ({ deleted: episode(input.id) })),
      restoreEpisode: server.memory.restoreEpisode.handler(({ input }) => input.episode),
      classifications: server.memory.classifications.handler(() => ({ classifications: [classification('u1')] })),
    },
    audit: {
      report: server.audit.report.handler(() => ({
        checked_at: 1, counts: { facts: 1, past_facts: 0, episodes: 0 }, rates: { exact_duplicate: 0, near_duplicate: 0, recall_loop: 0, secret: 0, stale: 1 }, recall_repeats: 0, secret_messages: 0, is_complete: true, by_meaning: true,
        findings: [{ id: 'stale:1', kind: 'stale' as const, severity: 'info' as const, entity: 'fact' as const, ids: ['f1'], sentence: secretWord, mend: 'supersede' as const, is_safe: true }],
      })),
      mend: server.audit.mend.handler(({ input }) => ({ mended: input.mendings.map(({ finding_id }) => finding_id), skipped: [], undo: { mended_at: 1, facts: [fact('f1')], episodes: [], kept: [] } })),
      undo: server.audit.undo.handler(({ input }) => ({ restored: input.undo.facts.length })),
    },
    ...characterRoutes(secretWord),
    ...importRoutes(secretWord),
    ...forgettingRoutes(secretWord),
    ...snapshotRoutes(secretWord),
    ...summaryRoutes(secretWord),
    ...backupRoutes(secretWord),
    ...localModelRoutes(secretWord),
    analytics: { get: server.analytics.get.handler(({ input }) => analytics(input.user_id)) },
    models: {
      list: server.models.list.handler(() => ({ models: [] })),
      status: server.models.status.handler(() => ({ current: null, configured: 'auto', reason: secretWord, needs_download: false, default_model: null, bytes_sent: 0 })),
      pull: server.models.pull.handler(async function* () {
        yield { type: 'progress' as const, status: secretWord, completed_bytes: 1, total_bytes: 2, bytes_per_second: 1, seconds_left: 1, source: 'hub' };
        yield { type: 'end' as const, status: 'done', completed_bytes: 2, total_bytes: 2, bytes_per_second: 1, seconds_left: 0, source: 'hub' };
      }),
    },
    settings: {
      read: server.settings.read.handler(() => ({ values: [{ path: 'version', value: secretWord, source: 'default' }], file: null, warnings: [] })),
      write: server.settings.write.handler(() => ({ values: [], restart_needed: [] })),
      schema: server.settings.schema.handler(() => ({ schema: { secretWord }, groups: [], providers: {} })),
    },
    system: {
      health: server.system.health.handler(() => ({ status: 'ok' as const, version: secretWord, contract_version: contractVersion, checked_at: 1, components: [] })),
      events: server.system.events.handler(({ signal }) => watch(signal)),
    },
  });

  return Object.assign(settings, {
    router, counts,
    client: createRouterClient(router, { context: {} }),
    dataFolder: '/nowhere', version: '0.0.0',
    publishAddress: async () => {},
    jobsIdle: async () => {},
    close: async () => {},
  });
}

function session(id: string): Session {
  return { id, user_id: 'default', personality: 'luna', title: secretWord, created_at: 1, last_activity_at: 1, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' };
}

function view(id: string, sessionId: string, speaker: Message['speaker'], content: string): MessageView {
  return { id, session_id: sessionId, user_id: 'default', parent_id: null, depth: 0, speaker, content, status: 'complete', is_active: true, client_message_id: null, model: null, error: null, created_at: 1, sibling_ids: [id] };
}

function fact(id: string): Fact {
  return {
    id, user_id: 'default', scope: '', category: 'relationships', key: 'pet_dog', value: secretWord, confidence: 0.9, source_message_ids: ['u1'], source: 'rules-es', tags: [], valid_from: 1, valid_to: null,
    superseded_by: null, is_pinned: false, local_only: false, created_at: 1, updated_at: 1,
  };
}

function analytics(user_id: string): Analytics {
  const side = { characters: 0, words: 0, mean_words: null, longest_characters: 0 };
  const sentiments = { very_negative: 0, negative: 0, neutral: 0, positive: 0, very_positive: 0 };
  return {
    user_id, personality: null, from: 0, to: 1, bucket: 'day', time_zone: 'UTC', starts: [0], companions: [{ personality: secretWord, messages: 1 }], messages: { user: 1, assistant: 0, series: [{ start: 0, user: 1, assistant: 0 }] },
    lengths: { user: side, assistant: side, series: [] }, topics: { categories: [], series: [], messages_read: 0, is_partial: false }, sentiment: { messages: 0, mean: null, sentiments, emotions: [], series: [] },
    moods: { moods: [], series: [] }, affinity: { companions: [] }, memory: { facts: 0, episodes: 0, facts_learnt: 0, facts_ended: 0, series: [] },
    tokens: { replies: 0, prompt_tokens: 0, completion_tokens: 0, cost: 0, currency: 'USD', unpriced_replies: 0, prices_of: '2026-04-30', providers: [], series: [] },
  };
}

function episode(id: string): Episode {
  return {
    id, user_id: 'default', session_id: 's1', personality: 'luna', type: 'milestone', title: secretWord, summary: '', importance: 7, sentiment: 'positive', tags: [], source_message_ids: ['u1'],
    started_at: 1, ended_at: 1, source: 'rules', never_decays: false, is_pinned: false, recall_count: 0, last_recalled_at: null, created_at: 1, updated_at: 1,
  };
}

function classification(id: string): Classification {
  return {
    id, user_id: 'default', session_id: 's1', content_hash: 'h', category: 'other', importance: 'low', importance_score: 3, emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0,
    interactions: [], life_event: null, privacy: 'personal', language: secretWord, analyser: 'canned', created_at: 1,
  };
}

/** What was really sent of an optional field. */
function given<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function trace(messageId: string): Trace {
  return {
    id: 't1', session_id: 's1', user_message_id: 'u1', message_id: messageId, recalled: [],
    character: { personality: 'luna', name: 'Luna', level: 'stranger', mood: 'neutral', text: secretWord, note: '', parameters: {}, layers: [] },
    tokens: { prefix: 1, summary: 0, history: 0, recalled: 0, message: 1, budget: 10 }, prefix_hash: 'h',
    provider: { id: 'canned', model: 'canned', location: 'this machine', is_local: true }, usage: null, stages: [], guard: [], withheld: 0, created_at: 1,
  };
}

