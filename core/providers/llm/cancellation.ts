// Stopping on request: the one error for it, and waits that can be cut short.
import { LuminoraError } from '../../contract/errors.ts';

/** The error of everything that was stopped on request. */
export function cancelledError(): LuminoraError {
  return new LuminoraError('cancelled', 'The reply was stopped.');
}

/** Throws `cancelled` when the signal has fired. */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelledError();
}

/** The promise, or `cancelled` as soon as the signal fires. */
export async function untilStopped<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise;
  throwIfStopped(signal);
  let stop: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(cancelledError());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

/** Waits, or throws `cancelled`. Infinity waits for the signal alone. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms <= 0) return throwIfStopped(signal);
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    if (ms !== Infinity) timer = setTimeout(resolve, ms);
  });
  try {
    await untilStopped(waited, signal);
  } finally {
    clearTimeout(timer);
  }
}
