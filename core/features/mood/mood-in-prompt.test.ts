// The mood colours the reply: what a companion feels after a message stands in its prompt, in words, in both languages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { personalitySchema } from '../../contract/personality.ts';
import { createAnalyser } from '../../inference/heads/analyse.ts';
import { loadHeads } from '../../inference/heads/load-heads.ts';
import { silentLog } from '../../lib/log.ts';
import { productFolder } from '../../luminora.ts';
import { compileCharacter } from '../character/index.ts';
import { inWordsOf, moodsOf, moodWords } from './moods-of.ts';
import { moodDefinition, nextMood } from './next-mood.ts';

const plain = personalitySchema.parse({
  persona: { name: 'Sol', version: '1.0.0', description: 'A plain one', author: 'x', language: 'en', compatibility: ['luminora'] },
  core_traits: { archetype: 'caregiver', temperament: 'calm', communication_style: 'casual' }, linguistic_profile: { tone: ['warm'], syntax: 'simple', vocabulary: [] }, behavioral_rules: ['Be warm.'],
});
const config = moodsOf(plain);
const heads = await loadHeads(join(productFolder, 'models', 'heads'), silentLog);
const { analyse } = createAnalyser({ heads, spaceId: null });

/** The note of the turn that answers this message, by the analysers' reading of its words alone. */
function noteAfter(text: string, language: 'en' | 'es') {
  const { interactions, ...analysis } = analyse({ text, vector: null, spaceId: null, now: 0 });
  const felt = nextMood(config, null, { text, ...analysis, interactions: interactions.map(({ type }) => type) }, 0);
  const definition = moodDefinition(config, felt.mood);
  const mood = { id: definition.id, intensity: felt.intensity, definition: inWordsOf(definition, language) };
  const compile = (which: typeof mood | null) => compileCharacter({ personality: plain, id: 'sol', level: 'friend', mood: which, overrides: {}, previous: null, language, userName: null });
  return { felt, definition, compiled: compile(mood), atRest: compile(null) };
}

describe('grave news', () => {
  it.each([['Mi perro Max murió ayer', 'es', 'tristeza'], ['My dog Max died yesterday', 'en', 'low']] as const)('%s: the prompt says so', (text, language, word) => {
    const { felt, definition, compiled, atRest } = noteAfter(text, language);
    expect(felt).toMatchObject({ mood: 'sad', cause: 'life_event:bereavement' });
    const words = moodWords(definition, language);
    expect(compiled.note).toContain(words[0]);
    expect(compiled.note).toContain(words[1]);
    expect(compiled.note.toLowerCase()).toContain(word);
    expect(moodWords(definition, language === 'es' ? 'en' : 'es').some((sentence) => compiled.note.includes(sentence))).toBe(false);
    expect(compiled.parameters['humor']).toBeLessThan(atRest.parameters['humor']!);
    expect(compiled.text).toBe(atRest.text);
    expect(atRest.note).toBe('');
  });
});

describe('every default mood', () => {
  it('reads unlike every other, in both languages', () => {
    for (const language of ['en', 'es'] as const) {
      const notes = config.moods.map((definition) => compileCharacter({ personality: plain, id: 'sol', level: 'friend', mood: { id: definition.id, intensity: 0.9, definition: inWordsOf(definition, language) }, overrides: {}, previous: null, language, userName: null }).note);
      expect(new Set(notes).size).toBe(7);
      expect(notes[0]).toBe('');
      for (const [index, definition] of config.moods.entries()) for (const sentence of moodWords(definition, language)) expect(notes[index]).toContain(sentence);
    }
  });
});

it('the shipped companion feels in its own words or ours', () => {
  const luna = personalitySchema.parse(JSON.parse(readFileSync(join(productFolder, 'personalities', 'luna.json'), 'utf8')));
  for (const definition of moodsOf(luna).moods.filter(({ id }) => id !== 'neutral')) expect(moodWords(definition, 'es').length).toBeGreaterThan(0);
});
