// The canned answers about backups.
import { implement } from '@orpc/server';
import { contract, type Backup } from '../../core/contract/index.ts';

export function backupRoutes(secretWord: string) {
  const server = implement(contract);
  const backup: Backup = { id: `automatic-${secretWord}.db`, kind: 'automatic', created_at: 1, bytes: 1, schema: 7 };
  return {
    backups: {
      list: server.backups.list.handler(() => ({ backups: [backup], next_at: 2 })),
      create: server.backups.create.handler(() => backup),
      restore: server.backups.restore.handler(() => ({ restored: backup, backup })),
      remove: server.backups.remove.handler(() => ({ deleted: true })),
    },
  };
}
