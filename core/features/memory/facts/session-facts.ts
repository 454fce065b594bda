// What was learnt in one session, read from the messages on its active branch.
import { LuminoraError } from '../../../contract/errors.ts';
import type { Fact } from '../../../contract/entities.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { withoutLeftBehind } from '../known-facts.ts';

/** Messages looked at in one read. */
const pageSize = 200;

/**
 * Facts with a source on the session's active branch, those since superseded included; by id, the latest `limit` of them. After them what these took the
 * place of, wherever that was said, so that a reader can tell what changed. @throws LuminoraError `not_found`
 */
export async function factsOfSession(storage: StorageProvider, sessionId: string, limit: number): Promise<Fact[]> {
  const session = await storage.sessions.get(sessionId);
  if (!session) throw new LuminoraError('not_found', `There is no session "${sessionId}".`, { details: { session_id: sessionId } });
  const isUsers = (fact: Fact): boolean => fact.user_id === session.user_id;
  const found = new Map<string, Fact>();
  if (session.active_leaf_id === null) return [];
  for (let before: string | undefined; ;) {
    const page = await storage.messages.path({ leaf_id: session.active_leaf_id, limit: pageSize, ...(before === undefined ? {} : { before }) });
    const said = page.filter(({ speaker }) => speaker === 'user').map(({ id }) => id);
    for (const fact of said.length > 0 ? await storage.facts.fromMessages(said) : []) found.set(fact.id, fact);
    if (page.length < pageSize) break;
    before = page[0]!.id;
  }
  const learnt = [...found.values()].filter(isUsers).sort((one, other) => (one.id < other.id ? -1 : 1)).slice(-limit);
  const ids = new Set(learnt.map(({ id }) => id));
  const replaced = (await storage.facts.supersededBy([...ids])).filter((fact) => isUsers(fact) && !ids.has(fact.id));
  return [...learnt, ...await withoutLeftBehind(storage, replaced)];
}
