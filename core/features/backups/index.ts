// The door of the backups.
export { createBackupHandlers } from './backup-handlers.ts';
export { createBackupService } from './backup-service.ts';
export type { BackupService, BackupSettings } from './backup-service.ts';
