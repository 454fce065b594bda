// The five things LuminoraCore 1.1 added to a personality file: each is read, kept word for word, and does something.
import { describe, expect, it } from 'vitest';
import { personalitySchema } from '../../../contract/personality.ts';
import type { Personality } from '../../../contract/personality.ts';
import { affinityRulesOf } from '../../affinity/index.ts';
import { moodsOf } from '../../mood/index.ts';
import { blendPersonalities } from '../blend.ts';
import { readPersonality } from '../read-personality.ts';
import { buildTree, compileCharacter } from './index.ts';
import { marta, wistful } from './testing/character.ts';

const { hierarchical_config, memory_preferences, affinity_config, mood_config, card: _, translations: __, ...rest } = marta;
const plain: Personality = rest;
const compiled = (personality: Personality, level = 'keeper') => compileCharacter({ personality, id: 'marta', level, mood: null, overrides: {}, previous: null, language: 'en', userName: null });

/** The feature, a file with it alone, and a proof that it counts. */
const features: [string, Partial<Personality>, (personality: Personality) => void][] = [
  ['levels', { hierarchical_config: { enabled: true, relationship_levels: [{ name: 'keeper', affinity_range: [0, 100], modifiers: {} }] } }, (personality) => {
    expect(buildTree(personality, []).levels.map(({ name }) => name)).toEqual(['keeper']);
    expect(compiled(personality).text).toContain('you are "keeper"');
  }],
  ['modifiers', { hierarchical_config: hierarchical_config! }, (personality) => {
    expect(compiled(personality).text).toContain('Hand over the keys.');
    expect(compiled(personality).parameters['verbosity']).toBeCloseTo(0.7, 6);
  }],
  ['memory_preferences', { memory_preferences: memory_preferences! }, (personality) => expect(compiled(personality).text).toContain('You remember above all their hobbies')],
  ['affinity_config', { affinity_config: affinity_config! }, (personality) => expect(affinityRulesOf(personality)).not.toEqual(affinityRulesOf(plain))],
  ['mood_config', { mood_config: mood_config! }, (personality) => expect(moodsOf(personality).moods).toContainEqual(wistful)],
];

describe.each(features)('a personality file with %s', (_name, feature, counts) => {
  const personality: Personality = { ...plain, ...feature };

  it('is read without loss, and valid as it is written', () => {
    const file: unknown = JSON.parse(JSON.stringify(personality));
    const read = readPersonality(file);
    expect(read.findings).toEqual([]);
    expect(read.personality).toEqual(personality);
    expect(JSON.parse(JSON.stringify(personalitySchema.parse(read.personality)))).toEqual(file);
  });

  it('makes a difference', () => counts(personality));

  it('keeps it in a mixture with one that has none', () => {
    expect(Object.keys(blendPersonalities(personality, plain, 0.4))).toEqual(expect.arrayContaining(Object.keys(feature)));
  });
});
