// What a host wraps around every procedure, whatever carries the call: our errors and a bound on open streams.
import type { ProcedureClientInterceptorOptions } from '@orpc/server';
import { getEventIteratorSchemaDetails } from '@orpc/contract';
import type { Meta } from '@orpc/contract';
import type { Interceptor } from '@orpc/shared';
import { LuminoraError } from '../core/contract/index.ts';
import type { Log } from '../core/index.ts';
import { procedureErrorData, toProcedureError } from './error-response.ts';
import { wrapStream } from './wrap-stream.ts';

export type HostHooks = { errors: ProcedureHook; streams: ProcedureHook };

export type ProcedureHook = Interceptor<ProcedureClientInterceptorOptions<Record<never, never>, Record<never, never>, Meta>, Promise<unknown>>;

/** Streams (turns, downloads, watches) open at the same time on one server, all clients together. */
export const maximumOpenStreams = 200;

const turnProcedures = new Set(['chat.send', 'chat.regenerate', 'chat.edit']);

/** True for the procedures that stream a turn. Leaving the stream does not end the turn (the engine sees to that); `chat.stop` does. */
export function isTurnProcedure(path: readonly string[]): boolean {
  return turnProcedures.has(path.join('.'));
}

/** Sends every failure as our own error data, also one in the middle of a stream; what is nobody's fault is logged under an incident number. */
export function errorHook(log: Log | undefined, nextIncident: () => string): ProcedureHook {
  const translate = (error: unknown, path: readonly string[]): unknown => {
    const data = procedureErrorData(error);
    if (data.code !== 'internal' || data.details?.['incident'] !== undefined) return toProcedureError(error);
    const incident = nextIncident();
    log?.error('request-failed', { incident, procedure: path.join('.'), error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    return toProcedureError(new LuminoraError('internal', data.message, { details: { incident }, cause: error }));
  };
  return async (options) => {
    try {
      const output = await options.next();
      return isStream(options) ? wrapStream(output as AsyncIterator<unknown>, { mapError: (error) => translate(error, options.path) }) : output;
    } catch (error) {
      throw translate(error, options.path);
    }
  };
}

/** Counts open streams and refuses the one too many before anything was started. */
export function streamLimitHook(limit: { open: number; maximum: number }): ProcedureHook {
  return async (options) => {
    if (!isStream(options)) return options.next();
    if (limit.open >= limit.maximum) throw new LuminoraError('rate_limited', `There are already ${limit.maximum} streams open on this server.`, { details: { maximum: limit.maximum } });
    limit.open += 1;
    let isCounted = true;
    const release = (): void => {
      if (isCounted) limit.open -= 1;
      isCounted = false;
    };
    try {
      return wrapStream((await options.next()) as AsyncIterator<unknown>, { onEnd: release });
    } catch (error) {
      release();
      throw error;
    }
  };
}

/** True for the procedures that answer a stream of events. */
export function isStream(options: Pick<Parameters<ProcedureHook>[0], 'procedure'>): boolean {
  return getEventIteratorSchemaDetails(options.procedure['~orpc'].outputSchema) !== undefined;
}
