import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalitySchema } from '../../contract/personality.ts';
import { productFolder } from '../../luminora.ts';
import { readPersonality } from './read-personality.ts';

const small = { persona: { name: 'Ada', version: '1.0.0', description: 'A friend', author: 'me', tags: [], language: 'en', compatibility: ['any'] } };
const whole = {
  ...small, core_traits: { archetype: 'rebel', temperament: 'cool', communication_style: 'casual' }, linguistic_profile: { tone: ['cool'], syntax: 'concise', vocabulary: [] }, behavioral_rules: ['Be brief.'],
};
const pathsOf = (value: unknown) => readPersonality(value).findings.map(({ path }) => path);

describe('a personality is read', () => {
  it('without a word when it is whole, and comes back as it was', () => {
    expect(readPersonality(whole)).toEqual({ personality: whole, findings: [] });
  });

  it('with what is missing filled in and said', () => {
    const { personality, findings } = readPersonality(small);
    expect(personalitySchema.parse(personality)).toEqual(personality);
    expect(findings.map(({ path }) => path).sort()).toEqual(['behavioral_rules', 'core_traits', 'core_traits.archetype', 'core_traits.communication_style', 'core_traits.temperament', 'linguistic_profile', 'linguistic_profile.syntax', 'linguistic_profile.tone', 'linguistic_profile.vocabulary']);
  });

  it('with unknown keys kept aside, by where they were', () => {
    const { personality } = readPersonality({ ...whole, persona: { ...whole.persona, voice_id: 7 }, extra: { deep: true } });
    expect(personality?.unknown_keys).toEqual({ extra: { deep: true }, 'persona.voice_id': 7 });
  });

  it('with numbers, versions, names and lists put right', () => {
    const { personality, findings } = readPersonality({
      ...whole, persona: { ...whole.persona, version: '1.1' }, behavioral_rules: 'x'.repeat(300), advanced_parameters: { humor: 3, empathy: '0.4', verbosity: -1 },
      linguistic_profile: { tone: ['Cool', 'sarcastic'], syntax: 'Concise', vocabulary: [] },
      hierarchical_config: { enabled: true, relationship_levels: [{ name: 'Close friend', affinity_range: [0, 400], modifiers: { advanced_parameters: { formality: -4 } } }] },
    });
    expect(personality).toMatchObject({
      persona: { version: '1.1.0' }, behavioral_rules: ['x'.repeat(200)], advanced_parameters: { humor: 1, empathy: 0.4, verbosity: 0 }, linguistic_profile: { tone: ['cool'], syntax: 'concise' },
      hierarchical_config: { relationship_levels: [{ name: 'close_friend', affinity_range: [0, 100], modifiers: { advanced_parameters: { formality: -1 } } }] },
    });
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(findings.map(({ path }) => path)).toContain('linguistic_profile.tone.1');
  });

  it('not at all without a name, and says where', () => {
    expect(readPersonality({}).findings.at(-1)).toMatchObject({ severity: 'error', path: 'persona' });
    for (const name of ['', [], undefined]) expect(readPersonality({ persona: { name } })).toMatchObject({ personality: null });
    for (const value of [null, 7, 'text', []]) expect(readPersonality(value)).toMatchObject({ personality: null, findings: [{ severity: 'error' }] });
  });

  it('without letting a key reach the prototype', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}, "persona": {"name": "Ada", "constructor": {"prototype": {"polluted": true}}}}');
    expect(readPersonality(hostile).personality?.persona.name).toBe('Ada');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(pathsOf(hostile).join()).not.toContain('proto');
  });

  it('with keys of a card that sound like JavaScript, at any depth', () => {
    const card = { extensions: { constructor: { prototype: 1 }, depth: [{ prototype: 'a style' }] } };
    expect(readPersonality({ ...whole, card })).toEqual({ personality: { ...whole, card }, findings: [] });
    const deep: unknown = JSON.parse('{"extensions": {"__proto__": {"polluted": true}, "list": [{"__proto__": 1, "kept": 2}]}}');
    expect(readPersonality({ ...whole, card: deep }).personality?.card).toEqual({ extensions: { list: [{ kept: 2 }] } });
  });

  it('with a name that begins with a number as a name, and a language of a country as that language', () => {
    const { personality, findings } = readPersonality({
      ...whole, persona: { ...whole.persona, language: 'es-MX' }, mood_config: { moods: [{ id: '3 AM blues' }] },
      hierarchical_config: { enabled: true, relationship_levels: [{ name: '1st level', affinity_range: [0, 100] }] },
    });
    expect(personality).toMatchObject({ persona: { language: 'es' }, mood_config: { moods: [{ id: '3_am_blues' }] }, hierarchical_config: { relationship_levels: [{ name: '1st_level' }] } });
    expect(findings.map(({ path }) => path)).toEqual(expect.arrayContaining(['persona.language', 'mood_config.moods.0.id', 'hierarchical_config.relationship_levels.0.name']));
  });

  it('with a text that is too long cut between characters, never within one', () => {
    const { personality } = readPersonality({ ...whole, behavioral_rules: [`${'x'.repeat(199)}\u{1F419} and more`] });
    expect(personality?.behavioral_rules).toEqual(['x'.repeat(199)]);
  });

  it('whatever it is: valid or refused with an error, never thrown', () => {
    const piece = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>('', -1, 2, null, [], {}, 'x'.repeat(900)));
    fc.assert(fc.property(fc.constantFrom(...Object.keys(personalitySchema.shape)), piece, fc.constantFrom('name', 'language', 'tone', 'levels', 'relationship_levels', 'entries'), piece, (section, value, key, inner) => {
      const { personality, findings } = readPersonality({ ...whole, [section]: value === null ? { [key]: inner } : value });
      if (personality) expect(personalitySchema.parse(personality)).toEqual(personality);
      else expect(findings.at(-1)?.severity).toBe('error');
    }), { numRuns: 500 });
  });

  it('from every shipped file without a finding', () => {
    const folder = join(productFolder, 'personalities');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) expect([file, readPersonality(JSON.parse(readFileSync(join(folder, file), 'utf8'))).findings]).toEqual([file, []]);
  });
});
