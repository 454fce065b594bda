// A fact the user approved stands on their word: it stays when the import it was read in is taken back.
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

const pageSize = 100;

/** The changes that take an imported session's messages from the sources of facts. What was said here since, in the same session, stays a source. @param now milliseconds */
export async function keepApproved(storage: Pick<StorageProvider, 'messages' | 'facts'>, sessionId: string, now: number): Promise<Change[]> {
  const ids = await storage.messages.idsOfSession(sessionId);
  const changes = new Map<string, Change>();
  for (let start = 0; start < ids.length; start += pageSize) {
    const page = ids.slice(start, start + pageSize);
    for (const fact of await storage.facts.fromMessages(page)) {
      const imported = new Set((await storage.messages.getMany(fact.source_message_ids)).filter((message) => message.session_id === sessionId && message.client_message_id === null).map(({ id }) => id));
      const rest = fact.source_message_ids.filter((id) => !imported.has(id));
      if (imported.size > 0) changes.set(fact.id, { op: 'update', entity: 'fact', id: fact.id, set: { source_message_ids: rest, updated_at: now }, expect: { updated_at: fact.updated_at } });
    }
  }
  return [...changes.values()];
}
