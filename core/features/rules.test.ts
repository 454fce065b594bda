// The small pure rules of the features: relationship, character, and errors on their way out.
import { ORPCError } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { LuminoraError } from '../contract/errors.ts';
import { silentLog } from '../lib/log.ts';
import { addPoints, affinityEntry } from './affinity/affinity-rules.ts';
import { levelOf } from './affinity/levels.ts';
import { compileCharacter } from './character/compile.ts';
import { personalitySchema } from './character/personality.ts';
import { toWireError } from './handler-builder.ts';
import { searchTerms } from './memory/stop-words.ts';

describe('relationship', () => {
  it.each([[0, 'stranger'], [20.4, 'stranger'], [20.5, 'acquaintance'], [41, 'friend'], [61, 'close_friend'], [81, 'soulmate'], [100, 'soulmate'], [-5, 'stranger']])('%f points are %s', (points, level) => expect(levelOf(points)).toBe(level));
  it('stays between 0 and 100', () => {
    expect([addPoints(99.95, 1), addPoints(0, -1), addPoints(0.1, 0.2)]).toEqual([100, 0, 0.3]);
    expect(affinityEntry('very_negative').delta).toBe(0);
  });
});

describe('character', () => {
  const personality = (more: Record<string, unknown> = {}) => personalitySchema.parse({ persona: { name: 'Sol', description: 'A described one' }, ...more });
  const compile = (which: ReturnType<typeof personality>, language: 'es' | 'en') => compileCharacter(which, { id: 'sol', level: 'friend', mood: 'happy', language });
  it('speaks its own words in its own language, and translated ones where it has them', () => {
    const both = personality({ introduction: 'You are brave.', behavioral_rules: ['Be short.'], translations: { es: { introduction: 'Eres valiente.', behavioral_rules: ['Sé breve.'], sample_responses: [{ input: 'a', output: 'b' }] } } });
    expect(compile(both, 'en').text).toMatch(/You are brave\.[\s\S]*- Be short\./);
    expect(compile(both, 'es').text).toMatch(/^Eres Sol[\s\S]*Eres valiente\.[\s\S]*- Sé breve\./);
    expect(compile(both, 'es').examples).toHaveLength(2);
    expect(compile(personality({ translations: { es: { description: 'Descrita' } } }), 'es').text).toContain('Descrita');
    expect(compile(personality(), 'es').text).toContain('A described one');
    expect(compile(personality(), 'es').text).not.toContain('Cómo eres');
  });
  it('is the same text for the same state, byte for byte', () => expect(compile(personality(), 'en')).toEqual(compile(personality(), 'en')));
});

describe('search', () => {
  it('looks for words that tell, or for all when none does', () => {
    expect(searchTerms('¿Cómo se llama mi PERRO, el perro?')).toEqual(['perro']);
    expect(searchTerms('to be or not to be')).toEqual(['to', 'be', 'or', 'not']);
    expect(searchTerms('?!')).toEqual([]);
  });
});

describe('an error on its way out', () => {
  it('that is ours keeps its code; one of nobody becomes an incident without its text', () => {
    const told: unknown[] = [];
    const log = { ...silentLog, error: (_event: string, fields?: Record<string, unknown>) => told.push(fields) };
    expect(toWireError(new LuminoraError('not_found', 'gone'), log)).toMatchObject({ code: 'not_found', status: 404, data: { code: 'not_found', message: 'gone' } });
    const known = new ORPCError('BAD_REQUEST');
    expect(toWireError(known, log)).toBe(known);
    expect(told).toEqual([]);
    for (const odd of [new TypeError('secret'), 'secret']) {
      const wire = toWireError(odd, log);
      expect(wire).toMatchObject({ code: 'internal', status: 500, data: { details: { incident: expect.any(String) } } });
      expect(JSON.stringify(wire)).not.toContain('secret');
    }
    const stackless = new Error('secret');
    delete stackless.stack;
    toWireError(stackless, log);
    expect(told).toMatchObject([{ reason: expect.stringContaining('secret') }, { reason: 'secret' }, { reason: 'secret' }]);
  });
});
