// Tells who asks (benches) what took how long. Nobody asks in ordinary use, and then it costs next to nothing.
import { channel } from 'node:diagnostics_channel';

/** Times as `performance.now()` gives them. `what`: the kind of a job, the use of an embedding; `of`: the message that a job is about. */
export type Span = { what: string; of?: string; started: number; ended: number };
export type SpanName = 'job' | 'embedding';

/** Name of the channel (node:diagnostics_channel) its spans are published on, each a `Span`. */
export function spanChannel(name: SpanName): string {
  return `luminora.${name}`;
}

/** Does the work and publishes its span, however it ends. */
export async function spanned<Result>(name: SpanName, about: Pick<Span, 'what' | 'of'>, work: () => Promise<Result>): Promise<Result> {
  const listeners = channel(spanChannel(name));
  if (!listeners.hasSubscribers) return work();
  const started = performance.now();
  try {
    return await work();
  } finally {
    listeners.publish({ ...about, started, ended: performance.now() } satisfies Span);
  }
}
