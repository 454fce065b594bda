// The lorebooks in force for a turn: the character's own, and the user's that are switched on for it.
import type { Personality } from '../../../contract/personality.ts';
import type { Language } from '../../../lib/language.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { nameInPrompt } from '../name-in-prompt.ts';
import { activateLore } from './activate-lore.ts';
import type { ActivatedLore } from './activated.ts';

export type LoreQuery = { id: string; personality: Personality; messages: readonly string[]; turns: number; seed: string; userName: string | null; language: Language };

/** Tokens that lore may take of a prompt, all books together. */
const usualBudget = 600;

export function createLore({ storage }: { storage: StorageProvider }): (query: LoreQuery) => Promise<ActivatedLore> {
  return async ({ id, personality, messages, turns, seed, userName, language }) => {
    const global = (await storage.lorebooks.list()).filter((book) => book.is_enabled && (book.personality === '' || book.personality === id));
    const own = personality.lorebook === undefined ? [] : [{ name: personality.lorebook.name ?? personality.persona.name, book: personality.lorebook, isCharacterBook: true }];
    const books = [...own, ...global.map(({ name, definition }) => ({ name, book: definition, isCharacterBook: false }))];
    if (books.length === 0) return { entries: [], dropped: 0 };
    return activateLore({ books, messages, turns, greeting: null, tokenBudget: usualBudget, seed, char: nameInPrompt(personality), user: userName ?? (language === 'es' ? 'el usuario' : 'the user') });
  };
}
