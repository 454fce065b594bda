// What a host wraps around every procedure, whatever carries the call: our errors and a bound on open streams.
import type { ProcedureClientInterceptorOptions } from '@orpc/server';
import { getEventIteratorSchemaDetails } from '@orpc/contract';
import type { Meta } from '@orpc/contract';
import type { Interceptor } from '@orpc/shared';
import { LuminoraError } from '../core/contract/index.ts';
import type { CallContext } from '../core/engine-interface.ts';
import type { Log } from '../core/lib/log.ts';
import { procedureErrorData, toProcedureError } from './error-response.ts';

export type HostHooks = { errors: ProcedureHook; streams: ProcedureHook };

export type ProcedureHook = Interceptor<ProcedureClientInterceptorOptions<CallContext, Record<never, never>, Meta>, Promise<unknown>>;

/** Streams (turns, downloads, watches) open at the same time on one server, all clients together. */
export const maximumOpenStreams = 200;

const turnProcedures = new Set(['chat.send', 'chat.regenerate', 'chat.edit']);

/** True for the procedures that stream a turn. Leaving the stream does not end the turn (the engine sees to that); `chat.stop` does. */
export function isTurnProcedure(path: readonly string[]): boolean {
  return turnProcedures.has(path.join('.'));
}

/** Sends every failure as our own error data; what is nobody's fault is logged under an incident number. */
export function errorHook(log: Log, nextIncident: () => string): ProcedureHook {
  return async (options) => {
    try {
      return await options.next();
    } catch (error) {
      const data = procedureErrorData(error);
      if (data.code !== 'internal' || data.details?.['incident'] !== undefined) throw toProcedureError(error);
      const incident = nextIncident();
      log.error('request-failed', { incident, procedure: options.path.join('.'), error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      throw toProcedureError(new LuminoraError('internal', data.message, { details: { incident }, cause: error }));
    }
  };
}

/** Counts open streams and refuses the one too many before anything was started. */
export function streamLimitHook(limit: { open: number; maximum: number }): ProcedureHook {
  return async (options) => {
    if (!getEventIteratorSchemaDetails(options.procedure['~orpc'].outputSchema)) return options.next();
    if (limit.open >= limit.maximum) throw new LuminoraError('rate_limited', `There are already ${limit.maximum} streams open on this server.`, { details: { maximum: limit.maximum } });
    limit.open += 1;
    let isCounted = true;
    const release = (): void => {
      if (isCounted) limit.open -= 1;
      isCounted = false;
    };
    try {
      return countStream(await options.next(), release);
    } catch (error) {
      release();
      throw error;
    }
  };
}

function countStream(output: unknown, release: () => void): unknown {
  const source = output as AsyncIterator<unknown>;
  const iterator: AsyncIteratorObject<unknown> = {
    async next() {
      try {
        const result = await source.next();
        if (result.done === true) release();
        return result;
      } catch (error) {
        release();
        throw error;
      }
    },
    async return(value?: unknown) {
      release();
      return (await source.return?.(value)) ?? { done: true, value };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return?.();
    },
  };
  return iterator;
}
