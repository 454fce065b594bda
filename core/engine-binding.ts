// What is made of messages follows them: told in one place when a branch changes or messages go.
import type { EngineEvent } from './contract/events.ts';
import { createFollowLedger } from './features/affinity/index.ts';
import type { CharacterService } from './features/character/index.ts';
import { createAfterBranchChange } from './features/chat/index.ts';
import type { BranchListener, TurnParts } from './features/chat/index.ts';
import { createBinding } from './features/memory/index.ts';
import type { BindingParts, CachingEmbedder } from './features/memory/index.ts';
import type { JobRunner } from './jobs/job-runner.ts';
import type { Log } from './lib/log.ts';
import type { LanguageModel } from './providers/llm/llm.ts';
import type { StorageProvider } from './providers/storage/storage.ts';

type Parts = Omit<BindingParts, 'kick'> & {
  log: Log;
  broadcast: (event: EngineEvent) => void;
  characters: Pick<CharacterService, 'definition'>;
  jobs: Pick<JobRunner, 'pause' | 'kick'>;
  quiet: TurnParts['quiet'];
  /** Resolves when what was working in a quiet time has given way. */
  quietened: () => Promise<void>;
  /** Who else is told. */
  listeners: readonly BranchListener[];
};

export function openBinding(parts: Parts) {
  const { storage, jobs, quiet, broadcast } = parts;
  const memory = createBinding({ ...parts, kick: () => jobs.kick() });
  const ledger = createFollowLedger(parts);

  /** A mood at words taken back is read no more: screens show the one before. */
  const tellMood: BranchListener = async ({ user_id, personality }) => {
    const mood = await storage.moods.latestOf({ user_id, personality });
    if (mood) broadcast({ type: 'mood-changed', mood });
  };

  return {
    unbind: memory.unbind,
    /** No job begins and no model refines until the answer is called. */
    async rest(userId: string): Promise<() => void> {
      quiet.turnBegan();
      const letJobs = await jobs.pause();
      await parts.quietened();
      return () => {
        letJobs();
        quiet.turnEnded(userId);
        jobs.kick();
      };
    },
    afterBranchChange: createAfterBranchChange(parts.log, [ledger.follow, memory.followBranch, tellMood, ...parts.listeners]),
    /** At start: what a killed process had not brought into step yet. */
    mendLedger: ledger.mend,
  };
}

type Copies = {
  storage: StorageProvider; log: Log; broadcast: (event: EngineEvent) => void;
  memory: { embedder: Pick<CachingEmbedder, 'forget'>; forgetVectors(gone: GoneIds): Promise<void> };
  snapshots: { forgetBackups(): Promise<void> };
  /** The model in use, if one is loaded: it keeps the latest prompts. */
  model: () => Promise<LanguageModel | null>;
};
type GoneIds = { messageIds: readonly string[]; episodeIds: readonly string[] };

/** After a deletion: what was deleted is in no index, cache or copy that nobody asked for either. What cannot be cleared is logged; the deletion stands. */
export function createForgetCopies({ storage, log, broadcast, memory, snapshots, model }: Copies): (gone: GoneIds) => Promise<void> {
  const attempt = (what: string, work: () => Promise<unknown> | undefined): Promise<unknown> => Promise.resolve().then(work).catch((error: unknown) => log.warn('copies-not-forgotten', { what, reason: String(error) }));
  return async (gone) => {
    await memory.forgetVectors(gone);
    await snapshots.forgetBackups();
    await attempt('embeddings', () => memory.embedder.forget());
    await attempt('model', async () => (await model())?.forget?.());
    await attempt('backups', async () => {
      const copies = ((await storage.backups?.list()) ?? []).filter(({ kind }) => kind !== 'manual');
      for (const { id } of copies) await storage.backups?.remove(id);
      if (copies.length > 0) broadcast({ type: 'backups-changed' });
    });
  };
}
