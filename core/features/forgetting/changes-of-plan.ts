// A plan as the changes of one commit.
import type { Clock } from '../../lib/clock.ts';
import type { Change, Tombstone } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { changeForgottenMessages, changeForgottenSources, episodeEmbeddingDeletions, forgetSession } from '../memory/index.ts';
import { idsOf, type Plan } from './plan.ts';
import { unfinishedChange } from './unfinished.ts';

type Parts = { storage: StorageProvider; clock: Clock };

/** All of it, tombstones and the note for a process that dies after the commit included: what is forgotten is forgotten whole. */
export async function changesOfPlan({ storage, clock }: Parts, plan: Plan, forgettingId: string, tombstones: readonly Tombstone[]): Promise<Change[]> {
  const now = clock.now();
  const sessions = new Set(idsOf(plan.sessions));
  const episodes = plan.episodes.filter(({ session_id }) => !sessions.has(session_id));
  return [
    ...tombstones.map((record): Change => ({ op: 'insert', entity: 'tombstone', record })),
    unfinishedChange(forgettingId, plan, now),
    ...plan.mended.map(({ id, set }): Change => ({ op: 'update', entity: 'fact', id, set: { ...set, updated_at: now } })),
    ...idsOf(plan.facts).map((id): Change => ({ op: 'delete', entity: 'fact', id })),
    ...(await Promise.all(episodes.map(async ({ id }): Promise<Change[]> => [...await episodeEmbeddingDeletions(storage, id), { op: 'delete', entity: 'episode', id }]))).flat(),
    ...idsOf(plan.summaries).map((id): Change => ({ op: 'delete', entity: 'summary', id })),
    ...idsOf(plan.proposals).map((id): Change => ({ op: 'delete', entity: 'proposal', id })),
    ...plan.traces.map(({ id, set }): Change => ({ op: 'update', entity: 'trace', id, set })),
    ...plan.notes.map((id): Change => ({ op: 'update', entity: 'message', id, set: { context: null } })),
    ...plan.retitled.map((id): Change => ({ op: 'update', entity: 'session', id, set: { title: '' } })),
    ...plan.renamed.sessions.map(({ id, set }): Change => ({ op: 'update', entity: 'session', id, set })),
    ...plan.renamed.facts.map(({ id, set }): Change => ({ op: 'update', entity: 'fact', id, set: { ...set, updated_at: now } })),
    ...plan.renamed.proposals.map(({ id, set }): Change => ({ op: 'update', entity: 'proposal', id, set })),
    ...plan.unsummarised.map((id): Change => ({ op: 'update', entity: 'session', id, set: { prompt_summary: null } })),
    ...plan.messages.filter(({ session_id }) => !sessions.has(session_id)).map(({ id }): Change => ({ op: 'erase-message', id })),
    ...[...sessions].flatMap((id): Change[] => [{ op: 'delete-session', session_id: id }, forgetSession(id)]),
    ...await listsOf(storage, plan, now),
  ];
}

/** Lists of messages that are not read again: those that are gone leave them; those that stay, and teach nothing any more, join them. */
async function listsOf(storage: StorageProvider, plan: Plan, now: number): Promise<Change[]> {
  const gone = idsOf(plan.messages);
  const unread = plan.unread.filter(({ speaker }) => speaker === 'user');
  const changes = await changeForgottenSources(storage, plan.user_id, { add: plan.kind === 'episode' ? [] : idsOf(unread), remove: gone }, now);
  const told = plan.kind === 'episode' || plan.kind === 'source' ? plan.unread : [];
  for (const sessionId of new Set(told.map(({ session_id }) => session_id))) {
    changes.push(await changeForgottenMessages(storage, sessionId, { add: idsOf(told.filter(({ session_id }) => session_id === sessionId)), remove: gone }, now));
  }
  return changes;
}
