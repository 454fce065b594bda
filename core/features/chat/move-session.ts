// A session changes its project: what was learnt in it, or waits for approval, goes along, and notes that tell of the old project's memory leave its prompts.
import type { Session } from '../../contract/entities.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { moveFacts, scopeOfProject } from '../memory/index.ts';

/** Changes in one commit. */
const most = 50;
/** Proposals of one conversation that may wait, and more. */
const mostWaiting = 1000;
/** Messages read at once. */
const pageSize = 500;

/** One commit after the other, the session's own last: a process killed on the way leaves it in its old project, and moving it again ends what was begun. */
export async function moveSession({ storage, clock }: { storage: StorageProvider; clock: Clock }, session: Session, project: string): Promise<void> {
  const messageIds = await storage.messages.idsOfSession(session.id);
  const facts = await moveFacts(storage, { user_id: session.user_id, messageIds, from: scopeOfProject(session.project), to: scopeOfProject(project), now: clock.now() });
  const waiting = await storage.proposals.list({ user_id: session.user_id, session_id: session.id, limit: mostWaiting });
  const proposals = waiting.filter(({ fact }) => fact.scope === scopeOfProject(session.project)).map(({ id, fact }): Change => ({ op: 'update', entity: 'proposal', id, set: { fact: { ...fact, scope: scopeOfProject(project) } } }));
  const notes: Change[] = [];
  for (let start = 0; start < messageIds.length; start += pageSize) {
    const noted = (await storage.messages.getMany(messageIds.slice(start, start + pageSize))).filter(({ context }) => context !== null);
    notes.push(...noted.map(({ id }): Change => ({ op: 'update', entity: 'message', id, set: { context: null } })));
  }
  const changes: Change[] = [...notes, ...proposals, ...facts, { op: 'update', entity: 'session', id: session.id, set: { project } }];
  for (let start = 0; start < changes.length; start += most) await storage.commit(changes.slice(start, start + most));
}
