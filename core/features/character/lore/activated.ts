// What a lorebook gives to one prompt.
import type { LorebookEntry } from '../../../contract/lorebook.ts';

export type ActivatedEntry = {
  /** Name of its book. */
  book: string;
  entry: LorebookEntry;
  /** As it is to be read: decorators gone, macros filled in. */
  content: string;
  /** Why it is here: "constant", or the key that was said. */
  reason: string;
  tokens: number;
  isConstant: boolean;
  position: 'before_char' | 'after_char';
};
/** In the order they stand in the prompt. `dropped`: how many found no room. */
export type ActivatedLore = { entries: readonly ActivatedEntry[]; dropped: number };
