// Projects whose name holds what is forgotten get another name; what belongs to them stays theirs, and nobody else's.
import type { Fact, Session } from '../../contract/entities.ts';
import type { Proposal } from '../../contract/inbox.ts';
import { scopeOfProject } from '../memory/index.ts';
import { idsOf, ownRecords, type Aim, type Reads } from './plan.ts';
import { says } from './wordings.ts';

/** What changes in rows that stay. */
export type Renamed = {
  sessions: { id: string; set: Pick<Session, 'project'> }[];
  facts: { id: string; set: Pick<Fact, 'scope'> }[];
  proposals: { id: string; set: Pick<Proposal, 'fact'> }[];
};

/** Of the project's first conversation: two projects never get the same name. */
const newName = (session: Session): string => `Project ${session.id.slice(-6)}`;

export async function renameProjects(storage: Pick<Reads, 'records'>, aim: Aim): Promise<Renamed> {
  const gone = new Set([...idsOf(aim.sessions), ...idsOf(aim.facts), ...idsOf(aim.proposals)]);
  const sessions = aim.words.length === 0 ? [] : await ownRecords(storage, aim.user_id, 'session', ({ id, project }) => !gone.has(id) && aim.words.some((words) => says(project, words)));
  const names = new Map<string, string>();
  for (const session of sessions) if (!names.has(session.project)) names.set(session.project, newName(session));
  if (names.size === 0) return { sessions: [], facts: [], proposals: [] };
  const scopes = new Map([...names].map(([old, name]) => [scopeOfProject(old), scopeOfProject(name)]));
  const facts = await ownRecords(storage, aim.user_id, 'fact', ({ id, scope }) => !gone.has(id) && scopes.has(scope));
  const proposals = await ownRecords(storage, aim.user_id, 'proposal', ({ id, fact }) => !gone.has(id) && scopes.has(fact.scope));
  return {
    sessions: sessions.map(({ id, project }) => ({ id, set: { project: names.get(project)! } })),
    facts: facts.map(({ id, scope }) => ({ id, set: { scope: scopes.get(scope)! } })),
    proposals: proposals.map(({ id, fact }) => ({ id, set: { fact: { ...fact, scope: scopes.get(fact.scope)! } } })),
  };
}
