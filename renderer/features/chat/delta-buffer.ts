// Joins the words of a fast model so that the screen is drawn some thirty times a second, not once per token.
import type { TurnEvent } from '../../../core/contract/index.ts';

export type DeltaBuffer = { push(event: TurnEvent): void; flush(): void };

/** Everything but text passes at once, after the text that came before it. */
export function createDeltaBuffer(apply: (event: TurnEvent) => void, intervalMs = 33): DeltaBuffer {
  let waiting: Extract<TurnEvent, { type: 'text-delta' }> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const event = waiting;
    waiting = null;
    apply(event);
  };
  return {
    push(event) {
      if (event.type !== 'text-delta') { flush(); apply(event); return; }
      waiting = waiting ? { ...waiting, text: waiting.text + event.text } : event;
      timer ??= setTimeout(flush, intervalMs);
    },
    flush,
  };
}
