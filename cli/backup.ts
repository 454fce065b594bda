// `luminora backup list`, `create` and `restore`.
import { LuminoraError, type Backup } from '../core/contract/index.ts';
import type { FolderOptions } from './open.ts';
import { formatBytes } from './progress.ts';
import { isSure, withClient } from './snapshot.ts';
import type { Cli } from './terminal.ts';

const kinds = { automatic: 'backupAutomatic', manual: 'backupManual', migration: 'backupMigration', restore: 'backupRestore' } as const satisfies Record<Backup['kind'], string>;

export function listBackups(cli: Cli, options: FolderOptions): Promise<number> {
  return withClient(cli, options, async ({ client }) => {
    const listed = await client.backups.list();
    if (cli.json) return cli.line(JSON.stringify(listed));
    for (const { id, kind, created_at, bytes } of listed.backups) cli.line(`${id}  ${minute(created_at)}  ${cli.say(kinds[kind])}  ${formatBytes(bytes)}`);
    if (listed.backups.length === 0) cli.line(cli.say('backupNone'));
    cli.note(listed.next_at === null ? cli.say('backupOff') : cli.say('backupNext', { when: minute(listed.next_at) }));
  });
}

export function createBackup(cli: Cli, options: FolderOptions): Promise<number> {
  return withClient(cli, options, async ({ client }) => {
    const backup = await client.backups.create();
    cli.line(cli.json ? JSON.stringify({ backup }) : cli.say('backupMade', { id: backup.id, size: formatBytes(backup.bytes) }));
  });
}

/** Asks first, unless told not to. */
export function restoreBackup(cli: Cli, options: FolderOptions & { id: string; yes?: boolean }): Promise<number> {
  return withClient(cli, options, async ({ client }, signal) => {
    const { id } = options;
    const words = { question: cli.say('backupSure', { id }), refusal: cli.say('backupNeedsYes') };
    if (options.yes !== true && !await isSure(cli, signal, words)) throw new LuminoraError('cancelled', cli.say('backupNotRestored'));
    const done = await client.backups.restore({ id });
    if (cli.json) return cli.line(JSON.stringify(done));
    cli.line(cli.say('backupRestored'));
    cli.line(cli.say('backupUndo', { id: done.backup.id }));
  });
}

/** In this machine's time. */
function minute(time: number): string {
  const at = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return at.toISOString().slice(0, 16).replace('T', ' ');
}
