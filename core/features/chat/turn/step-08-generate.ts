// Step 8: the model writes. Every way it can end is a defined one: whole, stopped, too slow, or failed.
import { LuminoraError } from '../../../contract/errors.ts';
import type { TokenUsage } from '../../../contract/entities.ts';
import type { ChatMessage, LanguageModel } from '../../../providers/llm/llm.ts';
import type { TurnSettings } from './turn-parts.ts';

export type GenerateRequest = {
  messages: readonly ChatMessage[];
  /** The session: keeps a local model's cached prefix apart from other sessions'. */
  cacheKey: string;
  settings: TurnSettings;
  signal: AbortSignal;
};
export type GenerateEvent = { type: 'text-delta'; text: string } | { type: 'end'; usage: TokenUsage | null };

/** Streams the reply. @throws LuminoraError `cancelled` when stopped, `provider_timeout` when silent too long, or what the provider reports */
export async function* generate(model: LanguageModel, request: GenerateRequest): AsyncGenerator<GenerateEvent> {
  const { settings } = request;
  const timeout = new AbortController();
  const signal = AbortSignal.any([request.signal, timeout.signal]);
  const stream = model.chat({
    messages: request.messages, maxTokens: settings.maximumReplyTokens, cacheKey: request.cacheKey, signal,
    ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
  })[Symbol.asyncIterator]();
  let waitMs = settings.firstTokenTimeoutMs;
  let hasEnded = false;
  try {
    for (;;) {
      const next = await nextWithin(stream, waitMs, timeout, request.signal);
      if (next.done) break;
      waitMs = settings.idleTimeoutMs;
      if (next.value.type === 'end') {
        hasEnded = true;
        yield { type: 'end', usage: next.value.usage };
        break;
      }
      if (next.value.text !== '') yield { type: 'text-delta', text: next.value.text };
    }
    if (!hasEnded) throw new LuminoraError('provider_bad_response', 'The model stopped in the middle of its reply without saying that it was done.');
  } finally {
    if (!hasEnded) timeout.abort();
    // Not awaited: a provider that hangs must not hold the turn.
    void stream.return?.()?.catch(() => undefined);
  }
}

/** The stream's next event, or an error when it takes longer than `waitMs` or the user stops it. */
function nextWithin<Value>(stream: AsyncIterator<Value>, waitMs: number, timeout: AbortController, stop: AbortSignal): Promise<IteratorResult<Value>> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
      settle();
    };
    const onStop = () => finish(() => reject(new LuminoraError('cancelled', 'The reply was stopped.')));
    const timer = setTimeout(() => finish(() => {
      timeout.abort();
      reject(new LuminoraError('provider_timeout', `The model was silent for ${Math.round(waitMs / 1000)} s.`, { details: { waited_ms: waitMs } }));
    }), waitMs);
    if (stop.aborted) return onStop();
    stop.addEventListener('abort', onStop, { once: true });
    stream.next().then((result) => finish(() => resolve(result)), (error: unknown) => finish(() => reject(error)));
  });
}
