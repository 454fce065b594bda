// Deletes a message and everything that follows it, on every branch, with all that was made of them.
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import type { Message, Session } from '../../contract/entities.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { Unbinding } from '../memory/index.ts';
import type { AfterBranchChange } from './branch-changed.ts';
import { titleFrom } from './title-from.ts';

export type RemovalParts = {
  storage: StorageProvider;
  broadcast: (event: EngineEvent) => void;
  afterBranchChange: AfterBranchChange;
  /** What was made of messages that go, as changes for the commit that deletes them. */
  unbind: (session: Session, gone: readonly string[]) => Promise<Unbinding>;
  /** Takes the vectors of deleted messages and episodes out of the index, and their words out of copies. */
  forgetVectors: (gone: { messageIds: readonly string[]; episodeIds: readonly string[] }) => Promise<void>;
  /** No job begins and no model refines until the answer is called: none then keeps what is being deleted. */
  rest: (userId: string) => Promise<() => void>;
  /** No turn begins in the session until the answer is called. @throws LuminoraError `turn_in_progress` */
  hold: (sessionId: string) => () => void;
};

/** Commits tried again when something that was made of the messages changed in between. */
const mostAttempts = 5;

export function createRemoveMessages(parts: RemovalParts) {
  const { storage } = parts;

  async function needMessage(id: string): Promise<Message> {
    const message = await storage.messages.get(id);
    if (!message) throw new LuminoraError('not_found', `There is no message "${id}".`, { details: { message_id: id } });
    return message;
  }

  /** What is on the active branch now and was not before. */
  async function entered(session: Session, top: Message, gone: readonly string[]): Promise<string[]> {
    const after = await storage.sessions.get(session.id);
    if (session.active_leaf_id === null || !gone.includes(session.active_leaf_id) || !after || after.active_leaf_id === null) return [];
    const ids: string[] = [];
    for (let leaf: string | null = after.active_leaf_id; leaf !== null && leaf !== top.parent_id;) {
      const page: Message[] = await storage.messages.path({ leaf_id: leaf, limit: 64 });
      const from = page.findIndex(({ id }) => id === top.parent_id) + 1;
      ids.unshift(...page.slice(from).map(({ id }) => id));
      leaf = from > 0 ? null : page[0]?.parent_id ?? null;
    }
    return ids;
  }

  /** A title made from words that go is made anew from those beside them; one that the user gave stays. */
  async function titleChange(session: Session, top: Message, gone: readonly string[]): Promise<Change[]> {
    const isTitle = (message: Message) => message.speaker === 'user' && titleFrom(message.content) === session.title;
    if (session.title === '' || !(await storage.messages.getMany(gone.slice(0, 100))).some(isTitle)) return [];
    const beside = (await storage.messages.children({ session_id: session.id, parent_id: top.parent_id })).findLast((message) => message.id !== top.id && message.speaker === 'user');
    return [{ op: 'update', entity: 'session', id: session.id, set: { title: beside ? titleFrom(beside.content) : '' } }];
  }

  async function commit(session: Session, top: Message): Promise<{ gone: string[]; unbinding: Unbinding }> {
    for (let attempt = 1; ; attempt += 1) {
      const gone = await storage.messages.descendants(top.id);
      const unbinding = await parts.unbind(session, gone);
      try {
        await storage.commit([...unbinding.changes, ...await titleChange(session, top, gone), { op: 'delete-branch', message_id: top.id }], { isForgetting: true });
        return { gone, unbinding };
      } catch (error) {
        if (attempt === mostAttempts || !isLuminoraError(error) || error.code !== 'conflict') throw error;
      }
    }
  }

  return async function remove(messageId: string): Promise<{ deleted: number; session: Session }> {
    const { session_id: sessionId } = await needMessage(messageId);
    const letTurns = parts.hold(sessionId);
    try {
      const [top, session] = await Promise.all([needMessage(messageId), storage.sessions.get(sessionId)]);
      if (!session) throw new LuminoraError('not_found', `There is no session "${sessionId}".`, { details: { session_id: sessionId } });
      const letJobs = await parts.rest(session.user_id);
      try {
        const { gone, unbinding } = await commit(session, top);
        await parts.forgetVectors({ messageIds: gone, episodeIds: unbinding.episodeIds });
        const after = (await storage.sessions.get(sessionId)) ?? session;
        parts.broadcast({ type: 'session-changed', session: after });
        parts.broadcast({ type: 'messages-deleted', session_id: sessionId });
        unbinding.tell();
        await parts.afterBranchChange({ user_id: session.user_id, session_id: sessionId, personality: session.personality, left: [], entered: await entered(session, top, gone), gone });
        return { deleted: gone.length, session: (await storage.sessions.get(sessionId)) ?? after };
      } finally {
        letJobs();
      }
    } finally {
      letTurns();
    }
  };
}
