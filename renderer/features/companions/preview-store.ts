// The live preview: the draft as the model would read it, beside what is saved, in the state that was chosen.
import { createStore } from 'zustand/vanilla';
import type * as z from 'zod';
import type { AffinityView, Client, compiledCharacterSchema, ErrorData, MoodDefinition, Personality } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type Compiled = z.infer<typeof compiledCharacterSchema>;
/** The state to look at; '' lets the engine choose. */
export type PreviewChoice = { level: string; mood: string; intensity: number; language: 'en' | 'es' };
export type PreviewState = {
  choice: PreviewChoice;
  compiled: Compiled | null;
  /** The saved version in the same state; null while the draft says the same. */
  saved: Compiled | null;
  error: ErrorData | null;
  /** Every mood that the saved companion knows, the engine's own included. */
  moods: readonly MoodDefinition[];
  levels: AffinityView['levels'];
  choose(change: Partial<PreviewChoice>): void;
  /** Anew for another companion. */
  begin(id: string, language: 'en' | 'es'): Promise<void>;
  compile(id: string, draft: Personality, isDirty: boolean): Promise<void>;
};

export function createPreviewStore(client: Client) {
  let turns = 0;
  let shown = '';
  return createStore<PreviewState>()((set, get) => ({
    choice: { level: '', mood: '', intensity: 0.8, language: 'en' }, compiled: null, saved: null, error: null, moods: [], levels: [],
    choose: (change) => set(({ choice }) => ({ choice: { ...choice, ...change } })),
    async begin(id, language) {
      shown = id;
      set({ choice: { level: '', mood: '', intensity: 0.8, language }, compiled: null, saved: null, error: null, moods: [], levels: [] });
      const [feeling, bond] = await Promise.all([client.moods.current({ personality: id }).catch(() => null), client.affinity.get({ personality: id, language }).catch(() => null)]);
      if (shown === id) set({ moods: feeling?.moods ?? [], levels: bond?.levels ?? [] });
    },
    async compile(id, draft, isDirty) {
      const turn = ++turns;
      const { level, mood, intensity, language } = get().choice;
      const state = { id, language, intensity, ...(level ? { level } : {}), ...(mood ? { mood } : {}) };
      try {
        const [compiled, saved] = await Promise.all([client.characters.compile({ ...state, definition: draft }), isDirty ? client.characters.compile(state) : null]);
        if (turn === turns) set({ compiled, saved, error: null });
      } catch (error) {
        if (turn === turns) set({ error: readError(error) });
      }
    },
  }));
}
export type PreviewStore = ReturnType<typeof createPreviewStore>;
