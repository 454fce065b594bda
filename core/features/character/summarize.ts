// A companion as lists show it.
import type { PersonalitySummary } from '../../contract/characters.ts';
import type { Personality } from '../../contract/personality.ts';
import { expandMacros } from './macros.ts';
import { nameInPrompt } from './name-in-prompt.ts';

/** Swipes of a conversation's first message; one commit takes them all, and it holds some fifty changes. */
export const maximumGreetings = 40;

const someone: Record<string, string> = { es: 'tú' };

/** What it says first, in the persona's own language and in every other there is; macros filled in with nobody's name. */
export function summarize(id: string, personality: Personality): PersonalitySummary {
  const { name, description, language, tags } = personality.persona;
  const translations = Object.entries(personality.translations ?? {});
  const greetings = Object.fromEntries([[language, greetingsIn(personality, language)] as const, ...translations.flatMap(([code, words]) => (words.greetings === undefined ? [] : [[code, words.greetings] as const]))]
    .filter(([, texts]) => texts.length > 0)
    .map(([code, texts]) => [code, texts.slice(0, maximumGreetings).map((text, index) => expandMacros(text, { char: nameInPrompt(personality), user: someone[code] ?? 'you', seed: `${id}/greeting/${index}`, now: null }))] as const));
  return {
    id, name, description, language, tags, accent_hue: personality.appearance?.accent_hue ?? null, greetings, assets: [], is_shipped: false, is_changed: false, updated_at: 0,
    descriptions: Object.fromEntries(translations.flatMap(([code, words]) => (words.description === undefined ? [] : [[code, words.description] as const]))),
  };
}

/** Its greetings in a language, else in its own; what it answers to a greeting when it has none. */
export function greetingsIn(personality: Personality, language: string): readonly string[] {
  const translated = personality.translations?.[language]?.greetings;
  return (translated !== undefined && translated.length > 0 && language !== personality.persona.language ? translated : null) ?? personality.greetings ?? personality.trigger_responses?.on_greeting ?? [];
}
