// Step 10: the reply and the record of how it came about, written together. Its row exists from the first moment, so that a crash leaves what was said.
import type { ErrorData } from '../../../contract/errors.ts';
import type { Message, Session, Trace } from '../../../contract/entities.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import { reinforceJobs } from '../../memory/index.ts';
import type { Prompt } from './step-07-prompt.ts';
import { laterJobs } from './step-11-later.ts';
import type { TurnParts } from './turn-parts.ts';

type Parts = Pick<TurnParts, 'storage' | 'clock' | 'ids' | 'summaries'>;

/** Makes the empty reply, makes its branch the active one and keeps the context sent with the question. */
export async function openReply(parts: Parts, turn: { session: Session; question: Message; context: string | null; start: Prompt['start']; model: string }): Promise<Message> {
  const { session, question } = turn;
  const now = parts.clock.now();
  const reply: Message = {
    id: parts.ids.next(), session_id: session.id, user_id: session.user_id, parent_id: question.id, depth: question.depth + 1, speaker: 'assistant', content: '',
    status: 'streaming', is_active: true, client_message_id: null, context: null, model: turn.model, error: null, created_at: now,
  };
  const changes: Change[] = [{ op: 'insert', entity: 'message', record: reply }];
  if (turn.context !== question.context) changes.push({ op: 'update', entity: 'message', id: question.id, set: { context: turn.context } });
  changes.push({ op: 'update', entity: 'session', id: session.id, set: { active_leaf_id: reply.id, last_activity_at: now, ...(turn.start === null ? {} : { prompt_start_id: turn.start.id, prompt_summary: turn.start.summary }) } });
  if (session.active_leaf_id !== question.id) changes.push({ op: 'activate-branch', session_id: session.id, leaf_id: reply.id });
  // Nothing has been said yet: after a power cut the question stands unanswered, as it would have a moment before.
  await parts.storage.commit(changes, { isRepeatable: true });
  return reply;
}

/** Keeps what has been written so far, for the case that the process dies. */
export async function checkpointReply(parts: Parts, reply: Message, text: string): Promise<void> {
  await parts.storage.commit([{ op: 'update', entity: 'message', id: reply.id, set: { content: text }, expect: { status: 'streaming' } }]);
}

export type ReplyEnd = { text: string; status: 'complete' | 'interrupted' | 'failed'; error: ErrorData | null; trace: Trace };

/** Ends the reply in its defined state, with its trace, its usage and the work that may wait. */
export async function closeReply(parts: Parts, reply: Message, end: ReplyEnd): Promise<Message> {
  const ended: Message = { ...reply, content: end.text, status: end.status, error: end.error };
  const changes: Change[] = [
    { op: 'update', entity: 'message', id: reply.id, set: { content: end.text, status: end.status, error: end.error, model: reply.model } },
    { op: 'put', entity: 'trace', record: end.trace },
    ...laterJobs(parts, ended),
    ...reinforceJobs(parts, { session_id: reply.session_id, user_message_id: end.trace.user_message_id, recalled: end.trace.recalled }),
  ];
  if (end.trace.usage) {
    changes.push({ op: 'put', entity: 'usage', record: { id: reply.id, message_id: reply.id, provider: end.trace.provider.id, model: end.trace.provider.model, ...end.trace.usage, created_at: parts.clock.now() } });
  }
  await parts.storage.commit(changes);
  return ended;
}
