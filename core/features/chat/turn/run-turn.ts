// One turn from the committed message to its reply: the eleven steps of ARCHITECTURE.md in order, each in a file of its own.
import { isLuminoraError, toErrorData } from '../../../contract/errors.ts';
import type { Message, RecalledItem, Session } from '../../../contract/entities.ts';
import { detectLanguage } from '../../../lib/language.ts';
import type { Language } from '../../../lib/language.ts';
import type { LanguageModel, ModelIdentity } from '../../../providers/llm/llm.ts';
import { privateMemories } from '../../memory/index.ts';
import type { PrivateMemories } from '../../memory/index.ts';
import { viewMessage } from '../message-view.ts';
import type { PreparedTurn } from './prepared-turn.ts';
import { createStageClock } from './stage-clock.ts';
import type { StageClock } from './stage-clock.ts';
import { guardMessage } from './step-02-guard.ts';
import { embedMessage } from './step-03-embed.ts';
import { feel } from './step-04-feel.ts';
import type { Feeling } from './step-04-feel.ts';
import { recallForTurn } from './step-05-recall.ts';
import { compileForTurn } from './step-06-compile.ts';
import { maximumHistory } from './fit-history.ts';
import { promptWithSummaries, standingSummary } from './prompt-with-summaries.ts';
import { openReply } from './step-10-commit-reply.ts';
import type { EmitTurnEvent, TurnParts } from './turn-parts.ts';
import { writeReply } from './write-reply.ts';
import { countOf, findingsOf, nothingWithheld, withoutPrivate } from './withhold.ts';

export type TurnInput = {
  session: Session;
  /** The user's message, committed by step 1. */
  question: Message;
  signal: AbortSignal;
  emit: EmitTurnEvent;
};


/** Steps 2 to 11. Never throws: every end is a `turn-end` event with the reply's status. */
export async function runTurn(parts: TurnParts, input: TurnInput): Promise<void> {
  const stages = createStageClock();
  // The message's own jobs would compete with its answer: they begin when the model does.
  const letJobsRun = parts.jobs.hold();
  try {
    const prepared = await prepare(parts, input, stages);
    letJobsRun();
    parts.jobs.kick();
    await writeReply(parts, prepared, input);
  } catch (error) {
    await endWithoutReply(parts, input, error, stages);
  } finally {
    letJobsRun();
    parts.jobs.kick();
  }
}

async function prepare(parts: TurnParts, { session, question, emit }: TurnInput, stages: StageClock): Promise<PreparedTurn> {
  const guarded = await stages.time('guard', () => guardMessage(parts, question.content));
  // Made in another thread: what needs no vector is done meanwhile.
  const embedding = embedMessage(parts, guarded.text);
  const history = await stages.time('history', () => loadHistory(parts, session, question));
  const language = languageOf(parts, history, question);
  const recalling = recallForTurn(parts, { session, message: question, text: guarded.text, vector: embedding, history, summary: standingSummary(parts, session, history), language: language ?? 'en' });
  const vector = await stages.time('embed', () => embedding);
  const analysis = await stages.time('analyse', async () => parts.analyser.analyse({ text: guarded.text, vector, spaceId: vector ? await parts.embedder.spaceId() : null, now: question.created_at }));
  const feeling = await stages.time('feel', () => feel(parts, { session, message: question, signals: { text: guarded.text, ...analysis }, language: language ?? 'en' }));
  tellFeeling(parts, feeling, emit);
  const { items, pinned, localOnly } = await stages.time('recall', () => recalling);
  emit({ type: 'recalled', count: items.length });
  const { character, lore } = await stages.time('compile', () => compileForTurn(parts, { session, message: question, history, feeling, language }));
  emit({ type: 'compiled', personality: character.personality, level: character.level, mood: character.mood });
  const { model, identity, budget } = await stages.time('model', () => readyModel(parts));
  const known = { recalled: [...items, ...lore], pinned, history, summary: standingSummary(parts, session, history) };
  const leaving = async () => withoutPrivate(known, question, await privateOf(parts, session.user_id, items), localOnly);
  const mine = identity.is_local ? null : await stages.time('withhold', () => privateOf(parts, session.user_id, items));
  const { recalled, pinned: pinnedFacts, history: sent, summary, withheld } = identity.is_local ? { ...known, withheld: nothingWithheld } : withoutPrivate(known, question, mine, localOnly);
  const prompt = await stages.time('prompt', () => promptWithSummaries(
    parts, session, { character, examplesAs: identity.is_base_model === true ? 'dialogue' : 'instructions', history: sent, message: question, recalled, pinnedFacts, budget, language: language ?? 'en' },
    {
      standing: summary, isWithheld: withheld.summary > 0,
      maySend: (block, start) => identity.is_local || withoutPrivate({ recalled: [], pinned: [], history: history.slice(start), summary: block }, question, mine, localOnly).withheld.summary === 0,
    },
  ));
  const findings = [...guarded.findings, ...(prompt.isShortened ? ['message-shortened'] : []), ...findingsOf(withheld)];
  return {
    session, question, guard: findings, feeling, recalled, character, prompt, model, identity, withheld: countOf(withheld), stages,
    staysLocal: async () => identity.is_local && (localOnly === null || localOnly.length > 0 || countOf((await leaving()).withheld) > 0),
  };
}

/** Null when it cannot be told. */
async function privateOf(parts: TurnParts, userId: string, recalled: readonly RecalledItem[]): Promise<PrivateMemories | null> {
  try {
    return await privateMemories(parts.storage, userId, recalled);
  } catch (error) {
    parts.log.error('private-memories-not-read', { reason: String(error) });
    return null;
  }
}

/** To whoever reads this turn, and to every other screen. */
function tellFeeling(parts: TurnParts, { mood, isMoodNew, affinity, delta, reason, events }: Feeling, emit: EmitTurnEvent): void {
  emit({ type: 'mood', mood });
  emit({ type: 'affinity', affinity, delta, reason, events });
  if (isMoodNew) parts.broadcast({ type: 'mood-changed', mood });
  if (events.length > 0) parts.broadcast({ type: 'affinity-changed', affinity, events });
}

/** As set, else that of the first of the user's words still in the prompt that tell, so that it holds as long as the prefix does; null when none do. */
function languageOf(parts: TurnParts, history: readonly Message[], question: Message): Language | null {
  const configured = parts.settings().language;
  if (configured) return configured;
  for (const message of [...history, question]) {
    const language = message.speaker === 'user' ? detectLanguage(message.content) : null;
    if (language) return language;
  }
  return null;
}

/** The active branch before the question, from the session's prompt start on. */
async function loadHistory(parts: TurnParts, session: Session, question: Message): Promise<Message[]> {
  if (question.parent_id === null) return [];
  const path = await parts.storage.messages.path({ leaf_id: question.parent_id, limit: maximumHistory + 2 });
  const start = path.findIndex((message) => message.id === session.prompt_start_id);
  return start > 0 ? path.slice(start) : path;
}

async function readyModel(parts: TurnParts): Promise<{ model: LanguageModel; identity: ModelIdentity; budget: number }> {
  const settings = parts.settings();
  const model = await parts.model();
  const [identity, window] = await Promise.all([model.identity(), model.contextTokens()]);
  return { model, identity, budget: Math.max(256, Math.min(settings.promptTokenBudget, window - settings.maximumReplyTokens)) };
}

/** A turn that failed before the model wrote: a failed reply without text stands in its place, so that a retry has something to hold on to. */
async function endWithoutReply(parts: TurnParts, { session, question, emit }: TurnInput, error: unknown, stages: StageClock): Promise<void> {
  if (!isLuminoraError(error)) parts.log.error('turn-failed', { session: session.id, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  const data = toErrorData(error);
  const status = data.code === 'cancelled' ? 'interrupted' as const : 'failed' as const;
  try {
    const reply = await openReply(parts, { session, question, context: question.context, start: null, model: '' });
    const failed: Message = { ...reply, status, model: null, error: data.code === 'cancelled' ? null : data };
    await parts.storage.commit([{ op: 'update', entity: 'message', id: reply.id, set: { status: failed.status, model: null, error: failed.error } }]);
    parts.log.warn('turn-end', { session: session.id, status, code: data.code, stages: stages.stages });
    emit({ type: 'turn-end', message: await viewMessage(parts.storage, failed), trace_id: null, error: failed.error });
  } catch (second) {
    parts.log.error('turn-end-not-stored', { session: session.id, reason: String(second) });
    emit({ type: 'turn-end', message: unstoredReply(parts, question, data), trace_id: null, error: data });
  }
}

/** What the screen shows when not even the failure could be stored (a full disk): gone after a reload, when the question still stands. */
function unstoredReply(parts: TurnParts, question: Message, error: Message['error']) {
  const id = parts.ids.next();
  return {
    id, session_id: question.session_id, user_id: question.user_id, parent_id: question.id, depth: question.depth + 1, speaker: 'assistant' as const, content: '',
    status: 'failed' as const, is_active: true, client_message_id: null, model: null, error, created_at: parts.clock.now(), sibling_ids: [id],
  };
}
