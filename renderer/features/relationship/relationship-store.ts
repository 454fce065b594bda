// How each companion feels about the user and where the two stand. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { AffinityEvent, Client, EngineEvent, Modifier, Mood, TurnEvent } from '../../../core/contract/index.ts';
import type { Language } from '../../i18n/translate.ts';
import { readError } from '../../request-error.ts';
import { addEvents, addMood, isSame, noFeelings, type Feelings } from './feelings.ts';
import { isRise } from './feeling-words.ts';

/** A level or a milestone just reached, to be told once. */
export type News = { id: string; personality: string; kind: 'level' | 'milestone'; rule: string; level: string };
export type RelationshipState = {
  feelings: Record<string, Feelings>;
  news: News | null;
  /** What is shown beside a chat: the mood, the points and the latest entries. */
  load(personality: string, language: Language): Promise<void>;
  /** Everything that was looked at, once more. */
  reload(): Promise<void>;
  /** All that charts draw, from a moment on; read by pages. */
  loadHistory(personality: string, since: number | null): Promise<void>;
  loadMoreEvents(personality: string): Promise<void>;
  setMood(personality: string, mood: string, intensity: number): Promise<void>;
  setPoints(personality: string, points: number, reason: string): Promise<void>;
  revert(personality: string, eventId: string): Promise<void>;
  /** What the user wishes otherwise of a companion. */
  wishes(personality: string): Promise<Modifier>;
  setWishes(personality: string, wishes: Modifier): Promise<void>;
  applyTurnEvent(event: TurnEvent): void;
  applyEvent(event: EngineEvent): void;
};
const pageSize = 30;
const historyPage = 500;
/** Enough for years of use; a chart shows no more than a few hundred points anyway. */
const mostPages = 20;

export function createRelationshipStore(client: Client) {
  const languages = new Map<string, Language>();
  const reads = new Map<string, number>();
  return createStore<RelationshipState>()((set, get) => {
    const of = (personality: string): Feelings => get().feelings[personality] ?? noFeelings;
    const put = (personality: string, change: Partial<Feelings> | ((before: Feelings) => Partial<Feelings>)): void => set(({ feelings }) => {
      const before = feelings[personality] ?? noFeelings;
      return { feelings: { ...feelings, [personality]: { ...before, ...(typeof change === 'function' ? change(before) : change) } } };
    });
    const languageOf = (personality: string): Language => languages.get(personality) ?? 'en';
    /** The points, what they lead to and the entries, as the engine now sees them. */
    const readAffinity = async (personality: string): Promise<void> => {
      const [affinity, page] = await Promise.all([client.affinity.get({ personality, language: languageOf(personality) }), client.affinity.events({ personality, limit: pageSize, moved_only: true })]);
      put(personality, (before) => ({ affinity, ...addEvents(before, page.events, before.events.length === 0 ? page.next_before : before.events_before) }));
    };
    const readMood = async (personality: string): Promise<void> => {
      const mood = await client.moods.current({ personality });
      put(personality, (before) => ({ mood, moods: mood.last ? addMood(before.moods, mood.last) : before.moods }));
    };
    const readAgain = (personality: string, read: (personality: string) => Promise<void>): void => {
      if (languages.has(personality)) read(personality).catch(() => {});
    };
    const hear = (personality: string, events: readonly AffinityEvent[]): void => {
      const known = new Set(of(personality).heard);
      const fresh = events.filter(({ id }) => !known.has(id));
      if (fresh.length === 0) return;
      put(personality, (before) => ({ heard: [...before.heard.slice(-50), ...fresh.map(({ id }) => id)] }));
      const { affinity: view } = of(personality);
      // A level is a milestone, too: it is told as a level.
      const news = fresh.findLast((event) => event.kind === 'level' && isRise(event, view?.levels ?? [], view?.affinity.level ?? null)) ?? fresh.findLast(({ kind }) => kind === 'milestone');
      if (news) set({ news: { id: news.id, personality, kind: news.kind === 'level' ? 'level' : 'milestone', rule: news.rule, level: news.level } });
      readAgain(personality, readAffinity);
    };
    const hearMood = (mood: Mood): void => {
      const { mood: view, moods } = of(mood.personality);
      if (!languages.has(mood.personality) || moods.some((known) => isSame(known, mood))) return;
      // A message that moves nothing leaves the cause of before standing; the view that is read then says for sure.
      const cause = mood.cause === 'time' && view?.current?.mood === mood.mood ? view.current.cause : mood.cause;
      put(mood.personality, { moods: addMood(moods, mood), ...(view ? { mood: { ...view, current: { ...mood, cause }, last: mood } } : {}) });
      readAgain(mood.personality, readMood);
    };
    return {
      feelings: {}, news: null,
      async load(personality, language) {
        languages.set(personality, language);
        const turn = (reads.get(personality) ?? 0) + 1;
        reads.set(personality, turn);
        try {
          await Promise.all([readMood(personality), readAffinity(personality)]);
          if (reads.get(personality) === turn) put(personality, { is_loaded: true, error: null });
        } catch (error) {
          if (reads.get(personality) === turn) put(personality, { is_loaded: true, error: readError(error) });
        }
      },
      async reload() { await Promise.all([...languages].map(([personality, language]) => get().load(personality, language))); },
      async loadHistory(personality, since) {
        try {
          const from = since === null ? {} : { since };
          const [moods, events] = await Promise.all([
            readAll(async (before) => { const page = await client.moods.history({ personality, limit: historyPage, ...from, ...before }); return { rows: page.moods, next: page.next_before }; }),
            readAll(async (before) => { const page = await client.affinity.events({ personality, limit: historyPage, moved_only: true, ...from, ...before }); return { rows: page.events, next: page.next_before }; }),
          ]);
          put(personality, { moods: moods.reverse(), curve: events.reverse(), history_from: since, has_history: true });
        } catch (error) {
          put(personality, { error: readError(error) });
        }
      },
      async loadMoreEvents(personality) {
        const before = of(personality).events_before;
        if (!before) return;
        const page = await client.affinity.events({ personality, limit: pageSize, moved_only: true, before });
        put(personality, (feelings) => addEvents(feelings, page.events, page.next_before));
      },
      async setMood(personality, mood, intensity) {
        const view = await client.moods.set({ personality, mood, intensity });
        put(personality, (before) => ({ mood: view, moods: view.last ? addMood(before.moods, view.last) : before.moods }));
      },
      async setPoints(personality, points, reason) {
        await client.affinity.set({ personality, points, reason });
        await readAffinity(personality);
      },
      async revert(personality, eventId) {
        await client.affinity.revert({ id: eventId });
        await readAffinity(personality);
      },
      wishes: (personality) => client.characters.overrides({ id: personality }),
      async setWishes(personality, wishes) {
        await client.characters.override({ id: personality, overrides: wishes });
      },
      applyTurnEvent(event) {
        if (event.type === 'mood') hearMood(event.mood);
        if (event.type === 'affinity') hear(event.affinity.personality, event.events);
      },
      applyEvent(event) {
        if (event.type === 'mood-changed') hearMood(event.mood);
        if (event.type === 'affinity-changed') hear(event.affinity.personality, event.events);
        if (event.type === 'personality-changed') { readAgain(event.id, readMood); readAgain(event.id, readAffinity); }
      },
    };
  });
}
export type RelationshipStore = ReturnType<typeof createRelationshipStore>;

/** Newest first. */
async function readAll<Row>(read: (before: { before?: string }) => Promise<{ rows: Row[]; next: string | null }>): Promise<Row[]> {
  const all: Row[] = [];
  let before: { before?: string } = {};
  for (let page = 0; page < mostPages; page++) {
    const { rows, next } = await read(before);
    all.push(...rows);
    if (!next) break;
    before = { before: next };
  }
  return all;
}
