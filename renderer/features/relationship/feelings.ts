// What is known on screen of one companion's feelings, and how new rows enter it. Pure.
import type { AffinityEvent, AffinityView, ErrorData, Mood, MoodView } from '../../../core/contract/index.ts';

export type Feelings = {
  mood: MoodView | null;
  affinity: AffinityView | null;
  /** The ledger: entries that moved something, and levels and milestones; newest first, by pages. */
  events: readonly AffinityEvent[];
  events_before: string | null;
  /** Moods, oldest first: of the range that was read. */
  moods: readonly Mood[];
  /** Entries for the curve, oldest first. */
  curve: readonly AffinityEvent[];
  /** Where the range begins; null: with the first word. */
  history_from: number | null;
  has_history: boolean;
  /** Ids of entries already told. */
  heard: readonly string[];
  is_loaded: boolean;
  error: ErrorData | null;
};
export const noFeelings: Feelings = { mood: null, affinity: null, events: [], events_before: null, moods: [], curve: [], history_from: null, has_history: false, heard: [], is_loaded: false, error: null };

export function isSame(a: { id: string } | null | undefined, b: { id: string }): boolean {
  return a?.id === b.id;
}

/** By time, or in the place of the row it is a newer version of. */
export function addMood(moods: readonly Mood[], mood: Mood): readonly Mood[] {
  const index = moods.findLastIndex(({ id }) => id === mood.id);
  if (index >= 0) return moods.with(index, mood);
  const place = moods.findLastIndex(({ created_at: at }) => at <= mood.created_at) + 1;
  return moods.toSpliced(place, 0, mood);
}

/** Entries by time, each once; those that are new also lengthen the curve. */
export function addEvents(before: Feelings, page: readonly AffinityEvent[], next: string | null): Pick<Feelings, 'events' | 'events_before' | 'curve'> {
  const known = new Set(before.events.map(({ id }) => id));
  const events = [...before.events, ...page.filter(({ id }) => !known.has(id))].sort(newestFirst);
  const lastDrawn = before.curve.at(-1);
  const fresh = before.has_history ? page.filter((event) => !lastDrawn || newestFirst(event, lastDrawn) < 0).toSorted((a, b) => newestFirst(b, a)) : [];
  return { events, events_before: next, curve: fresh.length > 0 ? [...before.curve, ...fresh] : before.curve };
}

function newestFirst(a: AffinityEvent, b: AffinityEvent): number {
  return b.created_at - a.created_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** What later entries made of the earlier ones: `answered` were taken back once, which cannot be done twice; `taken` still are (the taking back was not itself taken back); `putBack` take a taking back back. */
export function takenBack(events: readonly AffinityEvent[]): { answered: ReadonlyMap<string, AffinityEvent>; taken: ReadonlySet<string>; putBack: ReadonlySet<string> } {
  const answered = new Map(events.flatMap((event) => (event.reverts ? [[event.reverts, event] as const] : [])));
  const isTaken = (id: string): boolean => { const by = answered.get(id); return by !== undefined && !isTaken(by.id); };
  const reverts = new Set(events.flatMap(({ id, kind }) => (kind === 'revert' ? [id] : [])));
  return { answered, taken: new Set([...answered.keys()].filter(isTaken)), putBack: new Set(events.flatMap(({ id, reverts: target }) => (target && reverts.has(target) ? [id] : []))) };
}
