// PersonalityTree: what a character becomes at each level and in each mood, as plain data for screens and for tests.
import type { MoodDefinition } from '../../../contract/mood-config.ts';
import type { Modifier, Parameters } from '../../../contract/parameters.ts';
import type { Personality } from '../../../contract/personality.ts';
import { levelsOf } from '../levels.ts';
import { applyModifier, baseParameters } from './parameters.ts';

export type MoodLeaf = { id: string; modifiers: Modifier; /** At full intensity. */ parameters: Parameters };
export type LevelBranch = { name: string; affinity_range: [number, number]; description: string; modifiers: Modifier; parameters: Parameters; moods: MoodLeaf[] };
export type PersonalityTree = { name: string; base: Parameters; levels: LevelBranch[]; moods: readonly MoodDefinition[] };

export function buildTree(personality: Personality, moods: readonly MoodDefinition[]): PersonalityTree {
  const base = baseParameters(personality);
  const levels = levelsOf(personality).map((level): LevelBranch => {
    const parameters = applyModifier(base, level.modifiers);
    return {
      name: level.name, affinity_range: [...level.affinity_range], description: level.description ?? '', modifiers: level.modifiers, parameters,
      moods: moods.map(({ id, modifiers }) => ({ id, modifiers, parameters: applyModifier(parameters, modifiers) })),
    };
  });
  return { name: personality.persona.name, base, levels, moods };
}
