// The six numbers a character has in a turn, without its words: step 4 keeps them, so that the next turn knows where it starts from.
import { parameterNames } from '../../contract/parameters.ts';
import type { Parameters } from '../../contract/parameters.ts';
import type { CompileInput } from './compile/index.ts';
import { parameterLayers } from './compile/index.ts';
import { levelsOf } from './levels.ts';

/** Base, level, mood by its intensity and the user's wishes; at most one step away from `previous`. The same as `compileCharacter` answers. */
export function parametersOf({ personality, level, mood, overrides, previous }: Pick<CompileInput, 'personality' | 'level' | 'mood' | 'overrides' | 'previous'>): Parameters {
  const found = levelsOf(personality).find(({ name }) => name === level);
  return parameterLayers(personality, { level: found?.modifiers ?? {}, mood: mood && { modifiers: mood.definition.modifiers, intensity: mood.intensity }, overrides, previous }).parameters;
}

/** What a mood's row holds, when it holds all six; null for rows of before they were kept. */
export function storedParameters(stored: Readonly<Record<string, number>>): Parameters | null {
  return parameterNames.every((name) => typeof stored[name] === 'number') ? stored as Parameters : null;
}
