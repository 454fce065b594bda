// Thirty days, and sixty, on a simulated clock: level, decay and the way back as the rules say; and the page and the picture are what the script makes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { affinityConfigSchema } from '../../core/contract/affinity-config.ts';
import { affinityRulesOf } from '../../core/features/affinity/index.ts';
import { defaultLevels } from '../../core/features/character/index.ts';
import { relationshipDocs, relationshipPage, relationshipPlot } from '../simulate-relationship.ts';
import { away, days, lives } from './lives.ts';
import { simulate } from './simulate.ts';
import type { Day } from './simulate.ts';

const config = affinityRulesOf({});
const live = (id: string, rules = config): Day[] => simulate(rules, defaultLevels, lives.find((life) => life.id === id)!, days);
const at = (lived: readonly Day[], day: number): Day => lived[day - 1]!;
const moved = (lived: readonly Day[], day: number): number => at(lived, day).entries.reduce((sum, { delta }) => sum + delta, 0);
const told = (lived: readonly Day[], kind: string) => lived.flatMap(({ day, entries }) => entries.filter((entry) => entry.kind === kind).map(({ rule }) => [day, rule]));

describe('a warm quarter of an hour a day', () => {
  it('makes friends within a month and close friends after it, level by level, and loses none', () => {
    const lived = live('warm');
    expect(at(lived, 30).level).toBe('friend');
    expect(told(lived, 'level').map(([, level]) => level)).toEqual(['acquaintance', 'friend', 'close_friend', 'soulmate']);
    for (let day = 2; day <= 57; day += 1) expect(moved(lived, day)).toBeGreaterThan(1);
    expect(told(lived, 'milestone')).toEqual(expect.arrayContaining([[2, 'ten_messages'], [8, 'a_week'], [12, 'first_confidence'], [14, 'hundred_messages'], [31, 'a_month']]));
  });
});

describe('500 compliments a day', () => {
  it('pass no level in a day, nor in thirty', () => {
    const lived = live('flatterer');
    for (const { entries } of lived) expect(entries.reduce((sum, { delta }) => sum + delta, 0)).toBeLessThan(1);
    expect(at(lived, 30).level).toBe('stranger');
    expect(at(lived, 30).points).toBeLessThan(at(live('warm'), 30).points / 2);
  });
});

describe('insults and an apology', () => {
  const lived = live('quarrels');
  it('an evening of insults takes a week of warmth; the level holds while the points are near it', () => {
    expect(moved(lived, 20)).toBeCloseTo(-12, 6);
    expect(at(lived, 20).points).toBeLessThan(at(lived, 13).points);
    expect([at(lived, 19).level, at(lived, 20).level, at(lived, 40).level]).toEqual(['acquaintance', 'acquaintance', 'friend']);
  });
  it('two evenings take a level', () => expect(told(lived, 'level')).toContainEqual([41, 'acquaintance']));
  it('there is a way back: the apology gives part of it, kindness the rest at its own pace, and the level comes again', () => {
    expect(moved(lived, 21)).toBeGreaterThan(2);
    expect(moved(lived, 21)).toBeLessThan(12);
    expect(moved(lived, 22)).toBeCloseTo(moved(live('warm'), 22), 6);
    expect(at(lived, 30).points).toBeGreaterThan(at(lived, 19).points);
    expect(told(lived, 'level').at(-1)).toEqual([58, 'close_friend']);
  });
});

describe('three weeks away', () => {
  const lived = live('away');
  it('nothing for three days, then half a point a day', () => {
    const left = at(lived, away.from - 1).points;
    expect(at(lived, away.from + 2).points).toBe(left);
    expect(at(lived, away.to).points).toBeCloseTo(left - 9, 6);
    for (let day = away.from + 4; day <= away.to; day += 1) expect(at(lived, day).points - at(lived, day - 1).points).toBeCloseTo(-0.5, 6);
  });
  it('and the points of before come back within a week, with a word about the absence', () => {
    expect(told(lived, 'absence')).toEqual([[away.to + 1, 'absence']]);
    expect(told(lived, 'return')).toEqual([[away.to + 1, 'return']]);
    expect(at(lived, away.to + 7).points).toBeGreaterThan(at(lived, away.from - 1).points);
  });
  it('costs what a companion of its own says it costs', () => {
    const patient = live('away', affinityRulesOf({ affinity_config: affinityConfigSchema.parse({ decay: { points_per_day: 0 } }) }));
    expect(at(patient, away.to).points).toBe(at(patient, away.from - 1).points);
  });
});

it('docs/relationship.md and its picture are what scripts/simulate-relationship.ts writes, and the example in it is a valid one', () => {
  const page = readFileSync(relationshipPage, 'utf8');
  const made = relationshipDocs(page);
  expect(made.page === page && made.plot === readFileSync(relationshipPlot, 'utf8'), 'out of date: run node_modules/.bin/node scripts/simulate-relationship.ts').toBe(true);
  const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!) as { affinity_config: unknown };
  expect(affinityConfigSchema.parse(example.affinity_config).rules).toHaveLength(1);
});
