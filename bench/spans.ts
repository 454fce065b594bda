// What the engine's jobs and embeddings took, heard while it works, and the time that was spent on the one but not on the other.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { spanChannel } from '../core/lib/spans.ts';
import type { Span, SpanName } from '../core/lib/spans.ts';

export type { Span };
type Time = Pick<Span, 'started' | 'ended'>;

/** `take` answers what was heard since it was last called. */
export function listenToSpans(): { take(): Record<SpanName, Span[]>; stop(): void } {
  let heard: Record<SpanName, Span[]> = { job: [], embedding: [] };
  const listeners = (['job', 'embedding'] as const).map((name) => [spanChannel(name), (span: unknown) => { heard[name].push(span as Span); }] as const);
  for (const [name, listener] of listeners) subscribe(name, listener);
  return {
    take() {
      const taken = heard;
      heard = { job: [], embedding: [] };
      return taken;
    },
    stop() {
      for (const [name, listener] of listeners) unsubscribe(name, listener);
    },
  };
}

/** Milliseconds in any of the times and in none of the embeddings. */
export function withoutEmbeddings(times: readonly Time[], embeddings: readonly Time[]): number {
  return union([...times, ...embeddings]) - union(embeddings);
}

/** Milliseconds covered by at least one. */
function union(times: readonly Time[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { started, ended } of [...times].sort((one, other) => one.started - other.started)) {
    covered += Math.max(0, ended - Math.max(started, until));
    until = Math.max(until, ended);
  }
  return covered;
}
