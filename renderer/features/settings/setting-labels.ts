// The names and explanations of settings in the person's language, and which of them most people will want to see.
import type { Language } from '../../i18n/translate.ts';
import { humanName, type SettingField } from './setting-fields.ts';
import { spanishSettingWords } from './setting-words-es.ts';

const everyday = new Set(['llm_provider.name', 'llm_provider.config.models.main', 'llm_provider.config.api_base', 'embedding_provider.name', 'memory.recall_limit', 'memory.recall_token_budget', 'memory.refinement', 'features.semantic_search', 'features.fact_extraction', 'features.episodic_memory', 'features.summaries', 'features.classification', 'features.analytics', 'features.audit', 'features.snapshots', 'features.imports', 'features.mood', 'features.affinity', 'character.personality', 'character.language', 'safety.max_message_chars', 'server.port', 'storage_provider.name', 'vector_store_provider.name', 'cache_provider.name', 'telemetry.log_level']);

/** Shown at once; the others wait below "more". */
export function isEveryday(path: string): boolean {
  return everyday.has(path);
}

export type SettingWord = { text: string; /** "en" when there is no translation. */ lang: Language };

export function settingWord(text: string, language: Language): SettingWord {
  const translated = language === 'es' ? spanishSettingWords[text] : undefined;
  return translated ? { text: translated, lang: 'es' } : { text, lang: 'en' };
}

const choices: Record<string, { en: string; es: string }> = { auto: { en: 'Automatic', es: 'Automático' }, en: { en: 'English', es: 'Inglés' }, es: { en: 'Spanish', es: 'Español' }, cpu: { en: 'Processor', es: 'Procesador' }, memory: { en: 'In memory', es: 'En memoria' }, none: { en: 'None', es: 'Ninguno' }, debug: { en: 'Everything', es: 'Todo' }, info: { en: 'Normal', es: 'Normal' }, warn: { en: 'Warnings and errors', es: 'Avisos y errores' }, error: { en: 'Only errors', es: 'Solo errores' }, silent: { en: 'Nothing', es: 'Nada' } };

/** The word for one value of a choice. */
export function choiceWord(label: string, language: Language): string {
  return choices[label]?.[language] ?? settingWord(label, language).text;
}

export function labelOf(field: Pick<SettingField, 'path' | 'title'>, language: Language): string {
  return settingWord(field.title ?? humanName(field.path), language).text;
}
