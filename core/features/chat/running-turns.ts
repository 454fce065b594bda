// The turns being answered now, at most one per session; any number of readers may follow one, and leaving does not stop it.
import { LuminoraError } from '../../contract/errors.ts';
import type { TurnEvent } from '../../contract/events.ts';
import { createReplayStream } from '../../lib/replay-stream.ts';

/** What a turn answers, as the client named it; null for another reply to an old message. */
export type TurnRequest = { clientMessageId: string; text: string };
export type RunningTurn = {
  request: TurnRequest | null;
  events: AsyncIterable<TurnEvent>;
  done: Promise<void>;
};
export type TurnWork = (emit: (event: TurnEvent) => void, signal: AbortSignal) => Promise<void>;

export type RunningTurns = {
  get(sessionId: string): RunningTurn | undefined;
  /** Starts work for a session; the request of the turn that runs there now joins it. @throws LuminoraError `turn_in_progress`, `conflict`, or `cancelled` after `stopAll` */
  start(sessionId: string, request: TurnRequest | null, work: TurnWork): RunningTurn;
  /** True when there was something to stop. Resolves when the turn has ended. */
  stop(sessionId: string): Promise<boolean>;
  /** For good: nothing can be started after. */
  stopAll(): Promise<void>;
  /** No turn begins until the answer is called. @throws LuminoraError `turn_in_progress` when one runs */
  hold(why: string): () => void;
  /** No turn begins in this session until the answer is called. @throws LuminoraError `turn_in_progress` when one runs */
  holdSession(sessionId: string, why: string): () => void;
  /** Resolves when the turns running now have ended. */
  idle(): Promise<void>;
};

export function createRunningTurns(): RunningTurns {
  const turns = new Map<string, RunningTurn & { abort: AbortController }>();
  let isOver = false;
  const holds = new Map<symbol, string>();
  const heldSessions = new Map<symbol, { sessionId: string; why: string }>();

  return {
    get: (sessionId) => turns.get(sessionId),
    start(sessionId, request, work) {
      if (isOver) throw new LuminoraError('cancelled', 'Luminora is closing.');
      const [reason = [...heldSessions.values()].find((held) => held.sessionId === sessionId)?.why] = holds.values();
      if (reason !== undefined) throw new LuminoraError('turn_in_progress', reason, { details: { session_id: sessionId } });
      const active = turns.get(sessionId);
      if (active) return joined(active, request, sessionId);
      const abort = new AbortController();
      const stream = createReplayStream<TurnEvent>();
      let failure: unknown = null;
      const done = work((event) => stream.push(event), abort.signal)
        .catch((error: unknown) => { failure = error; })
        .finally(() => {
          turns.delete(sessionId);
          stream.end();
        });
      const events: AsyncIterable<TurnEvent> = {
        async* [Symbol.asyncIterator]() {
          yield* stream.follow();
          if (failure !== null) throw failure;
        },
      };
      const turn = { request, events, done, abort };
      turns.set(sessionId, turn);
      return turn;
    },
    async stop(sessionId) {
      const turn = turns.get(sessionId);
      if (!turn) return false;
      turn.abort.abort();
      await turn.done;
      return true;
    },
    hold(why) {
      if (turns.size > 0) throw new LuminoraError('turn_in_progress', 'A reply is being written. Wait for its end, or stop it.', { details: { session_id: [...turns.keys()][0] } });
      const key = Symbol();
      holds.set(key, why);
      return () => void holds.delete(key);
    },
    holdSession(sessionId, why) {
      if (turns.has(sessionId)) throw new LuminoraError('turn_in_progress', 'A reply is being written in this session. Wait for its end, or stop it.', { details: { session_id: sessionId } });
      const key = Symbol();
      heldSessions.set(key, { sessionId, why });
      return () => void heldSessions.delete(key);
    },
    async idle() {
      await Promise.all([...turns.values()].map((turn) => turn.done));
    },
    async stopAll() {
      isOver = true;
      const all = [...turns.values()];
      for (const turn of all) turn.abort.abort();
      await Promise.all(all.map((turn) => turn.done));
    },
  };
}

function joined(active: RunningTurn, request: TurnRequest | null, sessionId: string): RunningTurn {
  if (request === null || active.request?.clientMessageId !== request.clientMessageId) {
    throw new LuminoraError('turn_in_progress', 'A reply is being written in this session.', { details: { session_id: sessionId } });
  }
  if (active.request.text !== request.text) throw clientIdTaken(request.clientMessageId);
  return active;
}

/** The same client id may not stand for two different messages. */
export function clientIdTaken(clientMessageId: string, messageId?: string): LuminoraError {
  const details = messageId === undefined ? {} : { message_id: messageId };
  return new LuminoraError('conflict', `The client message id "${clientMessageId}" was used for another message. Use a new id for a new message.`, { details });
}
