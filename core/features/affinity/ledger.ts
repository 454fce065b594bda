// The entries of one move of a relationship, each standing on the one before it: what keeps the sum of the ledger equal to the points.
import type { Affinity, AffinityEvent } from '../../contract/entities.ts';
import type { Level } from '../../contract/personality.ts';
import type { Language } from '../../lib/language.ts';
import { levelAfter } from './levels-at.ts';
import { milestonesOf, newMilestones } from './milestones.ts';
import { own } from './own.ts';
import { reserved } from './relationship-day.ts';
import type { Counters, RuleCounter } from './relationship-day.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';
import { round } from './round.ts';
import { saidIn, sayings } from './sayings.ts';

export type AffinityEntry = Pick<AffinityEvent, 'kind' | 'rule' | 'delta' | 'asked' | 'reason' | 'points' | 'level'>;
export type AffinityMove = { affinity: Affinity; entries: AffinityEntry[] };
export type Ledger = ReturnType<typeof createLedger>;

type Note = Pick<AffinityEntry, 'kind' | 'rule' | 'reason'>;

/** @param day the counters as they stand at `now` */
export function createLedger(config: ResolvedAffinityConfig, levels: readonly Level[], affinity: Affinity, day: Counters, now: number, language: Language) {
  let { points, highest_points: highest, level, messages, milestones, last_interaction_at: lastAt } = affinity;
  let { gained, lost } = day;
  const rules = { ...day.rules };
  const entries: AffinityEntry[] = [];
  // A level that the personality no longer has is replaced without a word.
  if (!levels.some(({ name }) => name === level)) level = levelAfter(levels, level, points, config.hysteresis);

  function add(note: Note & { asked?: number }, wanted: number): number {
    const before = points;
    points = round(Math.min(100, Math.max(0, points + wanted)));
    const delta = round(points - before);
    highest = Math.max(highest, points);
    entries.push({ kind: note.kind, rule: note.rule, delta, asked: round(note.asked ?? 0), reason: note.reason, points, level });
    return delta;
  }

  /** Moves within what the day still allows. */
  function move(note: Note & { asked: number }, wanted: number): number {
    const delta = add(note, wanted > 0 ? Math.min(wanted, Math.max(0, config.dailyGainCap - gained)) : -Math.min(-wanted, Math.max(0, config.dailyLossCap - lost)));
    if (delta > 0) gained = round(gained + delta);
    else lost = round(lost - delta);
    return delta;
  }

  function settleLevel(): void {
    const next = levelAfter(levels, level, points, config.hysteresis);
    if (next === level) return;
    const isUp = levels.findIndex(({ name }) => name === next) > levels.findIndex(({ name }) => name === level);
    level = next;
    add({ kind: 'level', rule: next, reason: isUp ? sayings.levelUp(language, next) : sayings.levelDown(language, next) }, 0);
  }

  const present = (): Affinity => ({
    ...affinity, points, level, highest_points: highest, messages, milestones, last_interaction_at: lastAt, counters: { day: day.day, gained, lost, rules },
  });

  return {
    move, settleLevel,
    /** Moves whatever the day allows: silence, and what is done by hand. */
    moveFreely: (note: Note & { asked: number }): number => add(note, note.asked),
    /** Notes that a rule decided a message and what it moved. */
    count(rule: string, delta: number, isPaid: boolean): void {
      const before: RuleCounter = own(rules, rule) ?? { count: 0, moved: 0, last_at: now };
      rules[rule] = { count: before.count + 1, moved: round(before.moved + delta), last_at: isPaid ? now : before.last_at };
    },
    /** Rudeness adds to the hurt, making good takes from it. */
    hurt(points: number): void {
      const left = round(Math.max(0, (rules[reserved.hurt]?.moved ?? 0) + points));
      if (left > 0) rules[reserved.hurt] = { count: 0, moved: left, last_at: now };
      else delete rules[reserved.hurt];
    },
    /** Remembers how many days of a silence were charged. */
    charge(days: number): void {
      rules[reserved.silence] = { count: days, moved: 0, last_at: now };
    },
    /** The user wrote: the silence is over. A clock that went back does not make the last word earlier, else its return would look like silence. */
    spoke(): void {
      delete rules[reserved.silence];
      lastAt = Math.max(now, lastAt ?? now);
      messages += 1;
    },
    /** Level and milestones; the points of a milestone may bring the next level. @param rule the one that decided the message */
    settle(rule: string | null): void {
      const all = milestonesOf(config, levels);
      let isMoved = true;
      while (isMoved) {
        isMoved = false;
        settleLevel();
        for (const milestone of newMilestones(all, { config, levels, affinity: present(), now, rule })) {
          milestones = { ...milestones, [milestone.id]: now };
          const note = { kind: 'milestone', rule: milestone.id, asked: milestone.bonus ?? 0, reason: saidIn(milestone.title, language) };
          isMoved = move(note, note.asked) > 0 || isMoved;
        }
      }
    },
    /** @param changed whether the row was written to: then its time of change moves on */
    close: (isChanged: boolean): AffinityMove => ({ affinity: { ...present(), updated_at: isChanged ? now : affinity.updated_at }, entries }),
  };
}
