// How screens learn that something waits for approval, or no longer does.
import type { EngineEvent } from '../../contract/events.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

/** Call it after a commit that added or took away proposals. */
export async function tellInbox(storage: Pick<StorageProvider, 'proposals'>, broadcast: (event: EngineEvent) => void, userId: string): Promise<void> {
  broadcast({ type: 'inbox-changed', user_id: userId, pending: await storage.proposals.count(userId) });
}
