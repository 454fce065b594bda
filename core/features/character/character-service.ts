// Who the companions are: reading and compiling them.
import type { PersonalitySummary } from '../../contract/system.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { Language } from '../../lib/language.ts';
import { compileCharacter } from './compile.ts';
import type { CompiledCharacter } from './compile.ts';
import { personalitySchema } from './personality.ts';

export type CharacterService = {
  exists(id: string): Promise<boolean>;
  list(): Promise<PersonalitySummary[]>;
  /** @throws LuminoraError `not_found` */
  compile(id: string, state: { level: string; mood: string; language: Language | null }): Promise<CompiledCharacter>;
};

export function createCharacterService(storage: StorageProvider): CharacterService {
  return {
    exists: async (id) => (await storage.personalities.get(id)) !== null,
    async list() {
      return (await storage.personalities.list()).map((record) => {
        const personality = personalitySchema.parse(record.definition);
        const { name, description, language } = personality.persona;
        const translated = Object.entries(personality.translations).flatMap(([code, words]) => (words.description === undefined ? [] : [[code, words.description] as const]));
        return { id: record.id, name, description, language, accent_hue: personality.appearance.accent_hue ?? null, descriptions: Object.fromEntries(translated) };
      });
    },
    async compile(id, state) {
      const record = await storage.personalities.get(id);
      if (!record) throw new LuminoraError('not_found', `There is no companion "${id}". Choose another for this session.`, { details: { personality: id } });
      const personality = personalitySchema.parse(record.definition);
      const language = state.language ?? (personality.persona.language === 'es' ? 'es' : 'en');
      return compileCharacter(personality, { id, level: state.level, mood: state.mood, language });
    },
  };
}
