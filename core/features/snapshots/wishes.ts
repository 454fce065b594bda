// Settings that belong to a user: what they wish changed of a companion. Their ids are "character-overrides/COMPANION/USER".
import type { RecordOwner } from '../../providers/storage/storage.ts';

const prefix = 'character-overrides/';

/** The companion a setting is about when it is such a wish of this owner, else null. */
export function wishOf(id: string, owner: RecordOwner): string | null {
  const end = `/${owner.user_id}`;
  if (!id.startsWith(prefix) || !id.endsWith(end) || id.length <= prefix.length + end.length) return null;
  const companion = id.slice(prefix.length, -end.length);
  if (companion.includes('/')) return null;
  return owner.personality === undefined || owner.personality === companion ? companion : null;
}
