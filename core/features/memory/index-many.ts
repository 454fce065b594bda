// Gives many messages their vectors: a change of the model, or an import, leaves thousands without one. What a message said now needs is index-message.ts's.
import type { Message } from '../../contract/entities.ts';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import { newJob } from '../../jobs/jobs.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Log } from '../../lib/log.ts';
import type { Change } from '../../providers/storage/changes.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import { isIndexed, type IndexParts } from './index-message.ts';

/** Messages asked for, and embedded, together. */
const pageSize = 64;
/** Messages of one commit: while it is written nothing else goes on. */
const commitSize = 8;

/**
 * Indexes what has no vector in this space, until nothing is left, it is stopped or the model is gone. It is no job: a row without a vector says by itself what is to be done, so that being killed costs a page.
 * A page that cannot be embedded or written is asked for message by message, as jobs that try again.
 * @param parts `pause`: waited for before each commit; something quicker goes first
 * @returns how many were given a vector
 */
export function createIndexMany(parts: IndexParts & { ids: IdSource; log: Log; pause: () => Promise<void> }): (spaceId: string, addedJobs: () => void, signal: AbortSignal) => Promise<number> {
  const { storage, vectors, embedder, clock, log } = parts;

  async function write(spaceId: string, messages: readonly Message[], made: { passages: readonly Float32Array[]; queries: readonly Float32Array[] }): Promise<void> {
    const entries = messages.map(({ id, user_id, session_id }, index) => ({ owner_id: id, user_id, session_id, vector: made.passages[index]! }));
    await vectors.upsert(spaceId, entries);
    try {
      const changes: Change[] = [];
      for (const [index, message] of messages.entries()) {
        const { id, status, content, user_id, session_id } = message;
        changes.push(
          // Forgotten, moved or written anew meanwhile: a conflict.
          { op: 'update', entity: 'message', id, set: { status }, expect: { status, content, user_id, session_id } },
          { op: 'put', entity: 'message_embedding', record: { id: `${spaceId}/${id}`, space_id: spaceId, message_id: id, user_id, session_id, vector: made.passages[index]!, created_at: clock.now() } },
          ...await parts.changesFor(message, made.queries[index]!, spaceId),
        );
      }
      await storage.commit(changes, { isRepeatable: true });
    } catch (error) {
      await vectors.delete(spaceId, messages.map(({ id }) => id));
      throw error;
    }
  }

  async function indexPage(spaceId: string, messages: readonly Message[], addedJobs: () => void, signal: AbortSignal): Promise<number> {
    let done = 0;
    try {
      const texts = messages.map(({ content }) => normalizeForAnalysis(content));
      const [passages, queries] = [await embedder.embed(texts, 'passage', signal, 'bulk'), await embedder.embed(texts, 'query', signal, 'bulk')];
      if (!passages || !queries) throw new LuminoraError('provider_unavailable', 'The embedding model is not there; messages are found by their words until it is.');
      for (; done < messages.length && !signal.aborted; done += commitSize) {
        await parts.pause();
        const to = done + commitSize;
        await write(spaceId, messages.slice(done, to), { passages: passages.slice(done, to), queries: queries.slice(done, to) });
      }
    } catch (error) {
      if (signal.aborted) return done;
      log.warn('messages-not-indexed-together', { code: isLuminoraError(error) ? error.code : 'internal', count: messages.length - done });
      await storage.commit(messages.slice(done).map(({ id, session_id }) => newJob(parts, 'index-message', `${id}@${spaceId}`, { message_id: id, session_id })));
      addedJobs();
    }
    return Math.min(done, messages.length);
  }

  return async (spaceId, addedJobs, signal) => {
    let count = 0;
    for (let after: string | undefined; !signal.aborted && await embedder.spaceId() === spaceId;) {
      const missing = await storage.messages.withoutEmbedding({ space_id: spaceId, limit: pageSize, ...(after === undefined ? {} : { after }) });
      const last = missing.at(-1);
      if (!last) break;
      after = last.id;
      const indexed = await indexPage(spaceId, missing.filter(isIndexed), addedJobs, signal);
      if (indexed > 0) addedJobs();
      count += indexed;
    }
    return count;
  };
}
