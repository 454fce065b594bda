// A small world to look at: a companion, a few chats, facts, models and settings.
import type { MessageView, PersonalitySummary, Session, Trace } from '../../core/contract/index.ts';
import type { Language } from '../i18n/translate.ts';
import type { MemoryWorld } from './memory-client.ts';
import { sampleEpisodes, sampleFacts } from './sample-memory.ts';
import { sampleWords } from './sample-words.ts';

const day = 86_400_000;
const id = (kind: string, index: number): string => `${kind}-${String(index).padStart(6, '0')}`;

export function createSampleWorld(language: Language = 'en', now = Date.now(), extraTurns = 0): MemoryWorld {
  const words = sampleWords[language];
  const sessions = words.titles.map((title, index): Session => ({ id: id('session', index), user_id: 'default', personality: index % 3 === 2 ? 'bruno' : 'luna', title, created_at: now - index * 2 * day, last_activity_at: now - [0, 0.05, 1, 3, 9, 40, 60].at(index)! * day, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' }));
  const messages: MessageView[] = [];
  const say = (speaker: 'user' | 'assistant', content: string, at: number): void => {
    const parent = messages.at(-1);
    messages.push({ id: id('message', messages.length), session_id: id('session', 0), user_id: 'default', parent_id: parent?.id ?? null, depth: messages.length, speaker, content, status: 'complete', is_active: true, client_message_id: speaker === 'user' ? `client-${messages.length}` : null, model: speaker === 'assistant' ? 'embedded/gemma-3-270m-q4_k_m' : null, error: null, created_at: at, sibling_ids: [] });
  };
  for (let index = 0; index < extraTurns; index++) {
    const at = now - (extraTurns - index) * 3_600_000 - day;
    say('user', `${words.turns[index % 3]?.[0] ?? ''} (${index + 1})`, at);
    say('assistant', words.turns[index % 3]?.[1] ?? '', at + 20_000);
  }
  words.turns.forEach(([question, reply], index) => {
    const at = now - (index < 2 ? day + 3_600_000 - index * 120_000 : 900_000 - index * 60_000);
    say('user', question, at);
    say('assistant', reply, at + 9000);
  });
  const [first] = sessions;
  if (first) first.active_leaf_id = messages.at(-1)?.id ?? null;
  const facts = sampleFacts(language, now, extraTurns * 2);
  const companion = (name: string, title: string, hue: number | null, greetings: PersonalitySummary['greetings']): PersonalitySummary => ({ id: name, name: title, description: words.about, language, accent_hue: hue, descriptions: {}, tags: [], is_shipped: true, is_changed: false, assets: [], greetings, updated_at: now });
  const gemma = { provider: 'embedded', name: 'gemma-3-270m-q4_k_m', title: 'Gemma 3 270M (4 bit)', size_bytes: 253_113_024, is_installed: true, licence: 'Gemma Terms of Use (https://ai.google.dev/gemma/terms)', context_tokens: 32_768, is_current: true };
  return {
    sessions, messages, facts, episodes: sampleEpisodes(language, now, extraTurns * 2),
    models: [gemma, { provider: 'ollama', name: 'my-model:latest', title: 'my-model:latest', size_bytes: 2_020_000_000, is_installed: true, licence: null, context_tokens: 131_072, is_current: false }],
    status: { current: { provider: 'embedded', model: gemma.name, location: 'this machine', is_local: true }, configured: 'auto', reason: 'Gemma 3 270M (4 bit) runs inside Luminora on this machine.', needs_download: false, default_model: gemma, bytes_sent: 0 },
    companions: [companion('luna', 'Luna', null, { [language]: words.greetings }), companion('bruno', 'Bruno', 48, {})],
    settings: [{ path: 'llm_provider.name', value: 'auto', source: 'default' }, { path: 'llm_provider.config.models.main', value: null, source: 'default' }, { path: 'memory.recall_limit', value: 12, source: 'default' }, { path: 'memory.neighbours', value: 1, source: 'environment' }, { path: 'features.mood', value: true, source: 'default' }, { path: 'features.semantic_search', value: true, source: 'default' }],
    schema: {
      schema: { type: 'object', properties: {
        llm_provider: { type: 'object', properties: { name: { title: 'Who answers', type: 'string', enum: ['auto', 'ollama', 'embedded'], description: 'Who answers. "auto" takes a running Ollama, otherwise the model inside the program' }, config: { type: 'object', properties: { api_base: { title: 'Address', type: 'string', description: 'Address of the service' }, models: { type: 'object', properties: { main: { title: 'Model', type: 'string', description: 'Model that writes the replies' } } } } } } },
        memory: { type: 'object', properties: { recall_limit: { title: 'Memories per reply', type: 'integer', minimum: 0, maximum: 100, description: 'Most memories brought into one reply' }, neighbours: { title: 'Neighbouring messages', type: 'integer', minimum: 0, maximum: 10, description: 'Messages before and after a found one that come along' } } },
        features: { type: 'object', properties: { mood: { title: 'Mood', type: 'boolean', description: 'Let the mood change with the conversation' }, semantic_search: { title: 'Search by meaning', type: 'boolean', description: 'Find memories by meaning, not only by words' } } },
      } },
      groups: [{ id: 'model', title: { en: 'Model', es: 'Modelo' }, paths: ['llm_provider'] }, { id: 'memory', title: { en: 'Memory', es: 'Memoria' }, paths: ['memory', 'features.semantic_search'] }, { id: 'character', title: { en: 'Character', es: 'Carácter' }, paths: ['features.mood'] }],
      providers: { llm_provider: [{ id: 'auto', title: 'Automatic (Ollama, otherwise embedded)', options: {} }, { id: 'ollama', title: 'Ollama', options: {} }, { id: 'embedded', title: 'Embedded (no server needed)', options: {} }] },
    },
    trace: (message) => sampleTrace(message, messages, words.prompt, language),
    reply: (words.turns[2]?.[1] ?? '').match(/\S+\s*/g) ?? [], pieceMs: 30, fail: new Map(), download: { completed: [0, 51_000_000, 104_000_000, 166_000_000], total: 253_113_024, pauseMs: 400 },
  };
}

function sampleTrace(message: MessageView, messages: MessageView[], prompt: string, language: Language): Trace {
  const recalled = messages.filter(({ depth }) => depth === 2 || depth === 0 || depth === 3).map((source, index): Trace['recalled'][number] => ({ kind: 'message', id: source.id, text: source.content, speaker: source.speaker, session_id: source.session_id, message_id: source.id, created_at: source.created_at, score: 0.92 - index * 0.21, parts: { words: 0.31 - index * 0.1, meaning: 0.32 - index * 0.1, context: 0.1, time: index === 0 ? 0.06 : 0, person: 0.04, recency: 0.08, importance: 0.03 }, reason: index === 2 ? 'neighbour' : 'hit', is_in_prompt: index < 2 }));
  const [last] = sampleEpisodes(language, message.created_at, messages.length - 8, 1);
  const episode: Trace['recalled'][number] = { kind: 'episode', id: last?.id ?? 'episode', text: `${last?.title}. ${last?.summary}`, speaker: null, session_id: message.session_id, message_id: messages[2]?.id ?? null, created_at: message.created_at, score: 0.72, parts: { words: 0.18, meaning: 0.2, context: 0, time: 0.16, person: 0, recency: 0.05, importance: 0.13 }, reason: 'hit', is_in_prompt: false };
  return {
    id: `trace-${message.id}`, session_id: message.session_id, user_message_id: message.parent_id ?? message.id, message_id: message.id,
    recalled: [{ kind: 'fact', id: 'fact-000003', text: language === 'es' ? 'El perro del usuario se llama Max' : "The user's dog is called Max", speaker: null, session_id: message.session_id, message_id: messages[2]?.id ?? null, created_at: message.created_at, score: 0.95, parts: { words: 0.3, meaning: 0.4, context: 0, time: 0, person: 0, recency: 0.1, importance: 0.15 }, reason: 'about-user', is_in_prompt: true }, episode, ...recalled],
    character: sampleCharacter(prompt, language),
    tokens: { prefix: 412, summary: 0, history: 618, recalled: 236, message: 21, budget: 4096 }, prefix_hash: 'b1946ac9', provider: { id: 'embedded', model: 'gemma-3-270m-q4_k_m', location: 'this machine', is_local: true },
    usage: { prompt_tokens: 1287, completion_tokens: 42, evaluated_prompt_tokens: 61 },
    stages: [{ stage: 'commit', ms: 2.1 }, { stage: 'guard', ms: 0.4 }, { stage: 'embed', ms: 9.8 }, { stage: 'feel', ms: 1.9 }, { stage: 'recall', ms: 6.4 }, { stage: 'compile', ms: 0.3 }, { stage: 'prompt', ms: 0.6 }, { stage: 'generate', ms: 2840 }],
    guard: [], withheld: 0, created_at: message.created_at,
  };
}

/** As compiled: a friend who is a little worried. */
function sampleCharacter(text: string, language: Language): Trace['character'] {
  const isEnglish = language === 'en';
  return {
    personality: 'luna', name: 'Luna', level: 'friend', mood: 'concerned', text,
    note: isEnglish ? 'You are worried about them just now. Speak softly, ask nothing you need not ask, and leave the joking for later.' : 'Ahora mismo te preocupa. Habla con suavidad, no preguntes lo que no haga falta y deja las bromas para más tarde.',
    parameters: { verbosity: 0.45, formality: 0.3, humor: 0.22, empathy: 0.88, creativity: 0.5, directness: 0.5 },
    layers: [
      { layer: 'base', changes: [], added: [] },
      { layer: 'level', changes: [{ parameter: 'formality', from: 0.4, to: 0.3 }, { parameter: 'humor', from: 0.4, to: 0.5 }], added: [isEnglish ? 'Refer to what you have shared before.' : 'Menciona lo que ya habéis compartido.'] },
      { layer: 'mood', changes: [{ parameter: 'empathy', from: 0.7, to: 0.9 }, { parameter: 'humor', from: 0.5, to: 0.2 }], added: [isEnglish ? 'You are worried about them.' : 'Te preocupa esa persona.'] },
      { layer: 'smoothing', changes: [{ parameter: 'empathy', from: 0.9, to: 0.88 }, { parameter: 'humor', from: 0.2, to: 0.22 }], added: [] },
    ],
  };
}
