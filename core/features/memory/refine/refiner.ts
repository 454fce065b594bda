// Lets a language model look again at what the rules have read: when nobody is talking, a batch at a time, one request per batch, given up at once when a turn begins.
import { isLuminoraError } from '../../../contract/errors.ts';
import type { Log } from '../../../lib/log.ts';
import type { LanguageModel } from '../../../providers/llm/llm.ts';

export type RefineSettings = {
  /** local: only when the model runs on this machine, so that nothing leaves it unasked. */
  mode: 'off' | 'local' | 'always';
  /** Quiet time before it begins, in milliseconds. */
  idleMs: number;
};
/** Does one batch for a user with one request to the model. True when there may be more to do. */
export type RefineBatch = (userId: string, model: LanguageModel, source: string, signal: AbortSignal) => Promise<boolean>;

export type Refiner = {
  turnBegan(): void;
  turnEnded(userId: string): void;
  /** Resolves when nothing is being refined. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** Most batches in one quiet time: a backlog is worked off over several. */
const batchesPerQuietTime = 10;

export type RefinerParts = { batches: readonly RefineBatch[]; model: () => Promise<LanguageModel>; settings: () => RefineSettings; log: Log };

export function createRefiner(parts: RefinerParts): Refiner {
  const waiting = new Set<string>();
  let turns = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: { abort: AbortController; done: Promise<void> } | null = null;

  function wait(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (isStopped || turns > 0 || waiting.size === 0 || parts.settings().mode === 'off') return;
    timer = setTimeout(begin, parts.settings().idleMs);
    timer.unref();
  }

  function begin(): void {
    timer = null;
    if (running) return void running.done.then(wait);
    const abort = new AbortController();
    const done = work(abort.signal)
      // What failed is tried again after the next turn; what is stored stays.
      .catch((error: unknown) => { if (!abort.signal.aborted) parts.log.warn('refine-failed', { reason: isLuminoraError(error) ? error.message : String(error) }); })
      .finally(() => { running = null; });
    running = { abort, done };
  }

  async function work(signal: AbortSignal): Promise<void> {
    const model = await parts.model();
    const identity = await model.identity();
    // A base model continues text; what it makes of a form is noise.
    if (identity.is_base_model === true || (parts.settings().mode === 'local' && !identity.is_local)) return waiting.clear();
    for (const userId of [...waiting]) {
      for (const batch of parts.batches) {
        for (let count = 0; count < batchesPerQuietTime && !signal.aborted; count += 1) {
          if (!await batch(userId, model, `${identity.id}/${identity.model}`, signal)) break;
        }
      }
      if (signal.aborted) return;
      waiting.delete(userId);
    }
  }

  return {
    turnBegan() {
      turns += 1;
      if (timer) clearTimeout(timer);
      timer = null;
      running?.abort.abort();
    },
    turnEnded(userId) {
      turns = Math.max(0, turns - 1);
      waiting.add(userId);
      wait();
    },
    async idle() {
      await running?.done;
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      running?.abort.abort();
      await running?.done;
    },
  };
}
