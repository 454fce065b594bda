// The scripted provider's default answer is valid under the schemas that features ask with.
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { sampleOfSchema } from './schema-sample.ts';

const schemas: [string, z.ZodType, unknown][] = [
  ['an object with its required parts only', z.object({ name: z.string().min(2), age: z.int().min(18), note: z.string().optional(), is_known: z.boolean() }), { name: 'xx', age: 18, is_known: false }],
  ['a list as short as allowed', z.array(z.object({ kind: z.enum(['pet', 'work']) })).min(2), [{ kind: 'pet' }, { kind: 'pet' }]],
  ['an empty list', z.array(z.string()), []],
  ['the first of several forms', z.union([z.literal('none'), z.number()]), 'none'],
  ['what may be null', z.number().min(0.5).nullable(), 0.5],
  ['null', z.null(), null],
  ['parts told apart by a word', z.discriminatedUnion('type', [z.object({ type: z.literal('a'), value: z.number() }), z.object({ type: z.literal('b') })]), { type: 'a', value: 0 }],
];

describe('sampleOfSchema', () => {
  it.each(schemas)('makes %s', (_, schema, expected) => {
    const sample = sampleOfSchema(z.toJSONSchema(schema) as Record<string, unknown>);
    expect(sample).toEqual(expected);
    expect(schema.safeParse(sample).success).toBe(true);
  });

  it('takes the first of a list of types, and null for what it does not know', () => {
    expect(sampleOfSchema({ type: ['string', 'null'] })).toBe('');
    expect(sampleOfSchema({})).toBeNull();
    expect(sampleOfSchema({ type: 'object', required: ['undescribed'] })).toEqual({ undescribed: null });
    expect(sampleOfSchema({ type: 'object' })).toEqual({});
  });
});
