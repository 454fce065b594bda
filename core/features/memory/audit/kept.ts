// Findings the user chose to live with: they are not shown again.
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { FoundFinding } from './find.ts';

/** Of one user; the oldest are let go beyond these. */
const mostKept = 5000;
const yearMs = 365 * 86_400_000;
const settingOf = (userId: string) => `audit-kept/${userId}`;

export type Kept = ReadonlyMap<string, number>;

export async function readKept(storage: Pick<StorageProvider, 'settings'>, userId: string): Promise<Map<string, number>> {
  const value = (await storage.settings.get(settingOf(userId)))?.value;
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

export function keptChange(userId: string, kept: Kept, now: number): Change {
  const id = settingOf(userId);
  return kept.size === 0 ? { op: 'delete', entity: 'setting', id } : { op: 'put', entity: 'setting', record: { id, value: Object.fromEntries([...kept].slice(-mostKept)), updated_at: now } };
}

/** What may have changed is asked again a year later. */
export function isKept(kept: Kept, finding: Pick<FoundFinding, 'id' | 'kind'>, now: number): boolean {
  const since = kept.get(finding.id);
  return since !== undefined && (finding.kind !== 'unconfirmed' || now - since < yearMs);
}
