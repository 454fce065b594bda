// Lays the conversation out as rows: day lines, messages, and the turn that is running. Pure, so that the list can be tested without a page.
import type { MessageView } from '../../../core/contract/index.ts';
import { daysBetween } from '../../i18n/format.ts';
import { messagesBefore } from './message-list.ts';
import type { Turn } from './turn-state.ts';

export type ChatRow =
  | { type: 'day'; key: string; at: number }
  | { type: 'message'; key: string; message: MessageView; isRunStart: boolean; isLastReply: boolean }
  | { type: 'pending'; key: string; turn: Turn }
  | { type: 'reply'; key: string; turn: Turn; isRunStart: boolean };

/** Keys stay the same from the first streamed word to the stored message, so that nothing is drawn anew. */
export function buildRows(messages: readonly MessageView[], turn: Turn | null, now: number): ChatRow[] {
  const rows: ChatRow[] = [];
  const shown = turn ? messagesBefore(messages, turn.target_id, turn.kind) : messages;
  const lastReply = shown.findLast((message) => message.speaker === 'assistant')?.id;
  let previous: MessageView | undefined;
  const addDay = (at: number): void => {
    if (!previous || daysBetween(previous.created_at, at) !== 0) rows.push({ type: 'day', key: `day-${shown.length}-${at}`, at });
  };
  for (const message of shown) {
    if (turn?.message_id === message.id) continue;
    addDay(message.created_at);
    rows.push({ type: 'message', key: rowKey(message), message, isRunStart: previous?.speaker !== message.speaker, isLastReply: message.id === lastReply });
    previous = message;
  }
  if (!turn) return rows;
  const isSaved = turn.user_message_id !== null && shown.some((message) => message.id === turn.user_message_id);
  if (turn.text && !isSaved) {
    addDay(now);
    rows.push({ type: 'pending', key: turn.client_message_id, turn });
  }
  if (turn.phase !== 'unsent') rows.push({ type: 'reply', key: turn.message_id ?? `reply-${turn.client_message_id}`, turn, isRunStart: true });
  return rows;
}

function rowKey(message: MessageView): string {
  return message.speaker === 'user' && message.client_message_id ? message.client_message_id : message.id;
}
