// Conversations of other programs on their way in: a file that is sent, imports that run, and those that ended. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Import, Session } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';
import { sendPieces, type SentFile } from './pieces.ts';
import type { Work } from './progress-words.ts';

export type ImportWish = { /** Null: a companion of the chat's own name, or the default one. */ personality: string | null; /** Whether facts are proposed. */ propose: boolean };
export type SendingImport = Work & { file_name: string; error: ErrorData | null };
export type ImportsState = {
  /** Of this run of the program, newest first. */
  imports: readonly Import[];
  is_loaded: boolean;
  error: ErrorData | null;
  sending: SendingImport | null;
  /** When each that runs was started here, for the time that is left. Milliseconds. */
  started: Readonly<Record<string, number>>;
  load(): Promise<void>;
  /** Sends a file, which is then ready to be started. What goes wrong is in `sending`. */
  send(file: SentFile): Promise<void>;
  stopSending(): Promise<void>;
  start(id: string, wish: ImportWish): Promise<void>;
  /** @param undo what was imported whole goes too */
  cancel(id: string, undo: boolean): Promise<void>;
  /** How many conversations were deleted. */
  undo(id: string): Promise<number>;
  /** Those that are still there. */
  sessionsOf(ids: readonly string[]): Promise<Session[]>;
  /** Takes an import out of the list on this screen. */
  dismiss(id: string): void;
  applyEvent(event: EngineEvent): void;
};

export function createImportsStore(client: Client, now: () => number = Date.now) {
  let reads = 0;
  let stop = new AbortController();
  let uploadId: string | null = null;
  const dismissed = new Set<string>();
  return createStore<ImportsState>()((set, get) => {
    const put = (one: Import): void => {
      // The answer to a start may come after events of what followed.
      const isLate = get().imports.some((known) => known.id === one.id && stepOf(known) > stepOf(one));
      if (dismissed.has(one.id) || isLate) return;
      set(({ imports, started }) => ({
        imports: [one, ...imports.filter(({ id }) => id !== one.id)].sort((a, b) => (a.id < b.id ? 1 : -1)),
        started: one.state === 'running' && started[one.id] === undefined ? { ...started, [one.id]: now() } : started,
      }));
    };
    const drop = (id: string): void => set(({ imports }) => ({ imports: imports.filter((one) => one.id !== id) }));
    const dropUpload = async (id: string | null): Promise<void> => {
      if (id === uploadId) uploadId = null;
      if (id === null || dismissed.has(id)) return;
      dismissed.add(id);
      drop(id);
      await client.imports.cancel({ id, undo: false }).catch(() => undefined);
    };
    return {
      imports: [], is_loaded: false, error: null, sending: null, started: {},
      async load() {
        const mine = ++reads;
        try {
          const { imports } = await client.imports.list();
          if (mine === reads) set({ imports: imports.filter(({ id }) => !dismissed.has(id) && id !== uploadId), is_loaded: true, error: null });
        } catch (error) {
          if (mine === reads) set({ error: readError(error), is_loaded: true });
        }
      },
      async send(file) {
        await get().stopSending();
        stop = new AbortController();
        const { signal } = stop;
        const change = (part: Partial<SendingImport>): void => { if (!signal.aborted) set(({ sending }) => ({ sending: sending && { ...sending, ...part } })); };
        set({ sending: { file_name: file.name, done_bytes: 0, total_bytes: file.size, started_at: now(), error: null } });
        let id: string | null = null;
        try {
          const begun = await client.imports.begin({ file_name: file.name, bytes: file.size });
          id = begun.id;
          if (!signal.aborted) uploadId = id;
          await sendPieces(file, begun.piece_bytes, (index, data) => client.imports.putPiece({ id: begun.id, index, data }, { signal }), (done_bytes) => change({ done_bytes }), signal);
          const ready = await client.imports.get({ id });
          signal.throwIfAborted();
          uploadId = null;
          put(ready);
          set({ sending: null });
        } catch (error) {
          change({ error: readError(error) });
          await dropUpload(id);
        }
      },
      async stopSending() {
        stop.abort();
        set({ sending: null });
        await dropUpload(uploadId);
      },
      async start(id, { personality, propose }) { put(await client.imports.start({ id, propose, ...(personality === null ? {} : { personality }) })); },
      async cancel(id, undo) {
        // An upload is no import yet: nothing is said of its end.
        if (get().imports.some((one) => one.id === id && one.state === 'uploading')) get().dismiss(id);
        put(await client.imports.cancel({ id, undo }));
      },
      async undo(id) {
        const { deleted } = await client.imports.undo({ id });
        get().dismiss(id);
        return deleted;
      },
      async sessionsOf(ids) {
        const found = await Promise.all(ids.map((id) => client.sessions.get({ session_id: id }).catch(() => null)));
        return found.filter((session) => session !== null);
      },
      dismiss(id) {
        dismissed.add(id);
        drop(id);
      },
      applyEvent(event) {
        // The list is whole only when it was read.
        if (event.type === 'import-progress' && get().is_loaded && event.import.id !== uploadId) put(event.import);
        if (event.type === 'backup-restored' && get().is_loaded) void get().load();
      },
    };
  });
}
export type ImportsStore = ReturnType<typeof createImportsStore>;

/** All of its file is here, and nothing has begun. */
export function isReady({ state, received, pieces }: Pick<Import, 'state' | 'received' | 'pieces'>): boolean {
  return state === 'uploading' && received >= pieces;
}

function stepOf(one: Import): number {
  return isEnded(one) ? 3 : ['uploading', 'waiting', 'running'].indexOf(one.state);
}

export function isEnded({ state }: Pick<Import, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
