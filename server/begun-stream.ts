// A stream is answered when it has begun: what fails before its first event fails with its own status, as it does without a stream.
import { isStream, type ProcedureHook } from './procedure-hooks.ts';

/** A first event that takes longer is waited for by the client, in the open stream. */
const patienceMs = 1000;

export const begunHook: ProcedureHook = async (options) => {
  const output = await options.next();
  return isStream(options) ? begun(output as AsyncIterator<unknown>) : output;
};

async function begun(source: AsyncIterator<unknown>): Promise<AsyncIteratorObject<unknown>> {
  let first: Promise<IteratorResult<unknown>> | null = source.next();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, patienceMs); });
  try {
    await Promise.race([first, late]);
  } finally {
    clearTimeout(timer);
  }
  // Asked for later or, when the client is gone, never.
  first.catch(() => undefined);
  const stream: AsyncIteratorObject<unknown> = {
    next() {
      const waiting = first;
      first = null;
      return waiting ?? source.next();
    },
    return: async (value?: unknown) => (await source.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return?.();
    },
  };
  return stream;
}
