// Loads the first way to run a model that works, and goes on to the next where one fails, telling each step.
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import type { StepDown } from '../../inference/choose-precision.ts';
import type { EncoderThread } from '../../inference/encoder-thread.ts';
import type { ModelStore } from '../../inference/model-store.ts';
import type { TextEncoderSettings } from '../../inference/text-encoder.ts';
import type { Log } from '../../lib/log.ts';
import type { LocalAttempt } from './local-plan.ts';

export type Started = { thread: EncoderThread; attempt: LocalAttempt };
export type StepDownParts = {
  attempts: readonly LocalAttempt[];
  store: Pick<ModelStore, 'locate'>;
  log: Log;
  threads: number;
  start(settings: TextEncoderSettings): Promise<EncoderThread>;
};

/** The names of what is left and of what comes instead: the models where they differ, else the devices, else the precisions. */
export function stepBetween(from: LocalAttempt, to: LocalAttempt, reason: string): StepDown {
  if (from.row.id !== to.row.id) return { from: from.row.id, to: to.row.id, reason };
  if (from.device !== to.device) return { from: from.device, to: to.device, reason };
  return { from: from.precision, to: to.precision, reason };
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const isSameFiles = (one: LocalAttempt, other: LocalAttempt) => one.row.id === other.row.id && one.precision === other.precision;

export function createStepDown({ attempts, store, log, threads, start }: StepDownParts) {
  /** Ways that failed, with why: they are not tried again while the program runs, except the files, which may be mended. */
  const failed = new Map<LocalAttempt, string>();
  let current: LocalAttempt | null = null;

  async function open(attempt: LocalAttempt): Promise<EncoderThread> {
    const { row, precision, device } = attempt;
    const { folder, weights } = await store.locate(row.id, precision);
    const thread = await start({
      folder, weights, dimension: row.dimension, maxTokens: row.max_tokens, isNormalized: row.is_normalized, devices: [device], threads, pooling: row.pooling,
      prefixes: [row.query_prefix, row.passage_prefix],
    });
    if (thread.device === device) return thread;
    await thread.close();
    throw new LuminoraError('provider_unavailable', thread.steps.find((step) => step.device === device)?.reason ?? `The device ${device} could not be used.`);
  }

  return {
    /** @throws what the first way failed with, when none works; asking again tries again */
    async start(): Promise<Started> {
      let first: unknown = null;
      const unreadable: LocalAttempt[] = [];
      for (const attempt of attempts) {
        if (failed.has(attempt) || unreadable.some((other) => isSameFiles(other, attempt))) continue;
        try {
          const thread = await open(attempt);
          current = attempt;
          return { thread, attempt };
        } catch (error) {
          first ??= error;
          const areFiles = isLuminoraError(error) && (error.code === 'model_missing' || (error.code === 'model_damaged' && attempt.device === 'cpu'));
          if (areFiles) unreadable.push(attempt);
          failed.set(attempt, reasonOf(error));
          log.warn('embedding-step-down', { model: attempt.row.id, precision: attempt.precision, device: attempt.device, reason: reasonOf(error) });
        }
      }
      failed.clear();
      current = null;
      throw first ?? new LuminoraError('model_missing', 'No way to run the embedding model is left. Start the program again.');
    },
    /** The way in use broke while it ran. False: there is no other left to try. */
    giveUp(reason: string): boolean {
      if (!current || attempts.every((attempt) => failed.has(attempt) || attempt === current)) return false;
      failed.set(current, reason);
      return true;
    },
    /** From what was tried to what runs, in order. */
    steps(): StepDown[] {
      const running = current;
      if (!running) return [];
      const left = attempts.slice(0, attempts.indexOf(running)).filter((attempt) => failed.has(attempt));
      return left.map((attempt, index) => stepBetween(attempt, left[index + 1] ?? running, failed.get(attempt)!));
    },
  };
}
