// Whole copies of everything, made by the clock and on request, and put back while the program runs.
import type { Backup } from '../../contract/backups.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { StorageBackups } from '../../providers/storage/storage.ts';

/** `keep`: automatic copies kept, the newest ones. */
export type BackupSettings = { enabled: boolean; everyMs: number; keep: number };
export type BackupParts = {
  /** Null where copies are made with the database's own tools. */
  backups: StorageBackups | null;
  clock: Clock;
  log: Log;
  broadcast: (event: EngineEvent) => void;
  settings: () => BackupSettings;
  /** Whether somebody is being answered, or conversations are being brought in: a copy would hold half of it. */
  isBusy: () => Promise<boolean>;
  /** Keeps turns and jobs from writing until the answer is called. @throws LuminoraError `turn_in_progress` */
  rest: () => Promise<() => void>;
  /** Runs `restore` and brings what the program keeps in memory into step with what is there then. */
  replaced: <Value>(restore: () => Promise<Value>) => Promise<Value>;
};
export type BackupService = ReturnType<typeof createBackupService>;

/** How long there must have been no copy before one is made: where something was forgotten, more often follows. And the wait after a failure. Milliseconds. */
const settleMs = 300_000;
const retryMs = 3_600_000;
const lookEveryMs = 60_000;
/** Copies kept of what was there before others were put back. */
const keptBeforeRestores = 3;

export function createBackupService(parts: BackupParts) {
  const { clock, log, broadcast, settings } = parts;
  /** Since when there has been no copy of now; null while there is one. */
  let emptySince: number | null = clock.now();
  /** When nothing had changed since the newest copy. */
  let sameAt = -Infinity;
  let retryAt = -Infinity;
  let isRestoring = false;
  let shown = '';
  let timer: NodeJS.Timeout | undefined;

  const kept = (): StorageBackups => {
    if (parts.backups === null) throw new LuminoraError('unsupported', 'This database is copied with its own tools, not by Luminora.');
    return parts.backups;
  };
  const all = async () => (await parts.backups?.list()) ?? [];

  /** When the next automatic copy is due. */
  function nextAt(backups: readonly Backup[]): number {
    const newest = backups.find(({ kind }) => kind === 'automatic' || kind === 'manual');
    if (newest === undefined) {
      emptySince ??= clock.now();
      return Math.max(emptySince + settleMs, retryAt);
    }
    emptySince = null;
    const last = Math.max(newest.created_at, sameAt);
    // A clock that was set back must not put it off for ever.
    return Math.max(last > clock.now() ? clock.now() : last + settings().everyMs, retryAt);
  }
  function tell(backups: readonly Backup[]): void {
    const ids = backups.map(({ id }) => id).join();
    if (ids !== shown) broadcast({ type: 'backups-changed' });
    shown = ids;
  }
  async function rotate(kind: Backup['kind'], keep: number): Promise<void> {
    for (const { id } of (await all()).filter((backup) => backup.kind === kind).slice(keep)) await kept().remove(id);
  }

  /** Makes an automatic copy when one is due, nobody is being answered and something has changed. Answers it. Never throws. */
  async function look(): Promise<Backup | null> {
    try {
      const backups = await all();
      tell(backups);
      if (parts.backups === null || !settings().enabled || isRestoring || clock.now() < nextAt(backups) || await parts.isBusy()) return null;
      const made = await parts.backups.createIfChanged('automatic');
      emptySince = null;
      if (made === null) sameAt = clock.now();
      else await rotate('automatic', settings().keep);
      tell(await all());
      return made;
    } catch (error) {
      retryAt = clock.now() + retryMs;
      log.warn('backup-not-made', { reason: String(error) });
      return null;
    }
  }

  return {
    look,
    /** Looks once a minute from now on. */
    start(): void {
      timer ??= setInterval(() => void look(), lookEveryMs);
      timer.unref();
    },

    async list(): Promise<{ backups: Backup[]; next_at: number | null }> {
      const backups = await all();
      return { backups, next_at: parts.backups === null || !settings().enabled ? null : Math.round(nextAt(backups)) };
    },

    /** @throws LuminoraError `unsupported`, `storage_full`, `storage_failed` */
    async create(): Promise<Backup> {
      const made = await kept().create('manual');
      emptySince = null;
      tell(await all());
      return made;
    },

    /**
     * All or nothing; what was there before is kept as `backup`.
     * @throws LuminoraError `not_found`, `storage_damaged`, `storage_from_future`, `turn_in_progress`, `conflict` while another is being put back; nothing was changed then
     */
    async restore(id: string): Promise<{ restored: Backup; backup: Backup }> {
      if (isRestoring) throw new LuminoraError('conflict', 'Another backup is being put back. Wait for its end.');
      const backups = kept();
      isRestoring = true;
      try {
        const restored = (await all()).find((backup) => backup.id === id);
        if (restored === undefined) throw new LuminoraError('not_found', `There is no backup ${id}.`, { details: { id } });
        const goOn = await parts.rest();
        try {
          const backup = await parts.replaced(async () => {
            // Nothing is written between the two.
            const before = await backups.create('restore');
            try {
              await backups.restore(id);
            } catch (error) {
              // Nothing was replaced: there is nothing to undo.
              await backups.remove(before.id);
              throw error;
            }
            return before;
          });
          await rotate('restore', keptBeforeRestores);
          broadcast({ type: 'backup-restored' });
          tell(await all());
          return { restored, backup };
        } finally {
          goOn();
        }
      } finally {
        isRestoring = false;
      }
    },

    /** @throws LuminoraError `unsupported` */
    async remove(id: string): Promise<{ deleted: boolean }> {
      const deleted = await kept().remove(id);
      tell(await all());
      return { deleted };
    },

    close(): void {
      clearInterval(timer);
    },
  };
}
