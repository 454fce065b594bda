// Mood and affinity of the in-memory client: rows by companion, moods that fade, points with levels, entries that can be taken back.
import { implement } from '@orpc/server';
import { contract, type Affinity, type AffinityEvent, type AffinityView, type Mood, type MoodView } from '../../core/contract/index.ts';
import { engineError, type MemoryWorld } from './memory-client.ts';
import { sampleLevels, sampleMilestones, sampleMoods } from './sample-feelings.ts';

/** Oldest first. */
export type FeelingsWorld = { moods: Mood[]; affinities: Affinity[]; events: AffinityEvent[] };
type Tools = { now: () => number; newId: () => string; failIfTold: (name: string) => void; find: <T extends { id: string }>(list: T[], id: string) => T };
type Pair = { user_id: string; personality: string };

const caps = { gain_cap: 6, loss_cap: 20 };
const day = 86_400_000;

export function createFeelingsRoutes(world: MemoryWorld, { now, newId, failIfTold, find }: Tools) {
  const os = implement(contract);
  world.feelings ??= { moods: [], affinities: [], events: [] };
  const { moods, affinities, events } = world.feelings;
  const isOf = (pair: Pair) => (row: Pair): boolean => row.user_id === pair.user_id && row.personality === pair.personality;
  const page = <T extends { id: string; created_at: number }>(rows: T[], { limit, before, since }: { limit: number; before?: string | undefined; since?: number | undefined }): { rows: T[]; next: string | null } => {
    const all = rows.filter((row) => (!before || row.id < before) && row.created_at >= (since ?? -Infinity)).sort((a, b) => (a.id < b.id ? 1 : -1));
    return { rows: all.slice(0, limit), next: all.length > limit ? all[limit - 1]?.id ?? null : null };
  };

  const moodView = (pair: Pair): MoodView => {
    const last = moods.findLast(isOf(pair)) ?? null;
    const halfLife = (sampleMoods.find(({ id }) => id === last?.mood)?.half_life_minutes ?? 120) * 60_000;
    const intensity = last ? last.intensity * 0.5 ** ((now() - last.created_at) / halfLife) : 0;
    return { current: last && (intensity < 0.1 ? { ...last, mood: 'neutral', intensity: 0.2, cause: 'time', expression: 'neutral' } : { ...last, intensity }), last, resting_mood: 'neutral', moods: sampleMoods };
  };
  const affinityOf = (pair: Pair): Affinity => affinities.find(isOf(pair))
    ?? { id: `${pair.user_id}/${pair.personality}`, ...pair, points: 0, level: 'stranger', highest_points: 0, last_interaction_at: null, messages: 0, counters: { day: '', gained: 0, lost: 0, rules: {} }, milestones: {}, created_at: now(), updated_at: now() };
  const affinityView = (pair: Pair, language: 'en' | 'es'): AffinityView => {
    const affinity = affinityOf(pair);
    const levels = sampleLevels(language);
    const next = levels.find(({ from }) => from > affinity.points);
    const today = events.filter((event) => isOf(pair)(event) && event.created_at > now() - day / 2);
    const sum = (sign: number): number => today.reduce((total, { delta }) => total + (delta * sign > 0 ? Math.abs(delta) : 0), 0);
    return {
      affinity, levels,
      next_level: next ? { name: next.name, points_needed: next.from - affinity.points, changes: next.changes, adjustments: next.adjustments } : null,
      milestones: sampleMilestones(language, affinity),
      today: { gained: Math.min(caps.gain_cap, sum(1)), lost: Math.min(caps.loss_cap, sum(-1)), ...caps },
      decay: { begins_at: affinity.last_interaction_at && affinity.last_interaction_at + 7 * day, points_per_day: 0.5 },
    };
  };
  const moveTo = (pair: Pair, points: number, entry: Pick<AffinityEvent, 'kind' | 'rule' | 'reason' | 'reverts'>): void => {
    const affinity = affinityOf(pair);
    if (!affinities.includes(affinity)) affinities.push(affinity);
    const delta = points - affinity.points;
    const level = sampleLevels('en').findLast(({ from }) => points >= from)?.name ?? affinity.level;
    Object.assign(affinity, { points, level, highest_points: Math.max(points, affinity.highest_points), updated_at: now() });
    events.push({ id: newId(), user_id: affinity.user_id, personality: affinity.personality, message_id: null, delta, asked: delta, points, level, created_at: now(), ...entry });
  };

  return {
    moods: {
      current: os.moods.current.handler(({ input }) => { failIfTold('mood'); return moodView(input); }),
      history: os.moods.history.handler(({ input }) => { const { rows, next } = page(moods.filter(isOf(input)), input); return { moods: rows, next_before: next }; }),
      set: os.moods.set.handler(({ input }) => {
        failIfTold('setMood');
        const { user_id, personality, mood, intensity } = input;
        moods.push({ id: newId(), session_id: world.sessions[0]?.id ?? 'none', message_id: null, mood, intensity, cause: 'user', source: 'user', user_id, personality, expression: sampleMoods.find(({ id }) => id === mood)?.expression ?? 'neutral', parameters: {}, created_at: now() });
        return moodView(input);
      }),
    },
    affinity: {
      get: os.affinity.get.handler(({ input }) => { failIfTold('affinity'); return affinityView(input, input.language); }),
      events: os.affinity.events.handler(({ input }) => { const { rows, next } = page(events.filter((event) => isOf(input)(event) && (!input.moved_only || event.delta !== 0 || event.kind !== 'interaction')), input); return { events: rows, next_before: next }; }),
      set: os.affinity.set.handler(({ input }) => { failIfTold('setPoints'); moveTo(input, input.points, { kind: 'manual', rule: 'manual', reason: input.reason, reverts: null }); return affinityView(input, 'en'); }),
      revert: os.affinity.revert.handler(({ input }) => {
        failIfTold('revert');
        const entry = find(events, input.id);
        if (events.some(({ reverts }) => reverts === entry.id)) throw engineError('conflict', 'This entry has been taken back before.');
        const pair = { user_id: entry.user_id, personality: entry.personality };
        moveTo(pair, Math.min(100, Math.max(0, affinityOf(pair).points - entry.delta)), { kind: 'revert', rule: entry.rule, reason: entry.reason, reverts: entry.id });
        return affinityView(pair, 'en');
      }),
    },
  };
}
