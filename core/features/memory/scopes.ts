// Who sees what is remembered: a user's facts by their scope, messages and episodes by the project of their session.
import type { Fact } from '../../contract/entities.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { isSingle } from './facts/fact-keys.ts';
import { isSameValue } from './facts/same-value.ts';

const projectPrefix = 'project:';

/** The scope of what is learnt in the sessions of a project; '' for no project. */
export function scopeOfProject(project: string): string {
  return project === '' ? '' : `${projectPrefix}${project}`;
}

/** The project a fact belongs to; '' for none. */
export function projectOfScope(scope: string): string {
  return scope.startsWith(projectPrefix) ? scope.slice(projectPrefix.length) : '';
}

/** The scope of what is learnt in a session; '' for a session that is gone. */
export async function scopeOfSession(storage: Pick<StorageProvider, 'sessions'>, sessionId: string): Promise<string> {
  return scopeOfProject((await storage.sessions.get(sessionId))?.project ?? '');
}

/** Whether a companion may use what has this scope in a session of a project ('' for none). */
export function isInSight(scope: string, place: { personality: string; project: string }): boolean {
  return scope === '' || scope === place.personality || (place.project !== '' && scope === scopeOfProject(place.project));
}

/**
 * Pure. Facts that a companion may use in a session of a project ('' for none): everybody's, its own, and the project's. Of a key that holds one value the
 * narrowest scope counts (project, companion, everybody), and a value known twice is told once. Order is kept.
 */
export function factsInSight(facts: readonly Fact[], place: { personality: string; project: string }): Fact[] {
  const widths = new Map([['', 2], [place.personality, 1], ...(place.project === '' ? [] : [[scopeOfProject(place.project), 0] as const])]);
  const seen = facts.filter(({ scope }) => isInSight(scope, place));
  if (seen.every(({ scope }) => scope === '')) return seen;
  const byKey = Map.groupBy(seen, ({ key }) => key);
  const isHidden = (fact: Fact): boolean => byKey.get(fact.key)!.some((other) => widths.get(other.scope)! < widths.get(fact.scope)! && (isSingle(fact.key) || isSameValue(other.value, fact.value)));
  return seen.filter((fact) => !isHidden(fact));
}

/** What the user is called in a session, when they told; a name that must stay on this machine is not told, for it stands in texts whoever reads them. */
export async function nameInSession(storage: Pick<StorageProvider, 'facts'>, session: { user_id: string; personality: string; project: string }): Promise<string | null> {
  const names = await storage.facts.list({ user_id: session.user_id, category: 'personal_info', key: 'name', limit: 50 });
  const name = factsInSight(names, session).find(({ local_only }) => !local_only)?.value;
  return typeof name === 'string' ? name : null;
}

/** `seen_from`: as a session of this project sees it ('' for one of no project); `of`: what belongs to this project alone ('' for what belongs to none). */
export type ProjectView = { seen_from?: string | undefined; of?: string | undefined };
/** Which sessions a view lets through. `projects`: those whose sessions may be looked at, '' among them for no project. */
export type SessionsInView = { lets: (sessionId: string) => boolean; projects: readonly string[] };

/** Null when the view hides nothing, as for a user without projects: that is told by one read. */
export async function sessionsInView(storage: Pick<StorageProvider, 'sessions'>, userId: string, { seen_from, of }: ProjectView): Promise<SessionsInView | null> {
  if (seen_from === undefined && of === undefined) return null;
  const projects = [...new Set(seen_from === undefined ? [of ?? ''] : ['', seen_from])].filter((project) => of === undefined || project === of);
  const projectOf = new Map((await storage.sessions.inProjects(userId)).map(({ id, project }) => [id, project]));
  const wanted = new Set(projects);
  const isAnyHidden = !wanted.has('') || [...projectOf.values()].some((project) => !wanted.has(project));
  return isAnyHidden ? { projects, lets: (sessionId) => wanted.has(projectOf.get(sessionId) ?? '') } : null;
}
