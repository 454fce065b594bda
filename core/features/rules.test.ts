// The small pure rules of the features: the words of a search, and errors on their way out.
import { ORPCError } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { LuminoraError } from '../contract/errors.ts';
import { silentLog } from '../lib/log.ts';
import { toWireError } from './handler-builder.ts';
import { searchTerms } from './memory/stop-words.ts';

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
    const known = toWireError(new LuminoraError('not_found', 'gone'), log);
    expect(toWireError(known, log)).toBe(known);
    const refused = new ORPCError('BAD_REQUEST', { message: 'Input validation failed', data: { issues: [{ path: ['target', 'name'], message: 'too short' }] } });
    const places = { message: 'What was sent is not valid. target.name: too short.', data: { code: 'invalid_input', details: { issues: [{ path: ['target', 'name'], message: 'too short' }] } } };
    expect(toWireError(refused, log)).toMatchObject({ code: 'invalid_input', status: 400, ...places });
    expect(toWireError(new ORPCError('BAD_REQUEST', { message: 'no issues told' }), log)).toMatchObject({ code: 'invalid_input', message: 'no issues told' });
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
