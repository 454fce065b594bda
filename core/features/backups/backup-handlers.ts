// The backups' part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { BackupService } from './backup-service.ts';

export function createBackupHandlers(builder: HandlerBuilder, backups: BackupService) {
  const routes = builder.backups;
  return {
    list: routes.list.handler(() => backups.list()),
    create: routes.create.handler(() => backups.create()),
    restore: routes.restore.handler(({ input }) => backups.restore(input.id)),
    remove: routes.remove.handler(({ input }) => backups.remove(input.id)),
  };
}
