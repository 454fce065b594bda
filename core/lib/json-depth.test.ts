import { describe, expect, it } from 'vitest';
import { hasMoreCommasThan, isDeeperThan } from './json-depth.ts';

describe('a JSON text before it is parsed', () => {
  it.each<[string, number, boolean]>([['[[]]', 2, false], ['[[]]', 1, true], ['{"a":[1,{"b":2}]}', 3, false], ['{"a":[1,{"b":2}]}', 2, true], ['"[[[["', 0, false], ['["\\"[["]', 1, false], ['['.repeat(100_000), 64, true], ['', 0, false]])('%s is looked at for more than %i levels: %s', (text, maximum, isDeeper) => {
    expect(isDeeperThan(text, maximum)).toBe(isDeeper);
  });

  it.each<[string, number, boolean]>([['[1,2,3]', 2, false], ['[1,2,3]', 1, true], ['{"a":1,"b":[2,3]}', 2, false], ['"a,b,c"', 0, false], ['["\\",",1]', 1, false], ['["\\",",1]', 0, true]])('%s is looked at for more than %i commas: %s', (text, maximum, hasMore) => {
    expect(hasMoreCommasThan(text, maximum)).toBe(hasMore);
  });
});
