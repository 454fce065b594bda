// The ledger bound to the conversation: what messages moved does not count while they are on no active branch. Why it is kept this way: docs/decisions/2026-11-21-ledger-follows-the-branch.md.
import type { Affinity, AffinityEvent } from '../../contract/entities.ts';
import type { ByHand } from './by-hand.ts';
import { forget, remember } from './counted.ts';
import type { AffinityEntry } from './ledger.ts';
import { levelAfter } from './levels-at.ts';
import { own } from './own.ts';
import { countersAt, dayOf } from './relationship-day.ts';
import { round } from './round.ts';
import { sayings } from './sayings.ts';

/** An entry made by a message, with what took it back and brought it back since, oldest first. `counts`: whether it shall. */
export type Bound = { original: AffinityEvent; chain: readonly AffinityEvent[]; counts: boolean };
export type BoundEntry = AffinityEntry & Pick<AffinityEvent, 'message_id' | 'reverts'>;
export type BoundMove = { affinity: Affinity; inserted: BoundEntry[]; updated: AffinityEvent[]; deleted: string[] };

/** Absence and coming back are the days' doing, not the words'; a level follows the points. */
export const isBound = ({ kind, message_id }: Pick<AffinityEvent, 'kind' | 'message_id'>): boolean => message_id !== null && (kind === 'interaction' || kind === 'milestone');
/** Made by following a branch; one made by hand has no message. */
const isFollowing = ({ kind, message_id }: AffinityEvent): boolean => kind === 'revert' && message_id !== null;
const isCounting = ({ chain }: Bound): boolean => chain.length % 2 === 0;
const sum = ({ original, chain }: Bound): number => round(chain.reduce((total, { delta }) => total + delta, original.delta));

/** True when it has to be moved. What was taken back, or brought back, by hand stays so. */
export function isOutOfStep(bound: Bound): boolean {
  return isCounting(bound) !== bound.counts && (bound.chain.at(-1) ?? bound.original).message_id !== null;
}

/**
 * Pure. Takes back what shall not count and brings back what shall. As long as nothing else has happened since, entries that took something back are taken
 * out again instead of answered by another, so that looking back and forth leaves no trail.
 * @param latest the ledger's last entries, newest first @returns null when nothing changes
 */
export function followBranch(state: ByHand, latest: readonly AffinityEvent[], all: readonly Bound[]): BoundMove | null {
  const { config, levels, now, language } = state;
  const moving = all.filter(isOutOfStep);
  const { tail, base } = tailOf(state.affinity, latest);
  let kept: (AffinityEvent | BoundEntry)[] = tail.filter(isFollowing);
  let { highest_points: highest, messages, milestones } = state.affinity;
  let counters = countersAt(config, state.affinity.counters, now);
  let isMoved = false;

  const move = (bound: Bound, delta: number, mayDrop: boolean): void => {
    const { original, chain } = bound;
    const last = chain.at(-1) ?? original;
    isMoved = true;
    if (mayDrop && kept.some((entry) => isEntry(entry, last))) kept = kept.filter((entry) => !isEntry(entry, last));
    else kept.push({ kind: 'revert', rule: original.rule, reason: original.reason, delta, asked: delta, points: 0, level: '', message_id: original.message_id, reverts: last.id });
  };

  for (const bound of moving.filter(({ counts }) => !counts)) {
    const { original } = bound;
    const moved = sum(bound);
    move(bound, -moved, true);
    counters = forget(counters, { ...original, delta: moved });
    if (original.delta > 0 && original.points === highest) highest = round(original.points - original.delta);
    if (original.kind === 'interaction') messages = Math.max(0, messages - 1);
    else if (own(milestones, original.rule) === original.created_at) milestones = Object.fromEntries(Object.entries(milestones).filter(([id]) => id !== original.rule));
  }
  for (const bound of moving.filter(({ counts }) => counts)) {
    const { original } = bound;
    // Reached again meanwhile: it counts once.
    if (original.kind === 'milestone' && own(milestones, original.rule) !== undefined) continue;
    const wanted = round(original.delta - sum(bound));
    const isToday = dayOf(original.created_at) === counters.day;
    const room = wanted > 0 ? Math.max(0, config.dailyGainCap - counters.gained) : Math.max(0, config.dailyLossCap - counters.lost);
    const allowed = isToday ? round(Math.sign(wanted) * Math.min(Math.abs(wanted), room)) : wanted;
    move(bound, allowed, allowed === wanted);
    counters = remember(counters, { ...original, delta: allowed });
    if (original.kind === 'interaction') messages += 1;
    else milestones = { ...milestones, [original.rule]: original.created_at };
  }
  if (!isMoved) return null;

  let points = base.points;
  // What gives comes first: at no points there is nothing to take from.
  const inOrder = [...kept.filter((entry) => 'id' in entry), ...kept.filter((entry) => !('id' in entry)).toSorted((one, other) => other.delta - one.delta)];
  const entries = inOrder.map((entry) => {
    const before = points;
    points = round(Math.min(100, Math.max(0, points + entry.delta)));
    return { ...entry, delta: round(points - before), points, level: base.level };
  });
  const level = levelAfter(levels, base.level, points, config.hysteresis);
  const known = new Map(tail.map((event) => [event.id, event]));
  const inserted = entries.filter((entry): entry is BoundEntry & { id?: never } => !('id' in entry));
  const updated = entries.filter((entry): entry is AffinityEvent => 'id' in entry);
  if (level !== base.level) {
    const isUp = levels.findIndex(({ name }) => name === level) > levels.findIndex(({ name }) => name === base.level);
    inserted.push({ kind: 'level', rule: level, delta: 0, asked: 0, reason: isUp ? sayings.levelUp(language, level) : sayings.levelDown(language, level), points, level, message_id: null, reverts: null });
  }
  const staying = new Set(updated.map(({ id }) => id));
  return {
    affinity: { ...state.affinity, points, level, highest_points: Math.max(highest, points), messages, milestones, counters, updated_at: Math.max(now, state.affinity.updated_at + 1) },
    inserted,
    updated: updated.filter((entry) => { const before = known.get(entry.id)!; return before.delta !== entry.delta || before.points !== entry.points || before.level !== entry.level; }),
    deleted: tail.filter(({ id }) => !staying.has(id)).map(({ id }) => id),
  };
}

const isEntry = (entry: AffinityEvent | BoundEntry, event: AffinityEvent): boolean => 'id' in entry && entry.id === event.id;

/** The end of the ledger that following branches alone has made, oldest first, with the levels it brought; and where the relationship stood before it. */
function tailOf(affinity: Affinity, latest: readonly AffinityEvent[]): { tail: AffinityEvent[]; base: { points: number; level: string } } {
  let end = 0;
  for (let at = 0; at < latest.length && (isFollowing(latest[at]!) || latest[at]!.kind === 'level'); at += 1) {
    if (isFollowing(latest[at]!)) end = at + 1;
  }
  const tail = latest.slice(0, end).reverse();
  const first = tail[0];
  // A ledger that does not lead to where the relationship stands is only added to.
  if (!first || tail.at(-1)!.points !== affinity.points || latest[0]!.points !== affinity.points) return { tail: [], base: affinity };
  return { tail, base: { points: round(first.points - first.delta), level: latest[end]?.level || affinity.level } };
}
