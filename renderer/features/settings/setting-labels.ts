// The names of settings in both languages; an unknown one is made readable from its path.
import type { Language } from '../../i18n/translate.ts';
import { humanName, type SettingField } from './setting-fields.ts';

const names: Record<string, { en: string; es: string }> = {
  'llm_provider.name': { en: 'Who answers', es: 'Quién responde' },
  'llm_provider.config.api_base': { en: 'Address of the service', es: 'Dirección del servicio' },
  'llm_provider.config.models.main': { en: 'Model for replies', es: 'Modelo para responder' },
  'embedding_provider.name': { en: 'Understanding of meaning', es: 'Comprensión del significado' },
  'memory.recall_limit': { en: 'Memories per reply', es: 'Recuerdos por respuesta' },
  'memory.recall_token_budget': { en: 'Tokens of memories per reply', es: 'Tokens de recuerdos por respuesta' },
  'memory.neighbours': { en: 'Neighbouring messages', es: 'Mensajes vecinos' },
  'memory.embed_timeout_ms': { en: 'Wait for meaning (ms)', es: 'Espera del significado (ms)' },
  'character.personality': { en: 'Companion of new chats', es: 'Compañía de los chats nuevos' },
  'character.language': { en: 'Language of replies', es: 'Idioma de las respuestas' },
  'features.semantic_search': { en: 'Search by meaning', es: 'Buscar por significado' },
  'features.fact_extraction': { en: 'Learn facts', es: 'Aprender datos' },
  'features.mood': { en: 'Changing mood', es: 'Ánimo cambiante' },
  'features.affinity': { en: 'Growing relationship', es: 'Relación que crece' },
};

export function labelOf(field: Pick<SettingField, 'path' | 'title'>, language: Language): string {
  return names[field.path]?.[language] ?? field.title ?? humanName(field.path);
}
