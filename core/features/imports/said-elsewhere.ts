// What was said elsewhere is remembered as words; what is said here, in the same session, like everything else.
import type { Message } from '../../contract/entities.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { isImportedSession } from './to-records.ts';

/** A message came with an import: what the user says here has the id its screen gave it, and an answer follows such a message. */
export async function saidElsewhere(storage: Pick<StorageProvider, 'messages'>, message: Pick<Message, 'session_id' | 'speaker' | 'client_message_id' | 'parent_id'>): Promise<boolean> {
  if (!isImportedSession(message.session_id)) return false;
  const said = message.speaker === 'user' || message.parent_id === null ? message : await storage.messages.get(message.parent_id);
  return (said?.client_message_id ?? null) === null;
}
