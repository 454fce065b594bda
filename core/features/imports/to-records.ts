// An imported conversation as the rows it becomes. Their ids follow from the file, so that reading it again makes the same ones.
import { encodeTime } from 'ulid';
import type { Message, Session } from '../../contract/entities.ts';
import { sha256 } from '../../lib/hash.ts';
import type { ImportedConversation } from './imported.ts';

const noTime = encodeTime(0, 10);
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The second half of a ULID: 80 bits of a hash. Two equal ones among a hundred million have a chance of 4e-9. */
function hashedHalf(...parts: (string | null)[]): string {
  const bytes = Buffer.from(sha256(JSON.stringify(parts)).slice(0, 20), 'hex');
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += crockford[(held >> (bits - 5)) & 31]!;
    held &= 0xff;
  }
  return text;
}

/** Of a user's copy of a conversation. Its time is zero: the file's own may change from one export to the next. */
export function sessionIdOf(conversation: Pick<ImportedConversation, 'source' | 'source_id'>, userId: string): string {
  return noTime + hashedHalf('imported-session', userId, conversation.source, conversation.source_id);
}

/** True of the sessions an import made (also when somebody talked on in them). */
export function isImportedSession(sessionId: string): boolean {
  return sessionId.startsWith(noTime);
}

/**
 * The session, and its messages with parents before children, none of them active. An id's time is when the message was said, and later than its parent's
 * and its elder siblings', so that ids sort in the order of the conversation and before everything said from now on.
 * @param now milliseconds since the Unix epoch
 */
export function toRecords(conversation: ImportedConversation, { user_id, personality, now }: { user_id: string; personality: string; now: number }): { session: Session; messages: Message[] } {
  const sessionId = sessionIdOf(conversation, user_id);
  // Each message can be put one millisecond after another: none of them passes now.
  const latest = now - conversation.messages.length;
  const made = new Map<string | null, { id: string; depth: number; time: number }>();
  const youngestTime = new Map<string | null, number>();
  const messages = conversation.messages.map((message): Message => {
    const parent = message.parent_source_id === null ? undefined : made.get(message.parent_source_id);
    const elder = youngestTime.get(message.parent_source_id) ?? -1;
    const time = Math.max(0, Math.min(message.created_at, latest), (parent?.time ?? -1) + 1, elder + 1);
    youngestTime.set(message.parent_source_id, time);
    const id = encodeTime(time, 10) + hashedHalf('imported-message', sessionId, message.source_id);
    const depth = parent ? parent.depth + 1 : 0;
    made.set(message.source_id, { id, depth, time });
    return {
      id, session_id: sessionId, user_id, parent_id: parent?.id ?? null, depth, speaker: message.speaker, content: message.content, status: 'complete', is_active: false,
      client_message_id: null, context: null, model: message.speaker === 'assistant' && message.model !== null ? `${conversation.source}/${message.model}` : null, error: null, created_at: message.created_at,
    };
  });
  const activity = Math.min(now, conversation.updated_at);
  const session: Session = { id: sessionId, user_id, personality, title: conversation.title, created_at: conversation.created_at, last_activity_at: activity, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' };
  return { session, messages };
}
