// What a user turned down is not proposed again from other conversations. Hashes of it are kept, no words.
import type { Proposal } from '../../contract/inbox.ts';
import { sha256 } from '../../lib/hash.ts';
import { foldValue } from '../memory/index.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';

/** Of one user; the oldest are let go beyond these. */
const mostKept = 2000;
const settingOf = (userId: string) => `inbox-rejected/${userId}`;

export const rejectionOf = (userId: string, { key, value }: Pick<Proposal['fact'], 'key' | 'value'>): string => sha256(JSON.stringify(['inbox-rejected', userId, key, foldValue(value)])).slice(0, 32);

export async function rejectedHashes(storage: Pick<StorageProvider, 'settings'>, userId: string): Promise<Set<string>> {
  const value = (await storage.settings.get(settingOf(userId)))?.value;
  return new Set(Array.isArray(value) ? value.filter((hash) => typeof hash === 'string') : []);
}

/** The change that keeps these from being proposed again, or, with `isRejected` false, lets them; none for none. */
export async function rememberRejected(storage: Pick<StorageProvider, 'settings'>, userId: string, proposals: readonly Proposal[], isRejected: boolean, now: number): Promise<Change[]> {
  const hashes = proposals.map(({ fact }) => rejectionOf(userId, fact));
  const kept = await rejectedHashes(storage, userId);
  if (!isRejected && !hashes.some((hash) => kept.has(hash))) return [];
  for (const hash of hashes) {
    if (isRejected) kept.add(hash);
    else kept.delete(hash);
  }
  return hashes.length === 0 ? [] : [{ op: 'put', entity: 'setting', record: { id: settingOf(userId), value: [...kept].slice(-mostKept), updated_at: now } }];
}
