import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelSchema } from '../../contract/personality.ts';
import { marta } from './compile/testing/character.ts';
import { defaultLevels, levelsOf, spanishDefaultLevels } from './levels.ts';

const withLevels = (relationship_levels: unknown[]) => levelsOf({ ...marta, hierarchical_config: { enabled: true, relationship_levels: relationship_levels.map((level) => levelSchema.parse(level)) } });

describe('the levels of a personality', () => {
  it('are the five defaults where it has none, each a valid level with words in Spanish', () => {
    const { hierarchical_config: _, ...plain } = marta;
    expect(levelsOf(plain)).toBe(defaultLevels);
    expect(defaultLevels.map(({ name, affinity_range: [from, to] }) => `${name} ${from}-${to}`)).toEqual(['stranger 0-20', 'acquaintance 21-40', 'friend 41-60', 'close_friend 61-80', 'soulmate 81-100']);
    for (const level of defaultLevels) {
      expect(levelSchema.parse(level)).toEqual(level);
      expect(spanishDefaultLevels[level.name]?.behavioral_adjustments).toHaveLength(level.modifiers.behavioral_adjustments!.length);
    }
  });

  it('are its own in order, without gaps, overlaps or two of one name', () => {
    expect(withLevels([
      { name: 'b', affinity_range: [40, 90] }, { name: 'a', affinity_range: [5, 20] }, { name: 'c', affinity_range: [70, 80] }, { name: 'b', affinity_range: [95, 100] },
    ]).map(({ name, affinity_range }) => [name, ...affinity_range])).toEqual([['a', 0, 39], ['b', 40, 69], ['c', 70, 100]]);
  });

  it('is one over everything where the relationship does not grow', () => {
    expect(levelsOf({ ...marta, hierarchical_config: { enabled: false } }).map(({ affinity_range }) => affinity_range)).toEqual([[0, 100]]);
  });

  it('cover 0 to 100 whatever was written', () => {
    const point = fc.integer({ min: 0, max: 100 });
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), point, point), { minLength: 1, maxLength: 8 }), (written) => {
      const levels = withLevels(written.map(([name, from, to]) => ({ name, affinity_range: [from, to] })));
      expect(levels[0]!.affinity_range[0]).toBe(0);
      expect(levels.at(-1)!.affinity_range[1]).toBe(100);
      levels.forEach(({ affinity_range: [from, to] }, index) => {
        expect(to).toBeGreaterThanOrEqual(from);
        const next = levels[index + 1];
        if (next) expect(next.affinity_range[0] - to).toBeLessThanOrEqual(1);
      });
    }));
  });
});
