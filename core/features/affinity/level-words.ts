// What a level is and how the companion behaves at it, in the reader's language: the same words that the prompt gets.
import type { Level, Personality } from '../../contract/personality.ts';
import type { Language } from '../../lib/language.ts';
import { defaultLevels, spanishDefaultLevels } from '../character/index.ts';

/** A translation's words, else the default level's in this language, else as the personality says it. */
export function levelWords(personality: Personality, level: Level, language: Language): { description: string; adjustments: readonly string[] } {
  const spanish = language === 'es' && Object.hasOwn(spanishDefaultLevels, level.name) ? spanishDefaultLevels[level.name] : undefined;
  const isDefault = defaultLevels.includes(level);
  const isForeign = personality.persona.language !== language;
  const translated = isForeign ? personality.translations?.[language]?.levels?.[level.name] : undefined;
  const ours = language === 'es' ? spanish?.description : defaultLevels.find(({ name }) => name === level.name)?.description;
  return {
    description: (isDefault || isForeign ? ours : undefined) ?? level.description ?? ours ?? '',
    adjustments: translated ?? (isDefault ? spanish?.behavioral_adjustments : undefined) ?? level.modifiers.behavioral_adjustments ?? [],
  };
}
