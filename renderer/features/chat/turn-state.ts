// A turn as the screen sees it while it runs, and how each event changes it. Pure.
import type { ErrorData, TurnEvent } from '../../../core/contract/index.ts';

export type TurnKind = 'send' | 'regenerate' | 'edit';
export type Turn = {
  kind: TurnKind;
  client_message_id: string;
  /** What the user wrote; empty when only the reply is written anew. */
  text: string;
  /** edit: the message that gets another version. regenerate: the message the reply answers, or the reply itself. */
  target_id: string | null;
  user_message_id: string | null;
  message_id: string | null;
  model: string | null;
  reply: string;
  /** unsent: the message did not reach the engine and waits for the person. */
  phase: 'sending' | 'remembering' | 'thinking' | 'writing' | 'unsent';
  started_at: number;
  error: ErrorData | null;
};

export function startTurn(kind: TurnKind, clientMessageId: string, text: string, targetId: string | null, now: number): Turn {
  return { kind, client_message_id: clientMessageId, text, target_id: targetId, user_message_id: null, message_id: null, model: null, reply: '', phase: kind === 'regenerate' ? 'remembering' : 'sending', started_at: now, error: null };
}

/** The turn after an event; what concerns the message list is the store's business. */
export function advanceTurn(turn: Turn, event: TurnEvent): Turn {
  switch (event.type) {
    case 'message-saved': return { ...turn, user_message_id: event.message.id, phase: 'remembering' };
    case 'compiled': return { ...turn, phase: 'thinking' };
    case 'reply-start': return { ...turn, message_id: event.message_id, model: event.model, phase: 'thinking' };
    case 'text-delta': return { ...turn, message_id: event.message_id, reply: turn.reply + event.text, phase: 'writing' };
    case 'text-replace': return { ...turn, message_id: event.message_id, reply: event.text, phase: 'writing' };
    default: return turn;
  }
}
