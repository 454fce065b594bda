// What can be done in a conversation: say, say again, say differently, look at another branch, stop.
import { isForgotten } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { Message, MessageView, Session } from '../../contract/entities.ts';
import type { TurnEvent } from '../../contract/events.ts';
import { branchDifference } from './branch-changed.ts';
import type { AfterBranchChange } from './branch-changed.ts';
import { createRunningTurns } from './running-turns.ts';
import type { RunningTurn } from './running-turns.ts';
import { viewMessage, viewMessages } from './message-view.ts';
import { createRemoveMessages } from './remove-messages.ts';
import type { RemovalParts } from './remove-messages.ts';
import { runTurn } from './turn/run-turn.ts';
import { commitMessage } from './turn/step-01-commit-message.ts';
import { guardMessage } from './turn/step-02-guard.ts';
import { createKeywordReader } from '../message-condition.ts';
import type { TurnParts } from './turn/turn-parts.ts';

export type SendRequest = { session_id: string; message: string; client_message_id?: string | undefined; parent_id?: string | null | undefined };
export type ChatService = {
  send(request: SendRequest): Promise<AsyncIterable<TurnEvent>>;
  regenerate(messageId: string): Promise<AsyncIterable<TurnEvent>>;
  edit(request: { message_id: string; message: string; client_message_id?: string | undefined }): Promise<AsyncIterable<TurnEvent>>;
  swipe(messageId: string): Promise<{ session: Session; messages: MessageView[] }>;
  /** The message and everything that follows it, for good. @throws LuminoraError `not_found`, `turn_in_progress` */
  remove(messageId: string): Promise<{ deleted: number; session: Session }>;
  stop(sessionId: string): Promise<boolean>;
  /** No reply begins until the answer is called; whoever asks for one is told why. @throws LuminoraError `turn_in_progress` when one is being written */
  hold(why: string): () => void;
  /** Resolves when the replies being written now have ended. */
  idle(): Promise<void>;
  /** Stops every reply; their text stays. */
  close(): Promise<void>;
};

export type ChatParts = TurnParts & Omit<RemovalParts, 'hold'> & {
  /** Told after the active branch of a session has changed, before anything is said on the new one. */
  afterBranchChange: AfterBranchChange;
};

export function createChatService(given: ChatParts): ChatService {
  const parts: ChatParts = { keywords: createKeywordReader(), ...given };
  const { storage } = parts;
  const running = createRunningTurns();
  const remove = createRemoveMessages({ ...parts, hold: (sessionId) => running.holdSession(sessionId, 'Messages of this session are being deleted. Try again in a moment.') });

  async function needSession(id: string): Promise<Session> {
    const session = await storage.sessions.get(id);
    if (!session) throw new LuminoraError('not_found', `There is no session "${id}".`, { details: { session_id: id } });
    return session;
  }
  async function needMessage(id: string): Promise<Message> {
    const message = await storage.messages.get(id);
    if (!message) throw new LuminoraError('not_found', `There is no message "${id}".`, { details: { message_id: id } });
    return message;
  }

  /** Step 1 and then the rest; the events include `message-saved`. Without a `parentId` the message follows what is the active leaf when the turn begins. */
  function startTurn(sessionId: string, request: { text: string; clientMessageId: string; parentId: string | null | undefined }): RunningTurn {
    return running.start(sessionId, request, async (emit, signal) => {
      const session = await needSession(sessionId);
      const parent = await parentOf(session, request.parentId);
      const { message, isRepeat } = await commitMessage(parts, { session, ...request, parent });
      emit({ type: 'message-saved', message: await viewMessage(storage, message), is_repeat: isRepeat });
      if (!isRepeat && session.active_leaf_id !== message.parent_id) await followBranch(session, message, { said: message });
      if (isRepeat && await emitKnownReply(message, emit)) return;
      if (isRepeat) await setRepliesAside(message);
      await answer(message, emit, signal);
    });
  }

  /** Tells what left the active branch and what is on it again. @param session as it was before @param told `said`: the message that is new; `gone`: messages deleted with the change */
  async function followBranch(session: Session, leaf: Message, told: { said?: Message; gone?: readonly string[] } = {}): Promise<void> {
    const { gone = [] } = told;
    const { left, entered } = await branchDifference(storage, gone.includes(session.active_leaf_id ?? '') ? leaf.id : session.active_leaf_id, leaf.id);
    await parts.afterBranchChange({ session_id: session.id, user_id: session.user_id, personality: session.personality, left, entered: entered.filter((id) => id !== told.said?.id), gone });
  }

  async function answer(question: Message, emit: (event: TurnEvent) => void, signal: AbortSignal): Promise<void> {
    const session = await needSession(question.session_id);
    parts.quiet.turnBegan();
    try {
      await runTurn(parts, { session, question, emit, signal });
    } finally {
      parts.quiet.turnEnded(session.user_id);
    }
    const after = await storage.sessions.get(session.id);
    if (after) parts.broadcast({ type: 'session-changed', session: after });
  }

  /** A message sent again whose reply is there already: that reply is the answer. */
  async function emitKnownReply(question: Message, emit: (event: TurnEvent) => void): Promise<boolean> {
    const replies = await storage.messages.children({ session_id: question.session_id, parent_id: question.id });
    const reply = replies.findLast((message) => message.is_active) ?? replies.at(-1);
    // One that ended without a word (the process died, the model did not answer) is no answer yet.
    if (!reply || isWithoutWords(reply)) return false;
    const trace = await storage.traces.forMessage(reply.id);
    emit({ type: 'turn-end', message: await viewMessage(storage, reply), trace_id: trace?.id ?? null, error: reply.error });
    return true;
  }

  async function parentOf(session: Session, requested: string | null | undefined): Promise<Message | null> {
    const id = requested === undefined ? session.active_leaf_id : requested;
    if (id === null) return null;
    const parent = await needMessage(id);
    if (parent.session_id !== session.id) throw new LuminoraError('invalid_input', `The message "${id}" belongs to another session.`, { details: { field: 'parent_id' } });
    return parent;
  }

  return {
    async send(request) {
      const text = request.message.toWellFormed();
      guardMessage(parts, text);
      await parentOf(await needSession(request.session_id), request.parent_id);
      return startTurn(request.session_id, { text, clientMessageId: request.client_message_id ?? parts.ids.next(), parentId: request.parent_id }).events;
    },

    async regenerate(messageId) {
      const message = await needMessage(messageId);
      const question = message.speaker === 'user' ? message : message.parent_id === null ? null : await needMessage(message.parent_id);
      if (!question || question.speaker !== 'user') throw new LuminoraError('invalid_input', 'Only a reply to a message of yours can be written again.', { details: { message_id: messageId } });
      if (isForgotten(question)) throw new LuminoraError('invalid_input', 'What you said there was forgotten: there is nothing to reply to.', { details: { message_id: question.id } });
      return running.start(question.session_id, null, async (emit, signal) => {
        await setRepliesAside(question);
        await answer(question, emit, signal);
      }).events;
    },

    async edit(request) {
      const original = await needMessage(request.message_id);
      if (original.speaker !== 'user') throw new LuminoraError('invalid_input', 'Only your own messages can be edited.', { details: { message_id: original.id } });
      const text = request.message.toWellFormed();
      guardMessage(parts, text);
      return startTurn(original.session_id, { text, clientMessageId: request.client_message_id ?? parts.ids.next(), parentId: original.parent_id }).events;
    },

    async swipe(messageId) {
      const message = await needMessage(messageId);
      const leaf = await latestLeaf(message);
      if (running.get(message.session_id)) throw new LuminoraError('turn_in_progress', 'A reply is being written in this session. Stop it to look at another branch.');
      const before = await needSession(message.session_id);
      await storage.commit([{ op: 'activate-branch', session_id: message.session_id, leaf_id: leaf.id }]);
      await followBranch(before, leaf);
      const session = await needSession(message.session_id);
      parts.broadcast({ type: 'session-changed', session });
      const path = await storage.messages.path({ leaf_id: leaf.id, limit: 50 });
      return { session, messages: await viewMessages(storage, path) };
    },

    remove,
    stop: (sessionId) => running.stop(sessionId),
    hold: (why) => running.hold(why),
    idle: () => running.idle(),
    close: () => running.stopAll(),
  };

  /** The end of the newest branch below a message. */
  async function latestLeaf(message: Message): Promise<Message> {
    for (let leaf = message; ;) {
      const child = (await storage.messages.children({ session_id: leaf.session_id, parent_id: leaf.id })).at(-1);
      if (!child) return leaf;
      leaf = child;
    }
  }

  /**
   * Before another reply is written: the earlier ones leave the active branch, so that none is recalled as a memory of itself, and those that ended
   * without a word and that nothing follows are no alternatives worth keeping.
   */
  async function setRepliesAside(question: Message): Promise<void> {
    const replies = await storage.messages.children({ session_id: question.session_id, parent_id: question.id });
    const empty: Message[] = [];
    for (const reply of replies.filter(isWithoutWords)) {
      if ((await storage.messages.children({ session_id: reply.session_id, parent_id: reply.id })).length === 0) empty.push(reply);
    }
    const session = await needSession(question.session_id);
    await storage.commit([
      { op: 'activate-branch', session_id: question.session_id, leaf_id: question.id },
      ...empty.map((reply) => ({ op: 'delete' as const, entity: 'message' as const, id: reply.id })),
    ]);
    await followBranch(session, question, { gone: empty.map(({ id }) => id) });
  }
}

function isWithoutWords(reply: Message): boolean {
  return reply.content === '' && reply.status !== 'complete';
}
