// Reads every record of an owner as the lines of a snapshot, a page at a time, in order of id.
import type { RecordOwner, StorageProvider } from '../../providers/storage/storage.ts';
import { toLine, type Line, type SnapshotEntity } from './entities.ts';
import { pageSize } from './limits.ts';
import { wishOf } from './wishes.ts';

/** Ids in the order the storage answers them: by their UTF-8 bytes. */
export const compareIds = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Every record of an owner as lines, a page at a time. Settings: the user's wishes about companions. */
export async function* pagesOf(storage: StorageProvider, entity: SnapshotEntity, owner: RecordOwner): AsyncGenerator<Line[]> {
  if (entity === 'setting') {
    const wishes = (await storage.settings.all()).filter((setting) => wishOf(setting.id, owner) !== null);
    yield wishes.map((setting) => toLine('setting', setting)).sort((a, b) => compareIds(a.id, b.id));
    return;
  }
  const limit = pageSize(entity);
  for (let after: string | undefined; ;) {
    const records = await storage.records({ entity, owner, limit, ...(after === undefined ? {} : { after }) });
    if (records.length > 0) yield records.map((record) => toLine(entity, record));
    if (records.length < limit) return;
    after = records.at(-1)?.id;
  }
}
