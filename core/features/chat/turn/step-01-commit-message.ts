// Step 1: the user's message is on disk before anything else happens; the same client id twice in a session is one message.
import type { Message, Session } from '../../../contract/entities.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import { clientIdTaken } from '../running-turns.ts';
import { titleFrom } from '../title-from.ts';
import { laterJobs } from './step-11-later.ts';
import type { TurnParts } from './turn-parts.ts';

export type NewMessage = {
  session: Session;
  text: string;
  clientMessageId: string;
  /** The message it follows; null at the beginning of a session. */
  parent: Message | null;
};
export type CommittedMessage = { message: Message; isRepeat: boolean };

/** Resolves when the message is durable. @throws LuminoraError `conflict` when the client id belongs to another message */
export async function commitMessage(parts: Pick<TurnParts, 'storage' | 'clock' | 'ids' | 'summaries'>, request: NewMessage): Promise<CommittedMessage> {
  const known = await parts.storage.messages.getByClientId(request.session.id, request.clientMessageId);
  if (known) return repeated(known, request);
  const { session, parent } = request;
  const now = parts.clock.now();
  const message: Message = {
    id: parts.ids.next(), session_id: session.id, user_id: session.user_id, parent_id: parent?.id ?? null, depth: parent ? parent.depth + 1 : 0,
    speaker: 'user', content: request.text, status: 'complete', is_active: true, client_message_id: request.clientMessageId, context: null, model: null,
    error: null, created_at: now,
  };
  const changes: Change[] = [
    { op: 'insert', entity: 'message', record: message },
    { op: 'update', entity: 'session', id: session.id, set: { active_leaf_id: message.id, last_activity_at: now, ...(session.title === '' ? { title: titleFrom(request.text) } : {}) } },
    ...laterJobs(parts, message),
  ];
  // Only a message that does not simply follow the active leaf moves the active branch.
  if ((parent?.id ?? null) !== session.active_leaf_id) changes.push({ op: 'activate-branch', session_id: session.id, leaf_id: message.id });
  try {
    await parts.storage.commit(changes);
  } catch (error) {
    const winner = await parts.storage.messages.getByClientId(request.session.id, request.clientMessageId).catch(() => null);
    if (winner) return repeated(winner, request);
    throw error;
  }
  return { message, isRepeat: false };
}

function repeated(known: Message, request: NewMessage): CommittedMessage {
  if (known.content !== request.text) throw clientIdTaken(request.clientMessageId, known.id);
  return { message: known, isRepeat: true };
}
