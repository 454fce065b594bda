// A turn for clients that do not stream: all its events gathered into one answer.
import { LuminoraError, type Client, type MessageView, type TurnEvent, type TurnResult } from '../core/contract/index.ts';

/** Waits for the turn to end. `error` in the result says whether the reply came through; what was written of it is kept in any case. */
export async function gatherTurn(events: AsyncIterable<TurnEvent>, client: Client): Promise<TurnResult> {
  let userMessage: MessageView | undefined;
  let end: Extract<TurnEvent, { type: 'turn-end' }> | undefined;
  let mood: TurnResult['mood'] = null;
  let affinity: TurnResult['affinity'] = null;
  for await (const event of events) {
    if (event.type === 'message-saved') userMessage = event.message;
    if (event.type === 'mood') mood = event.mood;
    if (event.type === 'affinity') affinity = event.affinity;
    if (event.type === 'turn-end') end = event;
  }
  if (end) userMessage ??= await findQuestion(end.message, client);
  if (!userMessage || !end) throw new LuminoraError('internal', 'The turn ended without an answer. The message may have been saved: look at the history before sending it again.');
  const trace = end.trace_id === null ? null : await client.chat.trace({ message_id: end.message.id }).catch(() => null);
  return { user_message: userMessage, message: end.message, trace, mood, affinity, error: end.error };
}

/** A reply written again does not tell its question: it is the message before it on the branch. */
async function findQuestion(reply: MessageView, client: Client): Promise<MessageView | undefined> {
  const { messages } = await client.sessions.history({ session_id: reply.session_id, limit: 10 });
  return messages.find((message) => message.id === reply.parent_id);
}
