// Step 11: gives a message its vector: the raw one in the storage (the truth), then its place in the index.
import type { JobHandler } from '../../jobs/jobs.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Message } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { VectorStore } from '../../providers/vectors/vectors.ts';
import type { Embedder } from './embedder.ts';

export type IndexParts = {
  storage: StorageProvider;
  vectors: VectorStore;
  embedder: Embedder;
  clock: Clock;
  /** What else belongs to a message, from its "query" vector: its classification. */
  changesFor: (message: Message, vector: Float32Array | null, spaceId: string | null) => Promise<Change[]>;
};

/** False for what has no words, or not all of them yet. */
export const isIndexed = ({ content, status }: Message): boolean => content.trim() !== '' && status !== 'failed' && status !== 'streaming';

/** Filling the index happens before the commit: done twice it is the same, and a start-up check mends what a crash left between the two. */
export function createIndexMessage(parts: IndexParts & {
  /** False while memories are found by words alone. */
  hasVectors: () => boolean;
}): JobHandler {
  return async (job, signal) => {
    const message = await parts.storage.messages.get(String(job.payload['message_id']));
    if (!message || !isIndexed(message)) return { changes: [] };
    if (!parts.hasVectors()) return { changes: await parts.changesFor(message, null, null) };
    const spaceId = await parts.embedder.spaceId();
    const text = normalizeForAnalysis(message.content);
    // Compared with questions it is a passage; the analysers know messages as queries, and the turn has made that vector already.
    const vector = (await parts.embedder.embed([text], 'passage', signal))?.[0];
    const asQuery = (await parts.embedder.embed([text], 'query', signal))?.[0] ?? null;
    if (!spaceId || !vector) throw new LuminoraError('provider_unavailable', 'The embedding model is not there; the message is found by its words until it is.');
    await parts.vectors.upsert(spaceId, [{ owner_id: message.id, user_id: message.user_id, session_id: message.session_id, vector }]);
    const record = {
      id: `${spaceId}/${message.id}`, space_id: spaceId, message_id: message.id, user_id: message.user_id, session_id: message.session_id, vector, created_at: parts.clock.now(),
    };
    return { changes: [{ op: 'put', entity: 'message_embedding', record }, ...await parts.changesFor(message, asQuery, spaceId)], undone: () => parts.vectors.delete(spaceId, [message.id]) };
  };
}
