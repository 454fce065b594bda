// What is left to do after a forgetting's commit, for a process that dies in between: ids, never words.
import * as z from 'zod';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { idsOf, type Plan } from './plan.ts';

const prefix = 'unfinished-forgetting/';
const shape = z.object({
  user_id: z.string(),
  /** Sessions that lost words, with the messages; the companion of those that are deleted. */
  sessions: z.array(z.object({ id: z.string(), messages: z.array(z.string()), personality: z.string().optional() })),
  deleted_sessions: z.array(z.string()),
  messages: z.array(z.string()),
  episodes: z.array(z.string()),
});
export type Unfinished = z.infer<typeof shape>;

export function unfinishedOf(plan: Plan): Unfinished {
  const deleted = new Set(idsOf(plan.sessions));
  const bySession = new Map<string, string[]>();
  for (const { id, session_id } of plan.messages) bySession.set(session_id, [...(bySession.get(session_id) ?? []), id]);
  return {
    user_id: plan.user_id, sessions: [...bySession].map(([id, messages]) => ({ id, messages, ...companionOf(plan, id) })), deleted_sessions: [...deleted], messages: idsOf(plan.messages), episodes: idsOf(plan.episodes),
  };
}

/** Nobody could tell it later of a session that is deleted. */
function companionOf(plan: Plan, sessionId: string): { personality?: string } {
  const session = plan.sessions.find(({ id }) => id === sessionId);
  return session ? { personality: session.personality } : {};
}

export const unfinishedChange = (forgettingId: string, plan: Plan, now: number): Change => ({ op: 'put', entity: 'setting', record: { id: `${prefix}${forgettingId}`, value: unfinishedOf(plan), updated_at: now } });
export const finishedChange = (forgettingId: string): Change => ({ op: 'delete', entity: 'setting', id: `${prefix}${forgettingId}` });

export async function readUnfinished(storage: Pick<StorageProvider, 'settings'>): Promise<{ id: string; work: Unfinished }[]> {
  return (await storage.settings.all()).flatMap(({ id, value }) => {
    const work = id.startsWith(prefix) ? shape.safeParse(value) : null;
    return work?.success ? [{ id: id.slice(prefix.length), work: work.data }] : [];
  });
}
