// Sessions and messages of version 1.0, in the order of their times: each conversation becomes one branch.
import type { Message, Session } from '../../../../contract/entities.ts';
import { plainId } from '../../../../lib/plain-id.ts';
import type { Change } from '../../changes.ts';
import { idOf, textOf, timeOf } from './values.ts';
import type { OldRows } from './old-rows.ts';

/** Longest id of ours. */
const longestId = 64;
const titleLength = 60;

export type Conversations = { sessionOf: ReadonlyMap<string, Pick<Session, 'id' | 'user_id' | 'personality'>>; sessions: number; messages: number };

/**
 * Hands out the changes a session at a time, and fills `made`. Messages of a session that is not in the table get one: nothing said is left behind. What is
 * spoken by neither user nor assistant ("system") is told to `leaveOut`.
 * @param now milliseconds; ids lie before it
 */
export function* conversationChanges(old: OldRows, now: number, made: { sessions: Map<string, Pick<Session, 'id' | 'user_id' | 'personality'>>; messages: number }, leaveOut: (what: string) => void): Generator<Change> {
  for (const row of [...old.sessions(), ...old.orphanSessions()]) {
    const oldId = textOf(row['session_id']);
    const rows = old.messagesOf(oldId);
    const created = timeOf(row['created_at'], timeOf(rows[0]?.['timestamp'], now));
    const session: Session = {
      id: oldId !== '' && oldId.length <= longestId ? oldId : idOf(0, 'session', oldId), user_id: textOf(row['user_id']) || 'default', personality: plainId(textOf(row['personality_name'])) || 'luna',
      title: titleOf(rows.find((message) => isUser(message))), created_at: created, last_activity_at: timeOf(row['last_activity'], created), active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '',
    };
    const messages = toMessages(rows, session, now, leaveOut);
    made.sessions.set(oldId, session);
    made.messages += messages.length;
    yield { op: 'insert', entity: 'session', record: { ...session, active_leaf_id: messages.at(-1)?.id ?? null } };
    for (const record of messages) yield { op: 'insert', entity: 'message', record };
  }
}

const speakerOf = (row: Record<string, unknown>): string => textOf(row['speaker']).toLowerCase().trim();
const isUser = (row: Record<string, unknown>): boolean => ['user', 'human'].includes(speakerOf(row));
const isAssistant = (row: Record<string, unknown>): boolean => ['assistant', 'ai', 'bot', 'luminora', 'model'].includes(speakerOf(row));

function toMessages(rows: readonly Record<string, unknown>[], session: Session, now: number, leaveOut: (what: string) => void): Message[] {
  const messages: Message[] = [];
  let before = -1;
  for (const [index, row] of rows.entries()) {
    if (!isUser(row) && !isAssistant(row)) {
      leaveOut(`a message of "${speakerOf(row).slice(0, 40)}"`);
      continue;
    }
    const said = timeOf(row['timestamp'], session.created_at);
    // Ids sort as the conversation went, and before all that is said from now on.
    const time = Math.max(before + 1, Math.min(said, now - (rows.length - index)));
    before = time;
    const parent = messages.at(-1);
    messages.push({
      id: idOf(time, 'message', session.id, textOf(row['id'])), session_id: session.id, user_id: session.user_id, parent_id: parent?.id ?? null, depth: messages.length,
      speaker: isUser(row) ? 'user' : 'assistant', content: textOf(row['content']), status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at: said,
    });
  }
  return messages;
}

function titleOf(row: Record<string, unknown> | undefined): string {
  const letters = [...textOf(row?.['content']).replaceAll(/\s+/g, ' ').trim()];
  return letters.length <= titleLength ? letters.join('') : `${letters.slice(0, titleLength).join('').trimEnd()}…`;
}
