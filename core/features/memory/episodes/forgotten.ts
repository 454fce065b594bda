// Messages whose episode the user deleted: none is made of them again.
import type { Episode } from '../../../contract/episodes.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';

/** Of one session; the oldest are let go beyond these. */
const mostKept = 2000;
const settingOf = (sessionId: string) => `forgotten-episodes/${sessionId}`;

/** The list goes with its session. */
export const forgetSession = (sessionId: string): Change => ({ op: 'delete', entity: 'setting', id: settingOf(sessionId) });

export async function forgottenMessages(storage: Pick<StorageProvider, 'settings'>, sessionId: string): Promise<Set<string>> {
  const value = (await storage.settings.get(settingOf(sessionId)))?.value;
  return new Set(Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []);
}

/** The change that keeps an episode's messages from being told again, or, with `isForgotten` false, lets them. */
export async function forget(storage: Pick<StorageProvider, 'settings'>, episode: Pick<Episode, 'session_id' | 'source_message_ids'>, isForgotten: boolean, now: number): Promise<Change> {
  const ids = episode.source_message_ids;
  return changeForgottenMessages(storage, episode.session_id, isForgotten ? { add: ids, remove: [] } : { add: [], remove: ids }, now);
}

/** The change of a session's list. */
export async function changeForgottenMessages(storage: Pick<StorageProvider, 'settings'>, sessionId: string, ids: { add: readonly string[]; remove: readonly string[] }, now: number): Promise<Change> {
  const kept = await forgottenMessages(storage, sessionId);
  for (const one of ids.remove) kept.delete(one);
  for (const one of ids.add) kept.add(one);
  const id = settingOf(sessionId);
  return kept.size === 0 ? { op: 'delete', entity: 'setting', id } : { op: 'put', entity: 'setting', record: { id, value: [...kept].slice(-mostKept), updated_at: now } };
}
