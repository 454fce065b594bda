// The turns being answered now, at most one per session; any number of readers may follow one, and leaving does not stop it.
import { LuminoraError } from '../../contract/errors.ts';
import type { TurnEvent } from '../../contract/events.ts';
import { createReplayStream } from '../../lib/replay-stream.ts';

export type RunningTurn = {
  clientMessageId: string | null;
  events: AsyncIterable<TurnEvent>;
  done: Promise<void>;
};
export type TurnWork = (emit: (event: TurnEvent) => void, signal: AbortSignal) => Promise<void>;

export type RunningTurns = {
  get(sessionId: string): RunningTurn | undefined;
  /** Starts work for a session. @throws LuminoraError `turn_in_progress` */
  start(sessionId: string, clientMessageId: string | null, work: TurnWork): RunningTurn;
  /** True when there was something to stop. Resolves when the turn has ended. */
  stop(sessionId: string): Promise<boolean>;
  stopAll(): Promise<void>;
  /** Resolves when the turns running now have ended. */
  idle(): Promise<void>;
};

export function createRunningTurns(): RunningTurns {
  const turns = new Map<string, RunningTurn & { abort: AbortController }>();

  return {
    get: (sessionId) => turns.get(sessionId),
    start(sessionId, clientMessageId, work) {
      if (turns.has(sessionId)) throw new LuminoraError('turn_in_progress', 'A reply is being written in this session.', { details: { session_id: sessionId } });
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
      const turn = { clientMessageId, events, done, abort };
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
    async idle() {
      await Promise.all([...turns.values()].map((turn) => turn.done));
    },
    async stopAll() {
      const all = [...turns.values()];
      for (const turn of all) turn.abort.abort();
      await Promise.all(all.map((turn) => turn.done));
    },
  };
}
