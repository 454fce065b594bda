// Whole copies of the database: which there are, a new one, one put back, one deleted. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Backup, Client, EngineEvent, ErrorData } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type BackupsState = {
  /** Newest first. */
  backups: readonly Backup[];
  /** When the next automatic one is due; null when they are switched off. Milliseconds. */
  next_at: number | null;
  is_loaded: boolean;
  error: ErrorData | null;
  is_making: boolean;
  /** The one being put back. */
  restoring: string | null;
  load(): Promise<void>;
  make(): Promise<Backup>;
  /** `backup`: what was there before; restoring it undoes this. */
  restore(id: string): Promise<{ restored: Backup; backup: Backup }>;
  remove(id: string): Promise<void>;
  applyEvent(event: EngineEvent): void;
};

export function createBackupsStore(client: Client) {
  let reads = 0;
  return createStore<BackupsState>()((set, get) => ({
    backups: [], next_at: null, is_loaded: false, error: null, is_making: false, restoring: null,
    async load() {
      const turn = ++reads;
      try {
        const { backups, next_at } = await client.backups.list();
        if (turn === reads) set({ backups, next_at, is_loaded: true, error: null });
      } catch (error) {
        if (turn === reads) set({ error: readError(error), is_loaded: true });
      }
    },
    async make() {
      set({ is_making: true });
      try {
        const backup = await client.backups.create();
        await get().load();
        return backup;
      } finally {
        set({ is_making: false });
      }
    },
    async restore(id) {
      set({ restoring: id });
      try {
        const answer = await client.backups.restore({ id });
        await get().load();
        return answer;
      } finally {
        set({ restoring: null });
      }
    },
    async remove(id) {
      await client.backups.remove({ id });
      await get().load();
    },
    applyEvent(event) {
      if ((event.type === 'backups-changed' || event.type === 'backup-restored' || event.type === 'forgotten') && get().is_loaded) void get().load();
    },
  }));
}
export type BackupsStore = ReturnType<typeof createBackupsStore>;
