// Lines a person types, one after another; some are acted on at once, while a reply is still being written.
import { createInterface } from 'node:readline';
import type { Terminal } from './terminal.ts';

export type LineQueue = {
  /** The next line, or null at the end of the input. Shows the prompt while it waits for a person. */
  next(prompt: string): Promise<string | null>;
  close(): void;
};

/** @param atOnce sees every line as it arrives, and Ctrl+C as null; answers true when it has dealt with it */
export function createLineQueue(terminal: Terminal, isInteractive: boolean, atOnce: (line: string | null) => boolean): LineQueue {
  const reader = createInterface({ input: terminal.input, ...(isInteractive ? { output: terminal.output } : {}), terminal: isInteractive });
  const lines: string[] = [];
  let isEnded = false;
  let wake: (() => void) | undefined;
  reader.on('line', (line) => {
    if (!isInteractive || !atOnce(line)) lines.push(line);
    wake?.();
  });
  reader.on('close', () => {
    isEnded = true;
    wake?.();
  });
  reader.on('SIGINT', () => {
    if (!atOnce(null)) reader.close();
  });
  return {
    async next(prompt) {
      while (lines.length === 0 && !isEnded) {
        if (isInteractive) {
          reader.setPrompt(prompt);
          reader.prompt();
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return lines.shift() ?? null;
    },
    close: () => reader.close(),
  };
}
