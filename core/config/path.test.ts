import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPath, parsePath, type Segment } from './path.ts';

describe('paths', () => {
  it('are read back as they were written, whatever the keys', () => {
    const segment = fc.oneof<fc.Arbitrary<Segment>[]>(fc.string({ maxLength: 8 }), fc.nat(999), fc.constantFrom('llm_provider', 'a.b', '$', '"', '\\'));
    fc.assert(fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (path) => { expect(parsePath(formatPath(path))).toEqual(path); }), { seed: 3 });
  });

  it('are refused when they are none', () => {
    for (const text of ['', 'a..b', '.a', 'a[', 'a["\\x"]', 'a b']) expect(parsePath(text), text).toBeUndefined();
    expect(parsePath('$')).toEqual([]);
  });
});
