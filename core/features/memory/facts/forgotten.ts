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
  const kept = await forgottenSources(storage, fact.user_id);
  for (const id of fact.source_message_ids) {
    if (isForgotten) kept.add(id);
    else kept.delete(id);
  }
  return [{ op: 'put', entity: 'setting', record: { id: settingOf(fact.user_id), value: [...kept].slice(-mostKept), updated_at: now } }];
}
