// Old conversations in a running engine: read in the background, out of the way of turns; what they tell waits in the inbox.
import { join } from 'node:path';
import type { EngineEvent } from './contract/events.ts';
import { createTurnWatch } from './engine-turn-watch.ts';
import type { HandlerBuilder } from './features/handler-builder.ts';
import { createImportHandlers, createImportService, removeUnfinished, type ImportService, type ImportServiceParts } from './features/imports/index.ts';
import { createInboxHandlers, createInboxService, createProposeFacts, keepApproved, proposeFactsKind, tellInbox, type InboxTombstones } from './features/inbox/index.ts';
import type { FactReader } from './features/memory/index.ts';
import { newJob, type JobHandlers } from './jobs/jobs.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = { storage: StorageProvider; clock: Clock; ids: IdSource; log: Log; broadcast: (event: EngineEvent) => void; readFacts: FactReader; tombstones: InboxTombstones };
type Rest = Pick<ImportServiceParts, 'companions' | 'defaultPersonality' | 'imported'> & { dataFolder: string; sessions: { delete(id: string): Promise<unknown> } };

/** Screens hear of the inbox at most this often while proposals come in. */
const toldEveryMs = 500;

/** First the job, for the runner; then, once sessions can be deleted, `open`. */
export function prepareImports(parts: Parts) {
  const { storage, clock, ids, broadcast } = parts;
  const inbox = createInboxService(parts);
  const turns = createTurnWatch();
  let service: ImportService | null = null;
  const told = new Map<string, NodeJS.Timeout>();
  const proposeFacts = createProposeFacts({
    storage, clock, ids, read: parts.readFacts, tombstones: parts.tombstones, pause: turns.pause,
    proposed({ isChanged, ...what }) {
      service?.proposed(what);
      if (!isChanged || told.has(what.user_id)) return;
      const timer = setTimeout(() => {
        told.delete(what.user_id);
        tellInbox(storage, broadcast, what.user_id).catch((error: unknown) => parts.log.warn('inbox-not-told', { reason: String(error) }));
      }, toldEveryMs);
      timer.unref();
      told.set(what.user_id, timer);
    },
  });
  async function removeSessions(sessions: Rest['sessions'], gone: readonly string[]): Promise<void> {
    for (const id of gone) {
      if (!await storage.sessions.get(id)) continue;
      const kept = await keepApproved(storage, id, clock.now());
      if (kept.length > 0) await storage.commit(kept);
      await sessions.delete(id);
    }
  }

  return {
    jobHandlers: { [proposeFactsKind]: proposeFacts } satisfies JobHandlers,
    patient: [proposeFactsKind],
    quiet: turns.quiet,
    async open(rest: Rest) {
      const opened = createImportService({
        ...parts, ...rest, removeSessions: (gone) => removeSessions(rest.sessions, gone), folder: join(rest.dataFolder, 'imports'), pause: turns.pause,
        proposeFrom: (session) => [newJob(parts, proposeFactsKind, session.id, { session_id: session.id })],
      });
      service = opened;
      await opened.tidy().catch((error: unknown) => parts.log.warn('imports-not-tidied', { reason: String(error) }));
      await removeUnfinished(storage).catch((error: unknown) => parts.log.warn('import-not-cleared', { reason: String(error) }));
      return {
        handlers: (builder: HandlerBuilder) => ({ imports: createImportHandlers(builder, opened), inbox: createInboxHandlers(builder, inbox) }),
        /** Conversations are being written. */
        isRunning: async () => (await opened.list()).some(({ state }) => state === 'waiting' || state === 'running'),
        /** Files that were sent, or are being sent, and not taken in yet: they hold words nobody has looked at. */
        async dropUploads(): Promise<void> {
          for (const { id, state } of await opened.list()) if (state === 'uploading') await opened.cancel(id, false);
        },
        async close() {
          for (const timer of told.values()) clearTimeout(timer);
          await opened.close();
        },
      };
    },
  };
}
