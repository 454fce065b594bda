// Forgetting for good: what is asked about, what would go, and what is kept from being learnt again. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, ErrorData, ForgetCounts, ForgetTarget, TombstoneView } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type Preview = { counts: ForgetCounts; examples: readonly string[] };
/** What the dialog is about. `label`: its name in words. */
export type Question = { target: ForgetTarget; label: string };
export type ForgettingState = {
  question: Question | null;
  preview: Preview | null;
  /** Why it is not known what would go. */
  error: ErrorData | null;
  is_forgetting: boolean;
  tombstones: readonly TombstoneView[];
  is_loaded: boolean;
  list_error: ErrorData | null;
  /** Opens the dialog, or asks about another target in it. */
  ask(target: ForgetTarget, label: string): Promise<void>;
  close(): void;
  /** Does what the dialog shows, and closes it. */
  forget(): Promise<ForgetCounts>;
  loadTombstones(): Promise<void>;
  allow(forgettingId: string): Promise<void>;
};

export function createForgettingStore(client: Client) {
  let asked = 0;
  return createStore<ForgettingState>()((set, get) => ({
    question: null, preview: null, error: null, is_forgetting: false, tombstones: [], is_loaded: false, list_error: null,
    async ask(target, label) {
      const turn = ++asked;
      set({ question: { target, label }, preview: null, error: null });
      // A name of one letter names everybody.
      if (target.kind === 'person' && target.name.trim().length < 2) return;
      try {
        const preview = await client.forgetting.preview({ target });
        if (turn === asked) set({ preview });
      } catch (error) {
        if (turn === asked) set({ error: readError(error) });
      }
    },
    close() {
      asked += 1;
      set({ question: null, preview: null, error: null });
    },
    async forget() {
      const { question } = get();
      if (!question) throw new Error('Nothing was asked to be forgotten.');
      set({ is_forgetting: true });
      try {
        const { counts } = await client.forgetting.forget({ target: question.target });
        get().close();
        if (get().is_loaded) await get().loadTombstones();
        return counts;
      } finally { set({ is_forgetting: false }); }
    },
    async loadTombstones() {
      try {
        const { tombstones } = await client.forgetting.tombstones({});
        set({ tombstones, is_loaded: true, list_error: null });
      } catch (error) {
        set({ is_loaded: true, list_error: readError(error) });
      }
    },
    async allow(forgettingId) {
      await client.forgetting.allow({ forgetting_id: forgettingId });
      set(({ tombstones }) => ({ tombstones: tombstones.filter((entry) => entry.forgetting_id !== forgettingId) }));
    },
  }));
}
export type ForgettingStore = ReturnType<typeof createForgettingStore>;

/** What goes, without what is only told beside it. */
export function countWhatGoes(counts: ForgetCounts): number {
  return counts.facts + counts.episodes + counts.messages + counts.summaries + counts.proposals + counts.notes;
}

export type Forgetting = { id: string; kind: TombstoneView['kind']; categories: string[]; entries: number; created_at: number };

/** Tombstones of one act are one line, newest first. */
export function groupTombstones(tombstones: readonly TombstoneView[]): Forgetting[] {
  const acts = new Map<string, Forgetting>();
  for (const { forgetting_id: id, kind, category, created_at } of tombstones) {
    const act = acts.get(id) ?? { id, kind, categories: [], entries: 0, created_at };
    act.entries += 1;
    if (category !== null && !act.categories.includes(category)) act.categories.push(category);
    acts.set(id, act);
  }
  return [...acts.values()].sort((a, b) => b.created_at - a.created_at);
}
