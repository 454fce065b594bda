// What holds of every relationship, whatever is said and whenever: random messages, times that jump and go back, rules of all kinds.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { affinityConfigSchema } from '../../contract/affinity-config.ts';
import { emotionLabels } from '../../contract/emotions.ts';
import { sentimentSchema } from '../../contract/entities.ts';
import type { Affinity } from '../../contract/entities.ts';
import { interactionTypes, lifeEventKinds } from '../../contract/interactions.ts';
import type { Level } from '../../contract/personality.ts';
import { defaultLevels } from '../character/index.ts';
import type { MessageSignals } from '../message-condition.ts';
import { affinityAt, applyMessage, newAffinity } from './apply-message.ts';
import { setPoints, takeBack } from './by-hand.ts';
import type { AffinityEntry } from './ledger.ts';
import { beginningOf } from './levels-at.ts';
import { dayOf } from './relationship-day.ts';
import { affinityRulesOf } from './resolved-config.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';

const hour = 3_600_000;
const few = <Name>(names: readonly Name[]) => fc.subarray([...names], { maxLength: 3 });
const messages: fc.Arbitrary<MessageSignals> = fc.record({
  text: fc.constantFrom('you', 'Eres idiota', 'my boss', 'how are you', 'x'), emotion: fc.constantFrom(...emotionLabels), emotions: few(emotionLabels), sentiment: fc.constantFrom(...sentimentSchema.options),
  sentiment_score: fc.double({ min: -1, max: 1, noNaN: true }), interactions: few(interactionTypes),
  life_event: fc.option(fc.record({ kind: fc.constantFrom(...lifeEventKinds), score: fc.double({ min: 0, max: 1, noNaN: true }) })), importance: fc.double({ min: 0, max: 10, noNaN: true }),
});
const amount = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((tenths) => tenths / 10);
const rules = fc.array(fc.record({
  id: fc.constantFrom('thanks', 'insult', 'own', 'constructor'), when: fc.constantFrom({ minimum_characters: 0 }, { interactions: ['thanks' as const] }, { interactions: ['insult' as const] }, { keywords: ['you'] }),
  points: fc.integer({ min: -200, max: 200 }).map((tenths) => tenths / 10), reason: fc.constant('why'),
}, { requiredKeys: ['id', 'when', 'points', 'reason'] }).chain((rule) => fc.record({ cooldown_minutes: fc.integer({ min: 0, max: 5000 }), daily_cap: amount(20), diminishing: fc.double({ min: 0, max: 1, noNaN: true }), heals: fc.double({ min: 0, max: 1, noNaN: true }) }, { requiredKeys: [] })
  .map((limits) => ({ ...rule, ...limits }))), { maxLength: 4 });
const configs: fc.Arbitrary<ResolvedAffinityConfig> = fc.option(fc.record({
  rules, interaction_types: fc.dictionary(fc.constantFrom('compliment', 'very_negative', 'neutral', 'insult', 'unheard_of'), fc.integer({ min: -20, max: 20 })), use_default_rules: fc.boolean(), daily_gain_cap: amount(30), daily_loss_cap: amount(30), hysteresis: amount(20),
  decay: fc.record({ grace_days: amount(10), points_per_day: amount(20), at_most: amount(100) }, { requiredKeys: [] }),
  milestones: fc.constant([{ id: 'm', title: 'M', messages: 3, bonus: 5 }, { id: 'n', title: 'N', points: 10, bonus: 5 }]),
}, { requiredKeys: [] })).map((config) => affinityRulesOf(config === null ? {} : { affinity_config: affinityConfigSchema.parse(config) }));
const levelSets: fc.Arbitrary<readonly Level[]> = fc.constantFrom(defaultLevels, [{ name: 'only', affinity_range: [0, 100], modifiers: {} }], [{ name: 'stranger', affinity_range: [0, 9], modifiers: {} }, { name: 'b', affinity_range: [10, 11], modifiers: {} }, { name: 'c', affinity_range: [12, 100], modifiers: {} }]);

const forward = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 3 * hour }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 90 * 24 * hour }) });
const anyhow = fc.oneof({ weight: 4, arbitrary: forward }, { weight: 1, arbitrary: fc.integer({ min: -400 * 24 * hour, max: 0 }) });
const lives = (steps: fc.Arbitrary<number>) => fc.array(fc.record({ after: steps, message: messages }), { minLength: 1, maxLength: 60 });
const begin = Date.UTC(2026, 0, 1, 22);

type Seen = { before: Affinity; after: Affinity; entries: AffinityEntry[]; now: number };
function liveThrough(config: ResolvedAffinityConfig, levels: readonly Level[], life: readonly { after: number; message: MessageSignals }[]): Seen[] {
  let affinity = newAffinity('u', 'c', begin);
  let now = begin;
  return life.map(({ after, message }) => {
    now += after;
    const before = Object.freeze({ ...affinity, counters: Object.freeze({ ...affinity.counters, rules: Object.freeze(affinity.counters.rules) }), milestones: Object.freeze(affinity.milestones) });
    const move = applyMessage(config, levels, before, message, now, 'en');
    affinity = move.affinity;
    return { before, after: affinity, entries: move.entries, now };
  });
}

const sum = (entries: readonly AffinityEntry[]): number => entries.reduce((total, { delta }) => total + delta, 0);
/** The kinds that the limits of a day hold for. */
const isLimited = ({ kind }: AffinityEntry): boolean => kind === 'interaction' || kind === 'return' || kind === 'milestone';

function holdsLevel(levels: readonly Level[], { points, level }: Pick<Affinity, 'points' | 'level'>, hysteresis: number): boolean {
  const at = levels.findIndex(({ name }) => name === level);
  const next = levels[at + 1];
  return at >= 0 && (at === 0 || points >= beginningOf(levels[at]!) - hysteresis) && (next === undefined || points < beginningOf(next));
}

it('points stay between 0 and 100, are the sum of the ledger, and each entry stands on the one before', () => {
  fc.assert(fc.property(configs, levelSets, lives(anyhow), (config, levels, life) => {
    const seen = liveThrough(config, levels, life);
    let points = 0;
    for (const { entries, after } of seen) {
      expect(entries[0]?.kind).toBe('interaction');
      for (const entry of entries) {
        points += entry.delta;
        expect(entry.points).toBeCloseTo(points, 6);
        expect(entry.points >= 0 && entry.points <= 100).toBe(true);
      }
      expect(after.points).toBeCloseTo(points, 6);
      expect(after.highest_points).toBeGreaterThanOrEqual(after.points);
    }
    expect(seen.at(-1)!.after.messages).toBe(life.length);
  }), { numRuns: 300 });
});

it('the level is where the points are, at most the hysteresis above it; each change of it is told', () => {
  fc.assert(fc.property(configs, levelSets, lives(anyhow), (config, levels, life) => {
    for (const { before, after, entries } of liveThrough(config, levels, life)) {
      expect(holdsLevel(levels, after, config.hysteresis)).toBe(true);
      if (levels.some(({ name }) => name === before.level)) expect(entries.some(({ kind }) => kind === 'level')).toBe(before.level !== after.level || entries.filter(({ kind }) => kind === 'level').length > 1);
    }
  }), { numRuns: 300 });
});

it('no UTC day gains or loses more than its caps', () => {
  fc.assert(fc.property(configs, levelSets, lives(forward), (config, levels, life) => {
    const days = new Map<string, AffinityEntry[]>();
    for (const { entries, now } of liveThrough(config, levels, life)) days.set(dayOf(now), [...(days.get(dayOf(now)) ?? []), ...entries.filter(isLimited)]);
    for (const entries of days.values()) {
      expect(sum(entries.filter(({ delta }) => delta > 0))).toBeLessThanOrEqual(config.dailyGainCap + 1e-6);
      expect(-sum(entries.filter(({ delta }) => delta < 0))).toBeLessThanOrEqual(config.dailyLossCap + 1e-6);
    }
  }), { numRuns: 300 });
});

it('a clock that jumps to and fro opens a fresh day only by going forward past the last one, and silence is charged only for time beyond the last word', () => {
  fc.assert(fc.property(configs, levelSets, lives(anyhow), (config, levels, life) => {
    let latest = -Infinity;
    for (const { before, after, entries, now } of liveThrough(config, levels, life)) {
      if (before.counters.day !== '' && now < Date.parse(before.counters.day)) {
        expect(after.counters.gained).toBeGreaterThanOrEqual(before.counters.gained);
        expect(after.counters.lost).toBeGreaterThanOrEqual(before.counters.lost);
      }
      const taken = -sum(entries.filter(({ kind }) => kind === 'absence'));
      if (now <= latest) expect(taken).toBeCloseTo(0);
      expect(taken).toBeLessThanOrEqual(Math.max(0, before.points - (before.highest_points - config.decay.atMost)) + 0.01);
      latest = Math.max(latest, now);
    }
  }), { numRuns: 300 });
});

it('coming back never gives more than leaving took', () => {
  fc.assert(fc.property(configs, levelSets, lives(forward), (config, levels, life) => {
    for (const { entries } of liveThrough(config, levels, life)) expect(sum(entries.filter(({ kind }) => kind === 'absence' || kind === 'return'))).toBeLessThanOrEqual(0.01);
  }), { numRuns: 200 });
});

it('is the same for the same life, and silence counted twice is counted once', () => {
  fc.assert(fc.property(configs, levelSets, lives(anyhow), fc.integer({ min: 0, max: 200 * 24 * hour }), (config, levels, life, silent) => {
    const seen = liveThrough(config, levels, life);
    expect(liveThrough(config, levels, life)).toEqual(seen);
    const { after, now } = seen.at(-1)!;
    const once = affinityAt(config, levels, after, now + silent);
    expect(affinityAt(config, levels, once.affinity, now + silent)).toEqual({ affinity: once.affinity, entries: [] });
  }), { numRuns: 200 });
});

it('a death, or grief, never costs points', () => {
  const sorrow = fc.oneof(messages.map((message) => ({ ...message, life_event: { kind: 'bereavement', score: 0.2 } })), messages.map((message) => ({ ...message, emotion: 'grief', emotions: ['grief', ...message.emotions] })));
  fc.assert(fc.property(configs, sorrow, fc.integer({ min: 0, max: 100 }), (config, message, points) => {
    const affinity = { ...newAffinity('u', 'c', begin), points, highest_points: points };
    expect(applyMessage(config, defaultLevels, affinity, message, begin, 'en').entries[0]!.delta).toBeGreaterThanOrEqual(0);
  }), { numRuns: 500 });
});

it('an insult never pays: with an apology after it one is not better off than without both', () => {
  const insult: MessageSignals = { text: 'You idiot', emotion: 'anger', emotions: ['anger'], sentiment: 'negative', sentiment_score: -0.5, interactions: ['insult'], life_event: null, importance: 2 };
  const apology: MessageSignals = { ...insult, text: 'I am sorry', emotion: 'remorse', emotions: ['remorse'], interactions: ['apology'], sentiment: 'neutral' };
  fc.assert(fc.property(fc.array(fc.record({ isInsult: fc.boolean(), after: fc.integer({ min: 0, max: 20 * hour }) }), { minLength: 1, maxLength: 80 }), fc.integer({ min: 0, max: 100 }), (deeds, points) => {
    let affinity: Affinity = { ...newAffinity('u', 'c', begin), points, highest_points: points };
    let now = begin;
    for (const { isInsult, after } of deeds) affinity = applyMessage(affinityRulesOf({}), defaultLevels, affinity, isInsult ? insult : apology, now += after, 'en').affinity;
    // Time together is worth a little, whatever is said.
    expect(affinity.points).toBeLessThanOrEqual(points + 0.02 * deeds.length + 0.01);
  }), { numRuns: 200 });
});

it('setting by hand ends where it is told; what is taken back is gone, as far as 0 to 100 allows', () => {
  fc.assert(fc.property(configs, levelSets, lives(anyhow), fc.integer({ min: 0, max: 1000 }), (config, levels, life, tenths) => {
    const seen = liveThrough(config, levels, life);
    const { after, entries, now } = seen.at(-1)!;
    const state = { config, levels, affinity: after, now, language: 'es' as const };
    const set = setPoints(state, tenths / 10, '');
    expect(set.affinity.points).toBe(tenths / 10);
    expect(after.points + sum(set.entries)).toBeCloseTo(tenths / 10, 6);
    expect(holdsLevel(levels, set.affinity, config.hysteresis)).toBe(true);
    const back = takeBack(state, { ...entries[0]!, created_at: now });
    expect(back.affinity.points).toBeCloseTo(Math.min(100, Math.max(0, after.points - entries[0]!.delta)), 6);
    expect(Math.min(back.affinity.counters.gained, back.affinity.counters.lost)).toBeGreaterThanOrEqual(0);
  }), { numRuns: 200 });
});
