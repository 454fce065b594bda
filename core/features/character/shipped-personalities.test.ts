// The companions that come with the program: whole, in both languages, and each its own.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emotionLabels } from '../../contract/emotions.ts';
import { estimateTokens } from '../../lib/estimate-tokens.ts';
import { productFolder } from '../../luminora.ts';
import { compileCharacter } from './compile/index.ts';
import { levelsOf } from './levels.ts';
import { loadShippedPersonalities } from './shipped.ts';

const shipped = [...await loadShippedPersonalities(join(productFolder, 'personalities'))];
const own = <Value>(pick: (personality: (typeof shipped)[number][1]) => Value) => shipped.map(([, personality]) => pick(personality));
const empty = Object.fromEntries(shipped.map(([id]) => [id, []]));
const byId = (find: (personality: (typeof shipped)[number][1], id: string) => unknown[]) => Object.fromEntries(shipped.map(([id, personality]) => [id, find(personality, id)]));

describe('the shipped companions', () => {
  it('are at least ten, five of them at home in Spanish, each with a name and a colour of its own', () => {
    expect(shipped.length).toBeGreaterThanOrEqual(10);
    expect(own(({ persona }) => persona.language).filter((language) => language === 'es').length).toBeGreaterThanOrEqual(5);
    for (const values of [own(({ persona }) => persona.name), own(({ appearance }) => String(appearance?.accent_hue)), own(({ introduction }) => String(introduction))]) expect(new Set(values).size).toBe(shipped.length);
  });

  it('have everything a companion may have', () => {
    expect(byId((personality) => [
      ...(['introduction', 'greetings', 'trigger_responses', 'advanced_parameters', 'hierarchical_config', 'mood_config', 'memory_preferences', 'affinity_config', 'safety_guards', 'translations'] as const).filter((field) => personality[field] === undefined),
      ...(['on_greeting', 'on_confusion', 'on_success', 'on_error', 'on_goodbye'] as const).filter((moment) => (personality.trigger_responses?.[moment] ?? []).length === 0),
      ...((personality.greetings ?? []).length < 3 ? ['greetings'] : []), ...((personality.examples?.sample_responses ?? []).length < 4 ? ['sample_responses'] : []), ...((personality.mood_config?.moods ?? []).length < 3 ? ['moods'] : []),
    ])).toEqual(empty);
  });

  it('speak two languages to the full', () => {
    expect(byId((personality) => {
      const other = personality.translations?.[personality.persona.language === 'es' ? 'en' : 'es'];
      const counts = [[other?.behavioral_rules, personality.behavioral_rules], [other?.greetings, personality.greetings], [other?.sample_responses, personality.examples?.sample_responses]];
      const adjusted = [...(personality.hierarchical_config?.relationship_levels ?? []).map(({ name }) => other?.levels?.[name]), ...(personality.mood_config?.moods ?? []).map(({ id }) => other?.moods?.[id])];
      return [...counts.filter(([one, another]) => one?.length !== another?.length), ...adjusted.filter((sentences) => (sentences ?? []).length === 0), ...[other?.description, other?.introduction].filter((text) => text === undefined)];
    })).toEqual(empty);
  });

  it('have five levels over the whole way, and faces that sprite packs know', () => {
    for (const [, personality] of shipped) {
      const levels = levelsOf(personality);
      expect(levels.map(({ name }) => name)).toEqual(['stranger', 'acquaintance', 'friend', 'close_friend', 'soulmate']);
      expect([levels[0]?.affinity_range[0], levels.at(-1)?.affinity_range[1]]).toEqual([0, 100]);
      for (const { expression } of personality.mood_config?.moods ?? []) expect(emotionLabels).toContain(expression);
    }
  });

  it('are told to a model in few words', () => {
    expect(byId((personality, id) => (['en', 'es'] as const).flatMap((language) => levelsOf(personality).map((level) => {
      const { text } = compileCharacter({ personality, id, level: level.name, mood: null, overrides: {}, previous: null, language, userName: null });
      return estimateTokens(text);
    })).filter((tokens) => tokens > 600))).toEqual(empty);
  });
});
