import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterNames } from '../../contract/parameters.ts';
import { archetypes, communicationStyles, contentFilters, personalitySchema, punctuationStyles, syntaxes, temperaments, tones } from '../../contract/personality.ts';
import type { Personality } from '../../contract/personality.ts';
import { betweenHues, mergeLists } from './blend-parts.ts';
import { blendPersonalities } from './blend.ts';
import { compileCharacter } from './compile/index.ts';
import { marta } from './compile/testing/character.ts';

const bruno: Personality = personalitySchema.parse({
  persona: { name: 'Bruno', version: '1.0.0', description: 'A cook who sings.', author: 'Other', tags: ['food', 'Sea'], language: 'en', compatibility: ['luminora', 'luminoracore'] },
  core_traits: { archetype: 'charming', temperament: 'playful', communication_style: 'casual' },
  linguistic_profile: { tone: ['playful', 'warm'], syntax: 'simple', vocabulary: ['basil', 'simmer'], punctuation_style: 'liberal' },
  behavioral_rules: ['You taste before you judge.', 'You sing when it goes well.'],
  advanced_parameters: { humor: 1, verbosity: 0.7 },
  safety_guards: { forbidden_topics: ['diets'], tone_limits: { max_aggression: 0.5, max_informality: 0.3 } },
  greetings: ['Hungry?'],
  mood_config: { inertia: 0.2, moods: [{ id: 'hungry', modifiers: {} }] },
  affinity_config: { interaction_types: { compliment: 4, joke: 1 }, daily_gain_cap: 10 },
  appearance: { accent_hue: 350 },
});

const text = (most: number) => fc.string({ minLength: 1, maxLength: most });
const name = fc.constantFrom('stranger', 'friend', 'rival', 'ally');
const modifier = fc.record({
  advanced_parameters: fc.record(Object.fromEntries(parameterNames.map((parameter) => [parameter, fc.double({ min: -1, max: 1, noNaN: true })])), { requiredKeys: [] }),
  behavioral_adjustments: fc.array(text(200), { maxLength: 20 }),
}, { requiredKeys: [] });
const someOf = <Item>(items: readonly Item[]) => fc.subarray([...items], { minLength: 1 });
const lines = (most: number) => fc.array(text(200), { minLength: 1, maxLength: most });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const samples = fc.array(fc.record({ input: text(40), output: text(40) }), { maxLength: 20 });

/** Personalities of any valid shape, with lists up to their longest. */
const anyPersonality: fc.Arbitrary<Personality> = fc.record({
  persona: fc.record({
    name: text(100), version: fc.constant('1.0.0'), description: text(500), author: text(100), tags: fc.array(text(50), { maxLength: 100 }), language: fc.constantFrom('en', 'es', 'fr'), compatibility: fc.array(text(50), { minLength: 1, maxLength: 50 }),
  }),
  core_traits: fc.record({ archetype: fc.constantFrom(...archetypes), temperament: fc.constantFrom(...temperaments), communication_style: fc.constantFrom(...communicationStyles) }),
  linguistic_profile: fc.record({ tone: someOf(tones), syntax: fc.constantFrom(...syntaxes), vocabulary: fc.array(text(100), { maxLength: 200 }), fillers: fc.array(text(50), { maxLength: 100 }), punctuation_style: fc.constantFrom(...punctuationStyles) }),
  behavioral_rules: lines(50),
  trigger_responses: fc.record({ on_greeting: lines(50), on_goodbye: lines(50) }, { requiredKeys: [] }),
  advanced_parameters: fc.record(Object.fromEntries(parameterNames.map((parameter) => [parameter, share])), { requiredKeys: [] }),
  safety_guards: fc.record({ forbidden_topics: fc.array(text(100), { maxLength: 100 }), tone_limits: fc.record({ max_aggression: share, max_informality: share }, { requiredKeys: [] }), content_filters: someOf(contentFilters) }, { requiredKeys: [] }),
  examples: fc.record({ sample_responses: samples }),
  hierarchical_config: fc.record({ enabled: fc.boolean(), relationship_levels: fc.array(fc.record({ name, affinity_range: fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true })), modifiers: modifier }), { minLength: 1, maxLength: 20 }) }),
  memory_preferences: fc.record({ fact_categories: fc.constant(['hobbies']), importance_threshold: fc.double({ min: 0, max: 10, noNaN: true }) }, { requiredKeys: [] }),
  affinity_config: fc.record({ interaction_types: fc.dictionary(fc.string(), fc.double({ min: -20, max: 20, noNaN: true })), decay: fc.record({ grace_days: fc.integer({ min: 0, max: 365 }) }), hysteresis: fc.integer({ min: 0, max: 20 }) }, { requiredKeys: [] }),
  mood_config: fc.record({ inertia: share, moods: fc.array(fc.record({ id: name, expression: fc.constant('joy'), half_life_minutes: fc.integer({ min: 1, max: 525_600 }), modifiers: modifier }), { maxLength: 40 }) }, { requiredKeys: [] }),
  introduction: text(1000), greetings: fc.array(text(300), { maxLength: 100 }), appearance: fc.record({ accent_hue: fc.double({ min: 0, max: 360, noNaN: true }) }),
  translations: fc.dictionary(fc.constantFrom('es', 'en', 'de'), fc.record({ description: text(500), introduction: text(300), behavioral_rules: lines(50), sample_responses: samples }, { requiredKeys: [] })),
}, { requiredKeys: ['persona', 'core_traits', 'linguistic_profile', 'behavioral_rules'] }) as fc.Arbitrary<Personality>;

describe('a mixture', () => {
  it('is a valid personality, and can be compiled, whatever is mixed', () => {
    fc.assert(fc.property(anyPersonality, anyPersonality, fc.double({ min: -1, max: 2 }), fc.option(text(100), { nil: undefined }), (first, second, weight, called) => {
      const mixture = blendPersonalities(personalitySchema.parse(first), personalitySchema.parse(second), weight, called);
      expect(personalitySchema.parse(mixture)).toEqual(mixture);
      if (called !== undefined) expect(mixture.persona.name).toBe(called);
      for (const parameter of parameterNames) {
        const [one, other] = [first, second].map((personality) => personality.advanced_parameters?.[parameter] ?? 0.5) as [number, number];
        const value = mixture.advanced_parameters?.[parameter] ?? 0.5;
        expect(value).toBeGreaterThanOrEqual(Math.min(one, other) - 1e-4);
        expect(value).toBeLessThanOrEqual(Math.max(one, other) + 1e-4);
      }
      expect(compileCharacter({ personality: mixture, id: 'm', level: 'friend', mood: null, overrides: {}, previous: null, language: 'es', userName: null }).text).not.toBe('');
    }), { numRuns: 60 });
  });

  it('of nothing of one is the other', () => {
    expect(blendPersonalities(marta, bruno, 0)).toEqual(marta);
    expect(blendPersonalities(marta, bruno, 1)).toEqual(bruno);
    expect(blendPersonalities(marta, bruno, 1, 'Bo').persona).toEqual({ ...bruno.persona, name: 'Bo' });
  });

  it('takes what can be only one thing from the heavier, and its texts with a word on the other', () => {
    const mixture = blendPersonalities(marta, bruno, 0.7);
    expect(mixture.core_traits).toEqual(bruno.core_traits);
    expect(mixture.persona).toMatchObject({ name: 'Bruno & Marta', author: 'Other, Test', description: 'A cook who sings.' });
    expect(mixture.introduction).toBe('A cook who sings.\n\nThere is also something of Marta in you: A retired lighthouse keeper.');
    expect(mixture.linguistic_profile).toEqual({ tone: ['playful', 'wise'], syntax: 'simple', vocabulary: ['basil', 'fog'], punctuation_style: 'liberal', fillers: ['well now'] });
    expect(mixture.behavioral_rules).toEqual(['You taste before you judge.', 'You compare things with the weather']);
    expect(blendPersonalities(marta, bruno, 0.3).core_traits).toEqual(marta.core_traits);
    expect(blendPersonalities(marta, bruno, 0.3).introduction).toBe('You kept the light for forty years.\n\nThere is also something of Bruno in you: A cook who sings.');
  });

  it('numbers meet where the weight says, and the limits of both hold', () => {
    const mixture = blendPersonalities(marta, bruno, 0.25);
    expect(mixture.advanced_parameters).toMatchObject({ humor: 0.625, verbosity: 0.55, empathy: 0.5 });
    expect(mixture.affinity_config).toMatchObject({ interaction_types: { compliment: 2.5, joke: 1 }, daily_gain_cap: 7 });
    expect(mixture.safety_guards).toEqual({ forbidden_topics: ['smuggling', 'diets'], tone_limits: { max_aggression: 0.1, max_informality: 0.3 }, content_filters: ['adult', 'political'] });
    expect(mixture.mood_config?.moods?.map(({ id }) => id)).toEqual(['wistful', 'hungry']);
    expect(mixture.hierarchical_config?.relationship_levels?.map(({ name: level }) => level)).toEqual(['stranger', 'keeper']);
    expect(mixture.hierarchical_config?.relationship_levels?.[0]?.modifiers.advanced_parameters?.formality).toBe(0.25);
  });

  it("does not put one language's lists into another's, and keeps the card's own words out", () => {
    const spanish = { ...bruno, persona: { ...bruno.persona, language: 'es' as const } };
    const mixture = blendPersonalities(marta, spanish, 0.4);
    expect(mixture.behavioral_rules).toEqual(marta.behavioral_rules);
    expect(mixture.linguistic_profile.vocabulary).toEqual(marta.linguistic_profile.vocabulary);
    expect(mixture.translations?.['es']?.behavioral_rules).toContain('You taste before you judge.');
    expect(JSON.stringify(mixture)).not.toContain('SECRET');
    expect(mixture.card).toEqual({ personality: 'Dry and patient.', mes_example: marta.card!['mes_example'] });
  });
});

describe('parts of a mixture', () => {
  it('lists give as much as they weigh, the heavier first, none twice', () => {
    expect(mergeLists(['a', 'b', 'c', 'd'], ['A ', 'e', 'f', 'g'], 0.5, 10)).toEqual(['a', 'b', 'e']);
    expect(mergeLists(['a', 'b'], ['c', 'd'], 0.8, 10)).toEqual(['c', 'd']);
    expect(mergeLists([], ['c'], 0.2, 10)).toEqual(['c']);
    expect(mergeLists(['a', 'b', 'c'], [], 0.5, 1)).toEqual(['a']);
  });

  it('hues meet the short way round', () => {
    expect(betweenHues(350, 30, 0.5)).toBe(10);
    expect(betweenHues(undefined, 30, 0.5)).toBe(30);
  });
});
