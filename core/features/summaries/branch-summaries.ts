// Reading: which summaries of a session lie on its active branch, and the messages of a stretch that has none.
import type { Message, Session } from '../../contract/entities.ts';
import type { Summary } from '../../contract/summaries.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { Stretch } from './stretches.ts';

/** Messages looked up at once. */
const pageSize = 500;

/** Of these summaries, those whose last message is on its session's active branch: all before it are, too. Order is kept. */
export async function onActiveBranch(storage: StorageProvider, summaries: readonly Summary[]): Promise<Summary[]> {
  const active = new Set<string>();
  for (let start = 0; start < summaries.length; start += pageSize) {
    const messages = await storage.messages.getMany(summaries.slice(start, start + pageSize).map(({ last_message_id }) => last_message_id));
    for (const message of messages) if (message.is_active) active.add(message.id);
  }
  return summaries.filter(({ last_message_id }) => active.has(last_message_id));
}

/** The messages of a stretch of the active branch, oldest first. @param after id of the message that follows it, where it is known: then only the stretch is read */
export async function messagesOfStretch(storage: StorageProvider, session: Session, stretch: Stretch, after: string | null, leafDepth: number): Promise<Message[]> {
  if (session.active_leaf_id === null) return [];
  const path = after === null
    ? await storage.messages.path({ leaf_id: session.active_leaf_id, limit: leafDepth - stretch.first + 1 })
    : await storage.messages.path({ leaf_id: session.active_leaf_id, limit: stretch.last - stretch.first + 1, before: after });
  return path.filter(({ depth, is_active }) => is_active && depth >= stretch.first && depth <= stretch.last);
}
