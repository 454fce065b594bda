// Where a command reads and writes, and the cleaning of text that a model, a file or a server wrote.
import type { Readable, Writable } from 'node:stream';
import type { Language, Say } from './texts.ts';

/** What a command gets instead of `process`, so that tests can hand in their own. */
export type Terminal = {
  input: Readable;
  output: Writable & { isTTY?: boolean; columns?: number };
  errors: Writable;
  env: Readonly<Record<string, string | undefined>>;
  /** Calls back at the first SIGINT or SIGTERM; answers how to stop listening. */
  onInterrupt(listener: () => void): () => void;
};

/** What every command works with. */
export type Cli = { terminal: Terminal; say: Say; language: Language; json: boolean; line(text?: string): void; note(text: string): void };

export function createCli(parts: { terminal: Terminal; say: Say; language: Language; json: boolean }): Cli {
  return {
    ...parts,
    line: (text = '') => void parts.terminal.output.write(`${text}\n`),
    note: (text) => void parts.terminal.errors.write(`${text}\n`),
  };
}

/**
 * Makes foreign text harmless in a terminal: escape sequences, other control characters and direction overrides become visible signs,
 * character by character, so that it also holds for text that arrives in pieces.
 */
export function cleanText(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.charCodeAt(0);
    if (character === '\r') return '';
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll(/\s+/g, ' ').trim();
}
