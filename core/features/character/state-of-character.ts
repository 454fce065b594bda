// A companion in a state somebody asks about - a draft in the editor, another level or mood - compiled as a turn would.
import { LuminoraError } from '../../contract/errors.ts';
import type { MoodDefinition } from '../../contract/mood-config.ts';
import type { Modifier } from '../../contract/parameters.ts';
import type { Personality } from '../../contract/personality.ts';
import type { Language } from '../../lib/language.ts';
import { compileCharacter } from './compile/index.ts';
import type { CompiledCharacter } from './compile/index.ts';
import { levelsOf } from './levels.ts';

export type AskedState = {
  level?: string | undefined; mood?: string | undefined; intensity?: number | undefined; overrides?: Modifier | undefined; language?: Language | undefined;
};
/** Every mood a companion knows, in words of a language. */
export type MoodsOf = (personality: Personality, language: Language) => readonly MoodDefinition[];

const usualIntensity = 0.7;

/** The first level, no mood, the persona's language: unless told otherwise. @throws LuminoraError `invalid_input` for a level or mood it does not know */
export function compileState(id: string, personality: Personality, asked: AskedState, moodsOf: MoodsOf): CompiledCharacter {
  const levels = levelsOf(personality);
  const level = asked.level === undefined ? levels[0]! : levels.find(({ name }) => name === asked.level);
  if (!level) throw unknown('level', asked.level!, levels.map(({ name }) => name));
  const language = asked.language ?? (personality.persona.language === 'es' ? 'es' : 'en');
  const moods = moodsOf(personality, language);
  const definition = asked.mood === undefined ? null : moods.find((mood) => mood.id === asked.mood);
  if (definition === undefined) throw unknown('mood', asked.mood!, moods.map((mood) => mood.id));
  return compileCharacter({
    personality, id, level: level.name, mood: definition === null ? null : { id: definition.id, intensity: asked.intensity ?? usualIntensity, definition }, overrides: asked.overrides ?? {},
    previous: null, language, userName: null,
  });
}

function unknown(field: string, asked: string, knownNames: readonly string[]): LuminoraError {
  return new LuminoraError('invalid_input', `This companion has no ${field} "${asked}". It has: ${knownNames.join(', ')}.`, { details: { field, known: knownNames } });
}
