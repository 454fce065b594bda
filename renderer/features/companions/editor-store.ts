// The companion being edited: what is saved, the draft with its history, what is wrong with it, and whether somebody else changed it meanwhile.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Finding, LorebookEntry, Personality, PersonalityView } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';
import type { TextStorage } from '../shell/preferences.ts';
import { hasShape, issuesOf, type DraftIssue } from './draft-issues.ts';
import { withValue } from './draft-path.ts';
import { recordChange, redone, startHistory, undone, type History } from './history.ts';
import { browserStorage, keepDraft, readKeptDraft } from './kept-drafts.ts';

export type Woken = { entries: readonly { entry: LorebookEntry; content: string; reason: string; tokens: number }[]; dropped: number };
export type SaveResult = 'saved' | 'invalid' | 'conflict' | 'failed';
export type EditorState = {
  id: string | null;
  saved: PersonalityView | null;
  history: History<Personality> | null;
  is_dirty: boolean;
  /** False: the browser has no room for the unsaved changes, so leaving would lose them. */
  is_kept: boolean;
  issues: readonly DraftIssue[];
  /** What the engine notes beyond the schema. */
  findings: readonly Finding[];
  /** Text of the JSON tab that is no personality yet; null when it says what the draft says. */
  raw: { text: string; issues: readonly DraftIssue[]; is_json: boolean } | null;
  /** When the unsaved changes that were brought back had been made; null when there were none, or the person has seen it. */
  restored_at: number | null;
  /** What was saved elsewhere since; saving waits for a choice. */
  conflict: PersonalityView | null;
  is_saving: boolean;
  error: ErrorData | null;
  open(id: string): Promise<void>;
  edit(path: string, value: unknown): void;
  replace(definition: Personality): void;
  editRaw(text: string): void;
  undo(): void;
  redo(): void;
  /** Back to what is saved; can be undone. */
  discard(): void;
  acceptRestored(): void;
  check(): Promise<void>;
  save(): Promise<SaveResult>;
  /** What some words would wake of the draft's lorebook. */
  wake(words: string): Promise<Woken>;
  /** The JSON Schema of the file. */
  schema(): Promise<Record<string, unknown>>;
  settle(choice: 'mine' | 'theirs' | 'later'): Promise<SaveResult>;
  applyEvent(event: EngineEvent): void;
};

export function createEditorStore(client: Client, storage: TextStorage = browserStorage(), now: () => number = Date.now) {
  /** The version that the draft was made from. */
  let base = 0;
  let reads = 0;
  return createStore<EditorState>()((set, get) => {
    const show = (history: History<Personality>, change: Partial<EditorState> = {}): void => {
      const { id, saved } = { ...get(), ...change };
      const isDirty = saved !== null && JSON.stringify(history.present) !== JSON.stringify(saved.definition);
      const isKept = id === null || keepDraft(storage, id, isDirty ? { definition: history.present, base_updated_at: base, changed_at: now() } : null);
      set({ ...change, history, issues: issuesOf(history.present), is_dirty: isDirty, is_kept: isKept || !isDirty });
    };
    const take = (view: PersonalityView): void => { base = view.updated_at; show(startHistory(view.definition), { saved: view, findings: view.findings, raw: null, conflict: null, error: null }); };
    const record = (next: Personality, key: string | null, change: Partial<EditorState> = {}): void => { const { history } = get(); if (history) show(recordChange(history, next, key, now()), { raw: null, ...change }); };

    return {
      id: null, saved: null, history: null, is_dirty: false, is_kept: true, issues: [], findings: [], raw: null, restored_at: null, conflict: null, is_saving: false, error: null,
      async open(id) {
        if (get().id === id && get().history) return;
        const turn = ++reads;
        set({ id, saved: null, history: null, is_dirty: false, issues: [], findings: [], raw: null, restored_at: null, conflict: null, error: null });
        try {
          const view = await client.characters.get({ id });
          if (turn !== reads) return;
          const kept = readKeptDraft(storage, id);
          base = kept?.base_updated_at ?? view.updated_at;
          const history = startHistory(view.definition);
          const isChanged = kept !== null && JSON.stringify(kept.definition) !== JSON.stringify(view.definition);
          show(isChanged ? recordChange(history, kept.definition, null, now()) : history, { saved: view, findings: view.findings, restored_at: isChanged ? kept.changed_at : null });
        } catch (error) {
          if (turn === reads) set({ error: readError(error) });
        }
      },
      edit(path, value) { const { history } = get(); if (history) record(withValue(history.present, path, value), path); },
      replace: (definition) => record(definition, null),
      editRaw(text) {
        const value = parseJson(text);
        const issues = value === undefined ? [] : issuesOf(value);
        if (hasShape(value, issues)) record(value, 'json'); else set({ raw: { text, issues, is_json: value !== undefined } });
      },
      undo() { const { history } = get(); if (history) show(undone(history), { raw: null }); },
      redo() { const { history } = get(); if (history) show(redone(history), { raw: null }); },
      discard() { const { saved } = get(); if (saved) record(saved.definition, null, { restored_at: null }); },
      acceptRestored: () => set({ restored_at: null }),
      async check() {
        const { history, issues, id } = get();
        if (!history || issues.length > 0) return;
        const answer = await client.characters.validate({ definition: history.present }).catch(() => null);
        if (answer && get().id === id && get().history?.present === history.present) set({ findings: answer.findings });
      },
      async save() {
        const { history, id, issues, raw, is_saving: isSaving } = get();
        if (!history || !id || isSaving) return 'failed';
        if (issues.length > 0 || raw) return 'invalid';
        set({ is_saving: true, error: null });
        try {
          const view = await client.characters.save({ id, definition: history.present, expected_updated_at: base });
          if (get().id !== id) return 'saved';
          base = view.updated_at;
          const { history: present } = get();
          show(present ?? history, { saved: view, restored_at: null, conflict: null });
          return 'saved';
        } catch (error) {
          const data = readError(error);
          if (data.code !== 'conflict') { set({ error: data }); return 'failed'; }
          set({ conflict: await client.characters.get({ id }).catch(() => null) });
          return 'conflict';
        } finally {
          set({ is_saving: false });
        }
      },
      async wake(words) {
        const { history, id } = get();
        const book = history?.present.lorebook;
        return book ? client.lorebooks.activate({ lorebook: book, messages: [words], ...(id ? { personality: id } : {}) }) : { entries: [], dropped: 0 };
      },
      schema: () => client.characters.schema(),
      async settle(choice) {
        const { conflict } = get();
        set({ conflict: null });
        if (!conflict || choice === 'later') return 'conflict';
        base = conflict.updated_at;
        if (choice === 'theirs') { record(conflict.definition, null, { saved: conflict, findings: conflict.findings, restored_at: null }); return 'saved'; }
        set({ saved: conflict });
        return get().save();
      },
      applyEvent(event) {
        const { id, is_dirty: isDirty, is_saving: isSaving, history } = get();
        if (event.type !== 'personality-changed' || event.id !== id || isDirty || isSaving || !history) return;
        void client.characters.get({ id: event.id }).then((view) => { if (get().id === view.id && !get().is_dirty && view.updated_at !== base) take(view); }, () => {});
      },
    };
  });
}
export type EditorStore = ReturnType<typeof createEditorStore>;

function parseJson(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}
