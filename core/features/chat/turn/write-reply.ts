// Steps 8 to 10 together: streams the reply, keeps what is written, and ends it whole, interrupted or failed.
import { LuminoraError, toErrorData } from '../../../contract/errors.ts';
import type { ErrorData } from '../../../contract/errors.ts';
import type { Message, TokenUsage } from '../../../contract/entities.ts';
import type { LanguageModel, ModelIdentity } from '../../../providers/llm/llm.ts';
import { viewMessage } from '../message-view.ts';
import { traceOf } from './prepared-turn.ts';
import type { PreparedTurn } from './prepared-turn.ts';
import type { TurnInput } from './run-turn.ts';
import { generate } from './step-08-generate.ts';
import { guardReply } from './step-09-guard-output.ts';
import { checkpointReply, closeReply, openReply } from './step-10-commit-reply.ts';
import type { TurnParts } from './turn-parts.ts';

/** Temperature of the second attempt after an empty reply. */
const warmTemperature = 0.9;
/** Text written is kept on disk at least this often, in milliseconds. */
const checkpointMs = 1000;

type Written = { text: string; usage: TokenUsage | null; error: unknown; identity: ModelIdentity };

export async function writeReply(parts: TurnParts, turn: PreparedTurn, { signal, emit }: TurnInput): Promise<void> {
  const { session, question, prompt, stages } = turn;
  const reply = await stages.time('open', () => openReply(parts, {
    session, question, context: prompt.context, start: prompt.start, model: `${turn.identity.id}/${turn.identity.model}`,
  }));
  emit({ type: 'reply-start', message_id: reply.id, model: turn.identity.model, location: turn.identity.location, is_local: turn.identity.is_local, withheld: turn.withheld });
  const written = await stages.time('generate', () => stream(parts, turn, reply, signal, (text) => emit({ type: 'text-delta', message_id: reply.id, text })));
  const guarded = await stages.time('guard-out', () => guardReply(written.text));
  if (guarded.isChanged && guarded.text !== written.text.trimEnd()) emit({ type: 'text-replace', message_id: reply.id, text: guarded.text });
  const { status, error } = endState(written, guarded.text);
  const trace = traceOf(parts, turn, reply, written.identity, written.usage, guarded.findings);
  let ended: Message = { ...reply, content: guarded.text, status, error };
  let failure = error;
  try {
    ended = await closeReply(parts, { ...reply, model: `${written.identity.id}/${written.identity.model}` }, { text: guarded.text, status, error, trace });
  } catch (storageError) {
    // The row stays `streaming` with its last checkpoint; the next start makes it `interrupted`.
    failure = toErrorData(storageError);
    ended = { ...ended, status: 'interrupted', error: failure };
    parts.log.error('reply-not-stored', { session: session.id, code: failure.code });
  }
  parts.log.info('turn-end', { session: session.id, status: ended.status, code: failure?.code ?? null, stages: stages.stages });
  emit({ type: 'turn-end', message: await viewMessage(parts.storage, ended), trace_id: trace.id, error: failure });
}

/** What the end of the stream means for the reply. A stop by the user is no error. */
function endState(written: Written, text: string): { status: 'complete' | 'interrupted' | 'failed'; error: ErrorData | null } {
  if (written.error === null) {
    if (text !== '') return { status: 'complete', error: null };
    return { status: 'failed', error: toErrorData(new LuminoraError('provider_bad_response', 'The model answered nothing. Try again.')) };
  }
  const error = toErrorData(written.error);
  if (error.code === 'cancelled') return { status: 'interrupted', error: null };
  return { status: text === '' ? 'failed' : 'interrupted', error };
}

async function stream(parts: TurnParts, turn: PreparedTurn, reply: Message, signal: AbortSignal, show: (text: string) => void): Promise<Written> {
  const written: Written = { text: '', usage: null, error: null, identity: turn.identity };
  const started = performance.now();
  let keptAt = started;
  const write = async (model: LanguageModel, settings = parts.settings()) => {
    for await (const event of generate(model, { messages: turn.prompt.messages, cacheKey: turn.session.id, settings, signal })) {
      if (event.type === 'end') {
        written.usage = event.usage;
        continue;
      }
      if (written.text === '') turn.stages.add('first-token', performance.now() - started);
      // A reply never begins with blank space; some models open with a line break.
      const text = written.text === '' ? event.text.trimStart() : event.text;
      if (text === '') continue;
      written.text += text;
      show(text);
      if (performance.now() - keptAt > checkpointMs) {
        keptAt = performance.now();
        // Guarded like the end: after a crash this is what stays.
        await checkpointReply(parts, reply, guardReply(written.text).text);
      }
    }
  };
  try {
    await write(turn.model);
    // Small models sometimes end before they begin: asked once more, warmer, most of them speak.
    if (written.text === '') await write(turn.model, { ...parts.settings(), temperature: warmTemperature });
  } catch (error) {
    written.error = error;
    if (written.text === '' && toErrorData(error).code === 'provider_unavailable') await tryAnotherModel(parts, turn, written, write);
  }
  return written;
}

/** Before the first word, and only then, another provider may take over: `auto` chooses anew when its first choice is gone. */
async function tryAnotherModel(parts: TurnParts, turn: PreparedTurn, written: Written, write: (model: LanguageModel) => Promise<void>): Promise<void> {
  try {
    const model = await parts.model();
    const identity = await model.identity();
    if (identity.id === turn.identity.id || (!identity.is_local && await turn.staysLocal())) return;
    parts.log.warn('provider-fallback', { from: turn.identity.id, to: identity.id });
    written.identity = identity;
    written.error = null;
    await write(model);
  } catch (error) {
    written.error = error;
  }
}
