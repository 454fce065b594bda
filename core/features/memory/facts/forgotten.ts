// Messages of which the user deleted or corrected what was learnt: no model reads them again, or it would learn the same once more.
import type { Fact } from '../../../contract/entities.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';

/** Of one user; the oldest are let go beyond these. A model reads messages of days, not of years. */
const mostKept = 2000;
const settingOf = (userId: string) => `forgotten-facts/${userId}`;

export async function forgottenSources(storage: Pick<StorageProvider, 'settings'>, userId: string): Promise<Set<string>> {
  const value = (await storage.settings.get(settingOf(userId)))?.value;
  return new Set(Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []);
}

/** The change that keeps a fact's messages from being read again, or, with `isForgotten` false, lets them; none for a fact without messages. */
export async function forgetSources(storage: Pick<StorageProvider, 'settings'>, fact: Pick<Fact, 'user_id' | 'source_message_ids'>, isForgotten: boolean, now: number): Promise<Change[]> {
  if (fact.source_message_ids.length === 0) return [];
  const ids = fact.source_message_ids;
  return changeForgottenSources(storage, fact.user_id, isForgotten ? { add: ids, remove: [] } : { add: [], remove: ids }, now);
}

/** The change of a user's list; none where it stays as it is. */
export async function changeForgottenSources(storage: Pick<StorageProvider, 'settings'>, userId: string, ids: { add: readonly string[]; remove: readonly string[] }, now: number): Promise<Change[]> {
  const before = await forgottenSources(storage, userId);
  const kept = new Set(before);
  for (const id of ids.remove) kept.delete(id);
  for (const id of ids.add) kept.add(id);
  if (kept.size === before.size && ids.add.every((id) => before.has(id))) return [];
  return [{ op: 'put', entity: 'setting', record: { id: settingOf(userId), value: [...kept].slice(-mostKept), updated_at: now } }];
}
