// A text longer than a model reads, as windows that overlap; each has the model's special tokens and the text's prefix.
import type { TextTokenizer } from './tokenizer.ts';

/** At least one list of token ids, each of at most `maxTokens`. */
export type TextWindows = readonly (readonly number[])[];

/** @param settings `overlap`: tokens a window shares with the one before */
export function toWindows(tokenizer: TextTokenizer, text: string, settings: { maxTokens: number; overlap: number; prefixes: readonly string[] }): TextWindows {
  const ids = tokenizer.encode(text);
  const { maxTokens } = settings;
  if (ids.length <= maxTokens) return [ids];
  // A model opens and closes with one special token each, or only closes.
  const specials = tokenizer.encode('').length;
  const head = specials >= 2 ? 1 : 0;
  const tail = specials >= 1 ? 1 : 0;
  const prefix = settings.prefixes.find((candidate) => candidate !== '' && text.startsWith(candidate)) ?? '';
  const before = ids.slice(0, prefix === '' ? head : tokenizer.encode(prefix.trimEnd()).length - tail);
  const after = tail === 0 ? [] : ids.slice(-1);
  const body = ids.slice(before.length, ids.length - tail);
  const room = maxTokens - before.length - after.length;
  // A model so short that the overlap would leave no room for anything new moves on by whole windows.
  const step = room > 2 * settings.overlap ? room - settings.overlap : room;
  if (room < 1) return [[...ids.slice(0, maxTokens - tail), ...after]];
  const windows: number[][] = [];
  for (let start = 0; ; start += step) {
    windows.push([...before, ...body.slice(start, start + room), ...after]);
    if (start + room >= body.length) return windows;
  }
}
