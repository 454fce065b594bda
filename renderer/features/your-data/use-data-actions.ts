// What a person can do with copies of their data; what replaces can be undone from its toast, and failures are told in one.
import { useMemo } from 'react';
import type { Backup, Import, Snapshot } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { formatBytes, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { openFileSink } from './file-sink.ts';
import type { ImportWish } from './imports-store.ts';
import type { SnapshotWish } from './snapshots-store.ts';

export type DataActions = {
  backUp(): void;
  restore(backup: Backup): void;
  removeBackup(backup: Backup): void;
  makeSnapshot(wish: SnapshotWish): void;
  saveSnapshot(snapshot: Snapshot): void;
  removeSnapshot(snapshot: Snapshot): void;
  takeIn(): void;
  startImport(id: string, wish: ImportWish): void;
  cancelImport(id: string, undo: boolean): void;
  undoImport(one: Import): void;
};

export function useDataActions(): DataActions {
  const { backups, snapshots, imports, shell } = useStores();
  const { t, language } = useText();
  return useMemo(() => {
    const { toast } = shell.getState();
    const attempt = createAttempt(toast, t, language, 'data_failed');
    const size = (bytes: number): string => formatBytes(bytes, language);
    const undo = (work: () => Promise<unknown>, done: string) => ({ action: { label: t('undo'), run: () => void attempt(async () => { await work(); toast(done); }) } });
    const saveSnapshot = (snapshot: Snapshot): void => void attempt(async () => {
      const sink = await openFileSink(snapshot.file_name);
      if (sink && await snapshots.getState().save(snapshot, sink)) toast(t('snapshot_saved', { file: snapshot.file_name }));
    });
    return {
      saveSnapshot,
      backUp: () => void attempt(async () => toast(t('backups_made', { size: size((await backups.getState().make()).bytes) }))),
      restore: ({ id, created_at: at }) => void attempt(async () => {
        const { backup } = await backups.getState().restore(id);
        toast(t('backup_restored', { when: formatDateTime(at, language) }), undo(() => backups.getState().restore(backup.id), t('backup_restore_undone')));
      }),
      removeBackup: ({ id }) => void attempt(async () => { await backups.getState().remove(id); toast(t('backup_deleted')); }),
      makeSnapshot: (wish) => void attempt(async () => {
        const snapshot = await snapshots.getState().make(wish);
        if (snapshot) toast(t('snapshot_made', { size: size(snapshot.bytes) }), { action: { label: t('snapshot_save'), run: () => saveSnapshot(snapshot) } });
        else toast(t('snapshot_stopped'));
      }),
      removeSnapshot: ({ id }) => void attempt(async () => { await snapshots.getState().remove(id); toast(t('snapshot_deleted')); }),
      takeIn: () => void attempt(async () => {
        const done = await snapshots.getState().apply();
        if (!done) return;
        const { backup, changes } = done;
        if (backup) toast(t('take_done_replace'), undo(() => snapshots.getState().putBack(backup), t('take_undone')));
        else toast(t('take_done_merge', { count: changes.entities.reduce((sum, { added }) => sum + added, 0) }));
      }),
      startImport: (id, wish) => void attempt(() => imports.getState().start(id, wish)),
      cancelImport: (id, isUndone) => void attempt(() => imports.getState().cancel(id, isUndone)),
      undoImport: ({ id }) => void attempt(async () => toast(t('past_undone', { count: await imports.getState().undo(id) }))),
    };
  }, [backups, snapshots, imports, shell, t, language]);
}
