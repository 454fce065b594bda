// Problems at their place in a text, and what may be written at one.
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { personalitySchema } from '../../../core/contract/index.ts';
import { suggestionsAt } from './json-complete.ts';
import { placeProblems } from './json-problems.ts';

const text = '{\n  "persona": { "name": "", "tags": ["a", 7] },\n  "core_traits": {}\n}';
const placed = (path: string): string => { const [problem] = placeProblems(text, [{ path, message: 'wrong', severity: 'error' }], 'no JSON'); return problem ? text.slice(problem.from, problem.to) : ''; };

describe('problems', () => {
  it('mark the value, the key of what holds others, or the key of what lacks something', () => {
    expect([placed('persona.name'), placed('persona.tags.1'), placed('core_traits'), placed('core_traits.archetype'), placed('missing.part')]).toEqual(['""', '7', '"core_traits"', '"core_traits"', '{']);
  });

  it('of the text itself come first and alone', () => {
    const broken = '{ "a": 1,, }';
    const problems = placeProblems(broken, [{ path: 'a', message: 'wrong', severity: 'error' }], 'no JSON');
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ message, from, to }) => message === 'no JSON' && from < to && to <= broken.length)).toBe(true);
  });
});

describe('suggestions', () => {
  const schema = z.toJSONSchema(personalitySchema, { io: 'input' }) as Record<string, unknown>;
  /** `|` is the cursor. */
  const labels = (marked: string): string[] => suggestionsAt(marked.replace('|', ''), marked.indexOf('|'), schema).suggestions.map(({ label }) => label);

  it('are the keys that are not there yet', () => {
    expect(labels('{ "core_traits": { "archetype": "rebel", "|" } }')).toEqual(['temperament', 'communication_style']);
    expect(labels('{ | }')).toContain('lorebook');
  });

  it('are the values of a closed list, also within lists and entries', () => {
    expect(labels('{ "core_traits": { "temperament": | } }')).toContain('mysterious');
    expect(labels('{ "linguistic_profile": { "tone": ["warm", |] } }')).toContain('wise');
    expect(labels('{ "mood_config": { "moods": [{ "expression": "|" }] } }')).toContain('grief');
    expect(labels('{ "hierarchical_config": { "enabled": | } }')).toEqual(['true', 'false']);
  });

  it('replace the word being written, with a fitting blank for a new key', () => {
    const marked = '{ "core_traits": { "temp" } }';
    const { from, suggestions } = suggestionsAt(marked, marked.indexOf('temp') + 4, schema);
    const found = suggestions.find(({ label }) => label === 'temperament');
    expect(marked.slice(0, from) + (found?.apply ?? '')).toBe('{ "core_traits": { "temperament": ""');
    expect(suggestionsAt('{ "per": 1 }', 5, schema).suggestions.find(({ label }) => label === 'persona')?.apply).toBe('"persona"');
  });
});
