// What belongs to this screen and not to the engine: theme, language, sizes, drafts. Kept in the browser's storage; broken values fall back.
import { languages, preferredLanguage, type Language } from '../../i18n/translate.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const sizes = ['small', 'normal', 'large', 'larger'] as const;
export const replyFonts = ['sans', 'serif'] as const;
export type Preferences = { theme: (typeof themes)[number]; language: Language; size: (typeof sizes)[number]; reply_font: (typeof replyFonts)[number] };
/** The part of the browser's storage that is used; tests give a plain map. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const key = 'luminora.preferences';

export function readPreferences(storage: TextStorage, browserLanguages: readonly string[]): Preferences {
  const stored = parse(storage.getItem(key));
  const oneOf = <T extends string>(values: readonly T[], name: string, otherwise: T): T => values.find((value) => value === stored[name]) ?? otherwise;
  return {
    theme: oneOf(themes, 'theme', 'system'),
    language: oneOf(languages, 'language', preferredLanguage(browserLanguages)),
    size: oneOf(sizes, 'size', 'normal'),
    reply_font: oneOf(replyFonts, 'reply_font', 'sans'),
  };
}

export function writePreferences(storage: TextStorage, preferences: Preferences): void {
  storage.setItem(key, JSON.stringify(preferences));
}

/** The unsent text of a chat; `new` is the chat that has not begun. */
export function readDraft(storage: TextStorage, sessionId: string | null): string {
  return storage.getItem(`luminora.draft.${sessionId ?? 'new'}`) ?? '';
}

export function writeDraft(storage: TextStorage, sessionId: string | null, text: string): void {
  const name = `luminora.draft.${sessionId ?? 'new'}`;
  if (text) storage.setItem(name, text);
  else storage.removeItem(name);
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
