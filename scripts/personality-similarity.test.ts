// No two shipped companions read alike, at any level and in any mood; and the measure sees it when two do.
import { describe, expect, it } from 'vitest';
import { compileCharacter } from '../core/features/character/compile/index.ts';
import { levelsOf } from '../core/features/character/levels.ts';
import { moodsOf } from '../core/features/mood/index.ts';
import { estimateTokens } from '../core/lib/estimate-tokens.ts';
import { compareAll, isAlike, nearness, readingsOf, readShipped, runsOf, sharedRuns, weigh } from './personality-similarity.ts';

const shipped = readShipped();

describe('the shipped companions', () => {
  it('are compiled at every level and in every mood, in both languages, and no two states of one read the same', () => {
    for (const companion of shipped) {
      const readings = readingsOf(companion);
      expect(readings).toHaveLength(2 * levelsOf(companion.personality).length * moodsOf(companion.personality).moods.length);
      expect(new Set(readings.map(({ text }) => text)).size, `${companion.id}: states that read the same`).toBe(readings.length);
    }
  });

  it('have heads that leave room for a conversation in a small window', () => {
    for (const { id, personality } of shipped) for (const { name: level } of levelsOf(personality)) for (const language of ['en', 'es'] as const) {
      const { text } = compileCharacter({ personality, id, level, mood: null, overrides: {}, previous: null, language, userName: null });
      expect(estimateTokens(text), `${id}, ${level}, ${language}`).toBeLessThanOrEqual(600);
    }
  });

  it('no two read alike', () => {
    expect(compareAll(shipped).filter(isAlike)).toEqual([]);
  });

  it('a copy under another name, with other numbers, would be found', () => {
    const [first] = shipped;
    const { persona } = first!.personality;
    const copy = { id: 'copy', personality: { ...first!.personality, persona: { ...persona, name: 'Somebody' }, advanced_parameters: { humor: 0, verbosity: 1, empathy: 0, directness: 1, creativity: 0, formality: 1 } } };
    expect(compareAll([...shipped, copy]).filter(isAlike)).toMatchObject([{ one: first!.id, other: 'copy' }]);
  });
});

describe('the measure', () => {
  it('of runs is the share of those said by both', () => {
    expect(sharedRuns(runsOf('One two, three FOUR'), runsOf('óne two three five'))).toBe(1 / 3);
    expect(sharedRuns(runsOf(''), runsOf('a b c'))).toBe(0);
  });

  it('of words is 1 for the same and 0 for nothing in common', () => {
    const [one, same, none] = weigh(['the fog and the lantern', 'the lantern and the fog', 'basil simmers']);
    expect(nearness(one!, same!)).toBeCloseTo(1, 10);
    expect(nearness(one!, none!)).toBe(0);
  });
});
