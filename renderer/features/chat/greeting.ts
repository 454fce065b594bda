// What a companion may say first, in the language of the screen where it can. Pure.
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { languages, type Language } from '../../i18n/translate.ts';
import type { Greeting } from '../sessions/sessions-store.ts';

export type Greetings = { texts: readonly string[]; language: Language | null };

/** The screen's language, else the companion's own, else whatever it has; null language: one the screens do not speak, which is the companion's own. */
export function greetingsOf(companion: Pick<PersonalitySummary, 'greetings' | 'language'>, language: Language): Greetings {
  const given = Object.entries(companion.greetings).filter(([, texts]) => texts.length > 0);
  const [key, texts] = given.find(([code]) => code === language) ?? given.find(([code]) => code === companion.language) ?? given[0] ?? [null, []];
  return { texts, language: languages.find((known) => known === key) ?? null };
}

/** How a chat is told which greeting it begins with; undefined where there is none. */
export function chosenGreeting({ texts, language }: Greetings, index: number): Greeting | undefined {
  if (texts.length === 0) return undefined;
  return { index: Math.min(index, texts.length - 1), ...(language ? { language } : {}) };
}
