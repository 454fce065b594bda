// Backups of the in-memory client: copies of what people wrote and what is remembered, put back whole.
import { implement } from '@orpc/server';
import { contract, type Backup, type EngineEvent } from '../../core/contract/index.ts';
import type { MemoryWorld } from './memory-client.ts';

type Tools = { now: () => number; failIfTold: (name: string) => void; find: <Item extends { id: string }>(items: Item[], id: string) => Item; emit: (event: EngineEvent) => void };

export function createBackupRoutes(world: MemoryWorld, { now, failIfTold, find, emit }: Tools) {
  const os = implement(contract).backups;
  const kept = (world.data ??= { backups: [], snapshots: [], imports: [] }).backups;
  const copies = new Map<string, Pick<MemoryWorld, 'sessions' | 'messages' | 'facts' | 'episodes'>>();
  let made = 0;
  const copy = () => structuredClone({ sessions: world.sessions, messages: world.messages, facts: world.facts, episodes: world.episodes });
  const keep = (kind: Backup['kind']): Backup => {
    const backup: Backup = { id: `sample-${++made}-${kind}.db`, kind, created_at: now() + made, bytes: 4_100_000 + world.messages.length * 400, schema: 7 };
    copies.set(backup.id, copy());
    kept.unshift(backup);
    emit({ type: 'backups-changed' });
    return backup;
  };
  return {
    backups: {
      list: os.list.handler(() => { failIfTold('backups'); return { backups: kept, next_at: now() + 5 * 3_600_000 }; }),
      create: os.create.handler(() => { failIfTold('backup'); return keep('manual'); }),
      restore: os.restore.handler(({ input }) => {
        failIfTold('restore');
        const restored = find(kept, input.id);
        const backup = keep('restore');
        const state = copies.get(input.id);
        if (state) Object.assign(world, structuredClone(state));
        emit({ type: 'backup-restored' });
        return { restored, backup };
      }),
      remove: os.remove.handler(({ input }) => {
        kept.splice(kept.indexOf(find(kept, input.id)), 1);
        emit({ type: 'backups-changed' });
        return { deleted: true };
      }),
    },
  };
}
