// What a new companion begins with: little, and all of it valid.
import type { Personality } from '../../../core/contract/index.ts';
import type { Language } from '../../i18n/translate.ts';

const words = {
  en: { description: 'A companion of your own.', rule: 'You answer what was asked before you ask anything back.' },
  es: { description: 'Una compañía a tu medida.', rule: 'Respondes a lo que te preguntan antes de preguntar tú.' },
};

export function blankPersonality(name: string, language: Language): Personality {
  return {
    persona: { name, version: '1.0.0', description: words[language].description, author: '—', tags: [], language, compatibility: ['luminora'] },
    core_traits: { archetype: 'caregiver', temperament: 'calm', communication_style: 'conversational' },
    linguistic_profile: { tone: ['friendly'], syntax: 'varied', vocabulary: [] },
    behavioral_rules: [words[language].rule],
    advanced_parameters: { verbosity: 0.5, formality: 0.5, humor: 0.5, empathy: 0.5, creativity: 0.5, directness: 0.5 },
  };
}
