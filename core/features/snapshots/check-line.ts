// One line of a snapshot, checked as if its writer meant harm: shape, size, order, owner, and that it points at nothing that is not there.
import { decodeTime } from 'ulid';
import { isDeeperThan } from '../../lib/json-depth.ts';
import { printable } from '../../lib/printable.ts';
import { vectorDefect } from '../../lib/vector-defect.ts';
import { kindOf, ofLine, type Line, type SnapshotEntity } from './entities.ts';
import { limits } from './limits.ts';
import type { Manifest } from './manifest.ts';
import { compareIds } from './pages.ts';
import { wishOf } from './wishes.ts';

export type LineCheck = {
  /** The line as it is stored for the new owner. `complain` never returns. */
  check(entity: SnapshotEntity, json: string, complain: (message: string, cause?: unknown) => never): Line;
};

/** `userId`: whose the records will be; `now`: ids far ahead of it are refused. */
export function createLineCheck(manifest: Manifest, userId: string, now: number): LineCheck {
  const known = new Map<SnapshotEntity, Set<string>>();
  const last = new Map<SnapshotEntity, string>();
  const dimensions = new Map<string, number>();
  const schemas = new Map<SnapshotEntity, ReturnType<ReturnType<typeof kindOf>['schema']['strict']>>();
  return {
    check(entity, json, complain) {
      const line = parse(entity, json, complain);
      const before = last.get(entity);
      if (before !== undefined && compareIds(before, line.id) >= 0) complain('Records come in the order of their ids, each once.');
      last.set(entity, line.id);
      if (isStrangeId(line.id, now)) complain('Its id could not have been made yet.');
      for (const [field, target] of Object.entries(kindOf(entity).refersTo ?? {})) {
        const id = line[field];
        if (typeof id === 'string' && known.get(target)?.has(id) !== true) complain(`"${field}" names a ${target} that is not in the snapshot (or comes later).`);
      }
      const ids = known.get(entity) ?? new Set<string>();
      known.set(entity, ids.add(line.id));
      checkBinary(entity, line, complain);
      return ownedBy(entity, line, complain);
    },
  };

  function parse(entity: SnapshotEntity, json: string, complain: (message: string, cause?: unknown) => never): Line {
    if (isDeeperThan(json, limits.lineDepth)) complain(`It is nested deeper than ${limits.lineDepth} levels.`);
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch (cause) {
      complain('This is not JSON.', cause);
    }
    const schema = schemas.get(entity) ?? kindOf(entity).schema.strict();
    schemas.set(entity, schema);
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return complain(`It is no ${entity}: ${printable((issue?.path ?? []).map(String).join('.').slice(0, 200)) || 'the record'}: ${printable((issue?.message ?? 'not as it should be').slice(0, 300))}.`);
    }
    // As it was written, to the letter; fields that came with a later version and have a usual value get it.
    return { ...parsed.data, ...(value as object) } as unknown as Line;
  }

  function checkBinary(entity: SnapshotEntity, line: Line, complain: (message: string) => never): void {
    if (entity === 'embedding_space') dimensions.set(line.id, Number(line['dimension']));
    if (kindOf(entity).binary !== 'vector' || (entity === 'tombstone' && line['vector'] === null)) return;
    const { vector } = ofLine(entity as 'message_embedding', line);
    const defect = Buffer.byteLength(String(line['vector']), 'base64') % 4 === 0 ? vectorDefect(vector, dimensions.get(String(line['space_id']))) : 'not-float32';
    if (defect !== null) complain(`Its vector cannot be used (${defect}).`);
  }

  /** Whoever the snapshot is of, what is stored is the new owner's; a record of somebody else, or under a made-up name, is refused. */
  function ownedBy(entity: SnapshotEntity, line: Line, complain: (message: string) => never): Line {
    const expected = composedId(entity, line);
    if (expected !== null && line.id !== expected) complain(`Its id is not "${printable(expected.slice(0, 100))}", as it must be.`);
    const companion = entity === 'personality' ? line.id : entity === 'setting' ? wishOf(line.id, { user_id: manifest.user_id }) : line['personality'];
    if (entity === 'setting' && companion === null) complain('Only wishes about a companion are taken from a snapshot.');
    if (manifest.personality !== null && typeof companion === 'string' && companion !== manifest.personality && !(entity === 'mood' && companion === '')) complain('It is of another companion than the snapshot.');
    if (entity === 'setting') return { ...line, id: `character-overrides/${String(companion)}/${userId}` };
    const owner = line['user_id'];
    if (owner === undefined || (entity === 'mood' && owner === '')) return line;
    if (owner !== manifest.user_id) complain('It is of another user than the snapshot.');
    return { ...line, user_id: userId, ...(entity === 'affinity' ? { id: `${userId}/${String(line['personality'])}` } : {}) };
  }

  function composedId(entity: SnapshotEntity, line: Line): string | null {
    if (entity === 'affinity') return `${manifest.user_id}/${String(line['personality'])}`;
    if (entity === 'character_asset') return `${String(line['personality'])}/${String(line['name'])}`;
    if (entity === 'message_embedding') return `${String(line['space_id'])}/${String(line['message_id'])}`;
    return entity === 'episode_embedding' ? `${String(line['space_id'])}/${String(line['episode_id'])}` : null;
  }
}

/** Looks like one of ours and is not, or is from far ahead: the source of ids begins after the greatest that is stored. */
function isStrangeId(id: string, now: number): boolean {
  if ([...id].length !== 26 || !(id < '8')) return false;
  return !/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id) || decodeTime(id) > now + limits.aheadMs;
}
