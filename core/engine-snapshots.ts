// Snapshots in a running engine: turns and jobs rest while one comes in, and afterwards everything that was derived or remembered is brought into step.
import { join } from 'node:path';
import type { EngineEvent } from './contract/events.ts';
import type { CharacterService } from './features/character/index.ts';
import type { ChatService } from './features/chat/index.ts';
import type { HandlerBuilder } from './features/handler-builder.ts';
import { createSnapshotHandlers, createSnapshotService } from './features/snapshots/index.ts';
import type { JobRunner } from './jobs/job-runner.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import type { StorageProvider } from './providers/storage/storage.ts';
import { productVersion } from './version.ts';

type Parts = {
  storage: StorageProvider; clock: Clock; ids: IdSource; log: Log; broadcast: (event: EngineEvent) => void; dataFolder: string;
  chat: Pick<ChatService, 'hold'>;
  jobs: Pick<JobRunner, 'pause' | 'kick'>;
  /** Work of quiet times: it waits between these two. */
  quiet: { turnBegan(): void; turnEnded(userId: string): void };
  memory: { mendAgain(addedJobs: () => void, episodeIds: readonly string[]): void };
  characters: Pick<CharacterService, 'forgetKnown'>;
};

const pageSize = 500;

export async function openSnapshots(parts: Parts) {
  const { storage, ids, broadcast, chat, jobs, quiet, memory, characters, log } = parts;

  async function rest(userId: string): Promise<() => void> {
    const letTurns = chat.hold('A snapshot is being taken in. Try again in a moment.');
    quiet.turnBegan();
    const letJobs = await jobs.pause();
    return () => {
      letJobs();
      quiet.turnEnded(userId);
      letTurns();
      jobs.kick();
    };
  }

  async function episodesOf(userId: string): Promise<string[]> {
    const found: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await storage.records({ entity: 'episode', owner: { user_id: userId }, limit: pageSize, ...(after === undefined ? {} : { after }) });
      found.push(...page.map(({ id }) => id));
      after = page.at(-1)?.id;
      if (page.length < pageSize) return found;
    }
  }

  /** The rows are the truth; all else follows them. */
  async function applied({ userId, mode }: { userId: string; mode: 'merge' | 'replace' }): Promise<void> {
    const greatest = await storage.greatestId();
    if (greatest !== null) ids.raise?.(greatest);
    characters.forgetKnown();
    // An episode that was replaced keeps its id: its vector may be another.
    memory.mendAgain(() => jobs.kick(), mode === 'replace' ? await episodesOf(userId) : []);
    broadcast({ type: 'snapshot-applied', user_id: userId });
    broadcast({ type: 'facts-changed', user_id: userId });
    broadcast({ type: 'lorebooks-changed' });
    for (const { id } of await storage.personalities.list()) broadcast({ type: 'personality-changed', id });
  }

  const service = createSnapshotService({ ...parts, folder: join(parts.dataFolder, 'snapshots'), productVersion, rest, applied });
  await service.tidy().catch((error: unknown) => log.warn('snapshots-not-tidied', { reason: String(error) }));
  return {
    handlers: (builder: HandlerBuilder) => createSnapshotHandlers(builder, service),
    forgetBackups: () => service.forgetBackups().catch((error: unknown) => log.warn('snapshot-backups-not-removed', { reason: String(error) })),
    /** Files that are there: backups of replacements, and snapshots that were made on request. */
    async countKept(): Promise<{ backups: number; made: number }> {
      const all = await service.list();
      return { backups: all.filter(({ kind }) => kind === 'backup').length, made: all.filter(({ kind }) => kind === 'made').length };
    },
    close: () => service.close(),
  };
}
