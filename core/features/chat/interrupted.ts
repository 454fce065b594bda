// At start: replies a killed process left half-written keep their text and are marked, so that a retry can be offered.
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { laterJobs } from './turn/step-11-later.ts';

export async function markInterrupted(parts: { storage: StorageProvider; clock: Clock; ids: IdSource }): Promise<number> {
  const left = await parts.storage.messages.streaming();
  if (left.length === 0) return 0;
  await parts.storage.commit(left.flatMap((message) => [
    { op: 'update' as const, entity: 'message' as const, id: message.id, set: { status: 'interrupted' as const } },
    ...laterJobs(parts, { ...message, status: 'interrupted' }),
  ]));
  return left.length;
}
