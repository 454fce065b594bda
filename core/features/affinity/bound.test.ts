// The ledger and the branches on screen: whatever is said, set aside and brought back, the points are what the messages on screen have moved.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Affinity, AffinityEvent } from '../../contract/entities.ts';
import { defaultLevels } from '../character/index.ts';
import type { MessageSignals } from '../message-condition.ts';
import { applyMessage, newAffinity } from './apply-message.ts';
import { followBranch, isBound } from './bound.ts';
import type { Bound } from './bound.ts';
import { takeBack } from './by-hand.ts';
import { affinityRulesOf } from './resolved-config.ts';

const config = affinityRulesOf({});
const said = (interactions: MessageSignals['interactions']): MessageSignals => ({ text: 'you', emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [...interactions], life_event: null, importance: 3 });

/** A ledger in memory, moved by the same functions as the stored one. */
function createLife() {
  let now = Date.UTC(2026, 0, 1, 9);
  let count = 0;
  const life = { affinity: newAffinity('u', 'c', now) as Affinity, ledger: [] as AffinityEvent[], shown: new Map<string, boolean>() };
  const id = () => String((count += 1)).padStart(6, '0');
  const state = () => ({ config, levels: defaultLevels, affinity: life.affinity, now, language: 'en' as const });
  const put = (entries: readonly Omit<AffinityEvent, 'id' | 'user_id' | 'personality' | 'created_at'>[]) => life.ledger.push(...entries.map((entry) => ({ ...entry, id: id(), user_id: 'u', personality: 'c', created_at: now })));
  const chainOf = (event: AffinityEvent): AffinityEvent[] => {
    const next = life.ledger.find(({ reverts }) => reverts === event.id);
    return next ? [next, ...chainOf(next)] : [];
  };
  const bound = (): Bound[] => life.ledger.filter(isBound).map((original) => ({ original, chain: chainOf(original), counts: life.shown.get(original.message_id!)! }));
  return {
    life, bound,
    wait: (ms: number) => { now += ms; },
    say(signals: MessageSignals): string {
      now += 60_000;
      const message = `m${id()}`;
      const move = applyMessage(config, defaultLevels, life.affinity, signals, now, 'en');
      life.affinity = move.affinity;
      put(move.entries.map((entry) => ({ ...entry, message_id: message, reverts: null })));
      life.shown.set(message, true);
      return message;
    },
    show(messages: readonly string[], isShown: boolean): void {
      now += 1000;
      for (const message of messages) life.shown.set(message, isShown);
      const move = followBranch(state(), life.ledger.toReversed().slice(0, 200), bound());
      if (!move) return;
      const updated = new Map(move.updated.map((event) => [event.id, event]));
      life.ledger = life.ledger.filter((event) => !move.deleted.includes(event.id)).map((event) => updated.get(event.id) ?? event);
      put(move.inserted);
      life.affinity = move.affinity;
    },
    takeBackByHand(event: AffinityEvent): void {
      now += 1000;
      const move = takeBack(state(), event);
      life.affinity = move.affinity;
      put(move.entries.map((entry) => ({ ...entry, message_id: null, reverts: entry.kind === 'revert' ? event.id : null })));
    },
    sum: () => Math.round(life.ledger.reduce((total, { delta }) => total + delta, 0) * 1e6) / 1e6,
  };
}
const withoutTime = ({ updated_at: _updated, ...rest }: Affinity) => rest;

describe('following a branch', () => {
  it('what left is taken back, and what came back counts again: the row is as before and the ledger has no trail', () => {
    const { life, say, show } = createLife();
    say(said(['compliment']));
    const left = say(said(['thanks']));
    const before = { affinity: withoutTime(life.affinity), ledger: [...life.ledger] };
    const [points, messages] = [life.affinity.points, life.affinity.messages];
    show([left], false);
    expect(life.affinity.points).toBeLessThan(points);
    expect(life.affinity.messages).toBe(messages - 1);
    expect(life.ledger.at(-1)).toMatchObject({ kind: 'revert', message_id: left });
    for (let times = 0; times < 20; times += 1) show([left], times % 2 === 0);
    show([left], true);
    expect(withoutTime(life.affinity)).toEqual(before.affinity);
    expect(life.ledger).toEqual(before.ledger);
  });

  it('after something else was said the ledger is added to, once for each turn of the branch', () => {
    const { life, say, show, sum } = createLife();
    const left = say(said(['compliment']));
    show([left], false);
    say(said(['thanks']));
    const length = life.ledger.length;
    show([left], true);
    expect(life.ledger).toHaveLength(length + 1);
    expect(life.ledger.at(-1)).toMatchObject({ kind: 'revert', reverts: life.ledger.find((event) => event.kind === 'revert')!.id });
    show([left], false);
    expect(life.ledger).toHaveLength(length);
    expect(sum()).toBe(life.affinity.points);
  });

  it('an edit does not earn the points of a day twice', () => {
    const { life, say, show } = createLife();
    const tries: string[] = [];
    for (let times = 0; times < 40; times += 1) {
      const message = say(said(['compliment']));
      tries.push(message);
      show([message], false);
    }
    expect(life.affinity.points).toBe(0);
    show(tries, true);
    expect(life.affinity.counters.gained).toBeLessThanOrEqual(config.dailyGainCap);
    expect(life.affinity.points).toBeLessThanOrEqual(config.dailyGainCap);
  });

  it('what was taken back by hand stays so, on whatever branch', () => {
    const { life, bound, say, show, takeBackByHand } = createLife();
    const message = say(said(['compliment']));
    takeBackByHand(life.ledger.find(isBound)!);
    const points = life.affinity.points;
    show([message], false);
    show([message], true);
    expect(life.affinity.points).toBe(points);
    expect(bound()[0]!.chain).toHaveLength(1);
  });

  it('whatever is said and shown, the ledger leads to the points and holds nothing of what is not shown', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ say: fc.constantFrom(said(['compliment']), said(['thanks']), said(['insult']), said([]), said(['apology'])) }) },
      { weight: 5, arbitrary: fc.record({ toggle: fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }) }) },
      { weight: 1, arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 3 * 86_400_000 }) }) },
    );
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 50 }), (steps) => {
      const { life, bound, say, show, wait, sum } = createLife();
      let spoken = 0;
      for (const one of steps) {
        if ('say' in one) { say(one.say); spoken += 1; }
        else if ('wait' in one) wait(one.wait);
        else for (const index of one.toggle) {
          const message = [...life.shown.keys()][index];
          if (message !== undefined) show([message], !life.shown.get(message));
        }
        expect(sum()).toBeCloseTo(life.affinity.points, 5);
        expect(life.affinity.points).toBeGreaterThanOrEqual(0);
        expect(life.affinity.points).toBeLessThanOrEqual(100);
        expect(life.affinity.messages).toBe([...life.shown.values()].filter(Boolean).length);
        for (const { chain, counts } of bound()) if (!counts) expect(chain.length % 2).toBe(1);
        life.ledger.reduce((points, event) => { expect(event.points).toBeCloseTo(points + event.delta, 5); return event.points; }, 0);
      }
      // Between two words at most one entry for each message, and one for a level.
      expect(life.ledger.filter(({ kind }) => kind === 'revert').length).toBeLessThanOrEqual((spoken + 1) * spoken);
    }), { numRuns: 300, seed: 6 });
  });
});
