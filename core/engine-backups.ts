// Backups in a running engine: turns and jobs rest while one is put back, and afterwards everything that was derived or remembered is brought into step.
import type { Config } from './config/schema.ts';
import { isLuminoraError, LuminoraError } from './contract/errors.ts';
import type { EngineEvent } from './contract/events.ts';
import { createBackupHandlers, createBackupService } from './features/backups/index.ts';
import type { CharacterService } from './features/character/index.ts';
import type { ChatService } from './features/chat/index.ts';
import { markInterrupted } from './features/chat/index.ts';
import type { HandlerBuilder } from './features/handler-builder.ts';
import { recoverJobs } from './jobs/job-runner.ts';
import type { JobRunner } from './jobs/job-runner.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import type { Change } from './providers/storage/changes.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = {
  storage: StorageProvider; clock: Clock; ids: IdSource; log: Log; broadcast: (event: EngineEvent) => void; config: () => Config;
  chat: Pick<ChatService, 'hold'>;
  jobs: Pick<JobRunner, 'kick'>;
  /** No job runs and no model refines from when this resolves until the answer is called. */
  rest: (userId: string) => Promise<() => void>;
  isImporting: () => Promise<boolean>;
  memory: { mendAgain(addedJobs: () => void, episodeIds: readonly string[]): void };
  characters: Pick<CharacterService, 'forgetKnown'>;
  /** What comes with the program is put there again: the copy may be of an earlier one. */
  install: () => Promise<void>;
};

const pageSize = 500;
const hourMs = 3_600_000;

export function openBackups(parts: Parts) {
  const { storage, clock, ids, log, broadcast, config, chat, jobs, memory, characters } = parts;

  async function rest(): Promise<() => void> {
    if (await parts.isImporting()) throw new LuminoraError('conflict', 'Conversations are being brought in. Wait for the end of the import, or stop it.');
    const letTurns = chat.hold('A backup is being put back. Try again in a moment.');
    const letOthers = await parts.rest('default').catch((error: unknown) => {
      letTurns();
      throw error;
    });
    return () => {
      letTurns();
      letOthers();
    };
  }
  async function isBusy(): Promise<boolean> {
    if (await parts.isImporting()) return true;
    try {
      chat.hold('')();
      return false;
    } catch (error) {
      if (isLuminoraError(error) && error.code === 'turn_in_progress') return true;
      throw error;
    }
  }
  /** Those whose vector may be another now, although they keep their id. */
  async function episodesWithVectors(): Promise<string[]> {
    const found = new Set<string>();
    for (const { id: space_id } of await storage.embeddings.spaces()) {
      for (let after: string | undefined; ;) {
        const page = await storage.episodes.scanEmbeddings({ space_id, limit: pageSize, ...(after === undefined ? {} : { after }) });
        for (const { episode_id } of page) found.add(episode_id);
        after = page.at(-1)?.episode_id;
        if (page.length < pageSize) break;
      }
    }
    return [...found];
  }

  async function replaced<Value>(restore: () => Promise<Value>): Promise<Value> {
    const spaces = await storage.embeddings.spaces();
    const value = await restore();
    await broughtIntoStep(spaces.map((record) => ({ op: 'insert-missing', entity: 'embedding_space', record })))
      .catch((error: unknown) => log.error('backup-aftermath', { reason: String(error) }));
    return value;
  }
  /** The rows are the truth; all else follows them. The model that is loaded writes vectors of its space, which an earlier copy may not know. */
  async function broughtIntoStep(spaces: readonly Change[]): Promise<void> {
    const greatest = await storage.greatestId();
    if (greatest !== null) ids.raise?.(greatest);
    await storage.commit(spaces);
    await recoverJobs(storage, clock);
    await markInterrupted({ storage, clock, ids });
    await parts.install();
    characters.forgetKnown();
    memory.mendAgain(() => jobs.kick(), await episodesWithVectors());
  }

  const service = createBackupService({
    backups: storage.backups, clock, log, broadcast, isBusy, rest, replaced,
    settings: () => {
      const { enabled, every_hours, keep } = config().backups;
      return { enabled, everyMs: every_hours * hourMs, keep };
    },
  });
  service.start();
  return { handlers: (builder: HandlerBuilder) => createBackupHandlers(builder, service), look: service.look, close: service.close };
}
