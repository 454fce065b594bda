// Snapshots in the data folder: made, saved to a file, deleted; and one on its way in, looked at before it is taken. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Snapshot, SnapshotChanges, SnapshotMode, SnapshotPart } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';
import { fetchPieces, sendPieces, type FileSink, type SentFile } from './pieces.ts';
import type { Work } from './progress-words.ts';

export type SnapshotWish = { /** Null: everything of the user. */ personality: string | null; includes: readonly SnapshotPart[]; is_anonymised: boolean };
/** A snapshot on its way in. */
export type TakeIn = Work & {
  file_name: string;
  phase: 'sending' | 'checking' | 'ready' | 'applying' | 'failed';
  /** Null until the file is here. */
  snapshot: Snapshot | null;
  mode: SnapshotMode;
  /** Of the mode chosen before, while it is checked anew. */
  preview: SnapshotChanges | null;
  error: ErrorData | null;
};
export type SnapshotsState = {
  /** Newest first; what was sent to be taken in is not among them. */
  snapshots: readonly Snapshot[];
  is_loaded: boolean;
  error: ErrorData | null;
  making: Work | null;
  saving: (Work & { id: string }) | null;
  taking: TakeIn | null;
  load(): Promise<void>;
  /** Null when it was stopped. */
  make(wish: SnapshotWish): Promise<Snapshot | null>;
  stopMaking(): void;
  /** False when it was stopped. */
  save(snapshot: Snapshot, sink: FileSink): Promise<boolean>;
  stopSaving(): void;
  remove(id: string): Promise<void>;
  /** Sends a file and looks at it; what goes wrong is in `taking`. */
  send(file: SentFile): Promise<void>;
  /** Looks at one that is kept here. */
  look(snapshot: Snapshot): Promise<void>;
  choose(mode: SnapshotMode): Promise<void>;
  /** Null when it failed or was stopped. `backup`: what was replaced. */
  apply(): Promise<{ changes: SnapshotChanges; backup: Snapshot | null } | null>;
  /** Puts back what was replaced. */
  putBack(backup: Snapshot): Promise<void>;
  /** Stops what runs and deletes what was sent. */
  leave(): Promise<void>;
  applyEvent(event: EngineEvent): void;
};
/** The screens show one user's data; a snapshot of another becomes theirs. */
const userId = 'default';

export function createSnapshotsStore(client: Client, now: () => number = Date.now) {
  let reads = 0;
  let turn = 0;
  let stopMaking = new AbortController();
  let stopSaving = new AbortController();
  let stopTaking = new AbortController();
  /** What was sent and is to be deleted when it is done with. */
  let uploadId: string | null = null;
  return createStore<SnapshotsState>()((set, get) => {
    const start = (total: number | null): Work => ({ done_bytes: 0, total_bytes: total, started_at: now() });
    const change = (mine: number, part: Partial<TakeIn>): void => { if (mine === turn) set(({ taking }) => ({ taking: taking && { ...taking, ...part } })); };
    const dropUpload = async (id = uploadId): Promise<void> => {
      if (id === uploadId) uploadId = null;
      if (id !== null) await client.snapshots.remove({ id }).catch(() => undefined);
    };
    const begin = (file_name: string, phase: TakeIn['phase'], total: number | null, snapshot: Snapshot | null): number => {
      stopTaking.abort();
      void dropUpload();
      stopTaking = new AbortController();
      set({ taking: { ...start(total), file_name, phase, snapshot, mode: 'merge', preview: null, error: null } });
      return ++turn;
    };
    const check = async (mine: number, snapshot: Snapshot, mode: SnapshotMode): Promise<void> => {
      change(mine, { ...start(null), phase: 'checking', mode, error: null });
      try {
        const preview = await client.snapshots.preview({ id: snapshot.id, mode, user_id: userId }, { signal: stopTaking.signal });
        // Another way of taking it in was chosen meanwhile.
        if (get().taking?.mode === mode) change(mine, { phase: 'ready', preview });
      } catch (error) {
        if (get().taking?.mode === mode) change(mine, { phase: 'failed', error: readError(error) });
      }
    };
    return {
      snapshots: [], is_loaded: false, error: null, making: null, saving: null, taking: null,
      async load() {
        const mine = ++reads;
        try {
          const { snapshots } = await client.snapshots.list();
          if (mine === reads) set({ snapshots: snapshots.filter(({ kind }) => kind !== 'upload'), is_loaded: true, error: null });
        } catch (error) {
          if (mine === reads) set({ error: readError(error), is_loaded: true });
        }
      },
      async make({ personality, includes, is_anonymised: anonymised }) {
        stopMaking = new AbortController();
        const { signal } = stopMaking;
        set({ making: start(null) });
        try {
          const snapshot = await client.snapshots.create({ anonymised, includes: [...includes], ...(personality === null ? {} : { personality }) }, { signal });
          await get().load();
          return snapshot;
        } catch (error) {
          if (signal.aborted) return null;
          throw error;
        } finally {
          set({ making: null });
        }
      },
      stopMaking: () => stopMaking.abort(),
      async save(snapshot, sink) {
        stopSaving = new AbortController();
        const { signal } = stopSaving;
        set({ saving: { ...start(snapshot.bytes), id: snapshot.id } });
        try {
          await fetchPieces(snapshot.pieces, (index) => client.snapshots.piece({ id: snapshot.id, index }), sink, (done_bytes) => set(({ saving }) => ({ saving: saving && { ...saving, done_bytes } })), signal);
          return true;
        } catch (error) {
          if (signal.aborted) return false;
          throw error;
        } finally {
          set({ saving: null });
        }
      },
      stopSaving: () => stopSaving.abort(),
      async remove(id) {
        await client.snapshots.remove({ id });
        if (get().taking?.snapshot?.id === id) await get().leave();
        await get().load();
      },
      async send(file) {
        const mine = begin(file.name, 'sending', file.size, null);
        const { signal } = stopTaking;
        let id: string | null = null;
        try {
          const upload = await client.snapshots.beginUpload({ bytes: file.size });
          id = upload.id;
          if (mine === turn) uploadId = id;
          await sendPieces(file, upload.piece_bytes, (index, data) => client.snapshots.putPiece({ id: upload.id, index, data }, { signal }), (done_bytes) => change(mine, { done_bytes }), signal);
          const snapshot = await client.snapshots.finishUpload({ id });
          signal.throwIfAborted();
          change(mine, { snapshot });
          await check(mine, snapshot, 'merge');
        } catch (error) {
          await dropUpload(id);
          change(mine, { phase: 'failed', error: readError(error) });
        }
      },
      look: (snapshot) => check(begin(snapshot.file_name, 'checking', null, snapshot), snapshot, 'merge'),
      async choose(mode) {
        const { taking } = get();
        if (taking?.snapshot) await check(turn, taking.snapshot, mode);
      },
      async apply() {
        const { taking } = get();
        if (!taking?.snapshot) return null;
        const mine = turn;
        change(mine, { ...start(null), phase: 'applying', error: null });
        try {
          const { backup, ...changes } = await client.snapshots.apply({ id: taking.snapshot.id, mode: taking.mode, user_id: userId });
          if (mine === turn) await get().leave();
          await get().load();
          return { changes, backup };
        } catch (error) {
          change(mine, { phase: 'ready', error: readError(error) });
          return null;
        }
      },
      async putBack(backup) {
        await client.snapshots.apply({ id: backup.id, mode: 'replace', user_id: userId });
        await get().load();
      },
      async leave() {
        turn++;
        stopTaking.abort();
        set({ taking: null });
        await dropUpload();
      },
      applyEvent(event) {
        if ((event.type === 'snapshot-applied' || event.type === 'forgotten' || event.type === 'backup-restored') && get().is_loaded) void get().load();
        if (event.type !== 'snapshot-progress' || event.step === 'end') return;
        const far = { done_bytes: event.done_bytes, total_bytes: event.total_bytes };
        if (event.step === 'write') set(({ making }) => ({ making: making && { ...making, ...far } }));
        else if (event.id === get().taking?.snapshot?.id) change(turn, far);
      },
    };
  });
}
export type SnapshotsStore = ReturnType<typeof createSnapshotsStore>;
