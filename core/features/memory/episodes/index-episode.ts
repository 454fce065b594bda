// Gives an episode its vector: the raw one in the storage (the truth), then, centred, its place in an index of its own.
import { LuminoraError } from '../../../contract/errors.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { JobHandler } from '../../../jobs/jobs.ts';
import { newJob } from '../../../jobs/jobs.ts';
import { breathe } from '../../../lib/breathe.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Log } from '../../../lib/log.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { VectorStore } from '../../../providers/vectors/vectors.ts';
import type { Embedder } from '../embedder.ts';
import { mendIndex } from '../mend-index.ts';
import type { Centring } from './centring.ts';

export type EpisodeVectorParts = { storage: StorageProvider; vectors: VectorStore; embedder: Embedder; centring: Centring; clock: Clock; ids: IdSource; log: Log };

/** The vector store's space for the episodes of an embedding space: apart from messages, so that neither crowds out the other. */
export const episodeSpace = (spaceId: string): string => `${spaceId}/episodes`;

/** What of an episode its vector stands for. */
export function episodeText(episode: Pick<Episode, 'title' | 'summary'>): string {
  const title = episode.title.replace(/…$/, '');
  return episode.summary.toLowerCase().startsWith(title.toLowerCase()) ? episode.summary : `${title}. ${episode.summary}`;
}

/** Belongs in the commit that makes or rewords the episode. */
export function indexEpisodeJob(parts: { ids: IdSource; clock: Clock }, episode: Pick<Episode, 'id' | 'session_id' | 'updated_at'>): Change {
  return newJob(parts, 'index-episode', `${episode.id}@${episode.updated_at}`, { episode_id: episode.id, session_id: episode.session_id });
}

/** As with messages: filling the index comes before the commit, doing it twice is the same, and start-up mends what a crash left between the two. */
export function createIndexEpisode({ storage, vectors, embedder, centring, clock }: EpisodeVectorParts): JobHandler {
  return async (job, signal) => {
    const episode = await storage.episodes.get(String(job.payload['episode_id']));
    if (!episode) return { changes: [] };
    const spaceId = await embedder.spaceId();
    const vector = (await embedder.embed([episodeText(episode)], 'passage', signal))?.[0];
    const indexed = spaceId && vector ? await centring.centre(spaceId, vector, 'passage') : null;
    if (!spaceId || !vector || !indexed) throw new LuminoraError('provider_unavailable', 'The embedding model is not there; the episode is found by its words until it is.');
    const space = episodeSpace(spaceId);
    await vectors.ensureSpace(space, vector.length);
    const { user_id, session_id } = episode;
    await vectors.upsert(space, [{ owner_id: episode.id, user_id, session_id, vector: indexed }]);
    return {
      changes: [
        // Deleted or reworded meanwhile: a conflict, and the job looks again.
        { op: 'update', entity: 'episode', id: episode.id, set: { updated_at: episode.updated_at }, expect: { updated_at: episode.updated_at } },
        { op: 'put', entity: 'episode_embedding', record: { id: `${spaceId}/${episode.id}`, space_id: spaceId, episode_id: episode.id, user_id, session_id, vector, created_at: clock.now() } },
      ],
      undone: () => vectors.delete(space, [episode.id]),
    };
  };
}

/** Takes episodes out of the index of every space. Their rows go with the episode's own commit. */
export async function forgetEpisodeVectors({ storage, vectors, log }: Pick<EpisodeVectorParts, 'storage' | 'vectors' | 'log'>, episodeIds: readonly string[]): Promise<void> {
  for (const space of await storage.embeddings.spaces()) {
    await vectors.delete(episodeSpace(space.id), episodeIds).catch((error: unknown) => log.warn('episode-vectors-not-forgotten', { reason: String(error) }));
  }
}

/** The rows that hold an episode's vectors, as deletions. */
export async function episodeEmbeddingDeletions(storage: StorageProvider, episodeId: string): Promise<Change[]> {
  return (await storage.embeddings.spaces()).map((space) => ({ op: 'delete', entity: 'episode_embedding', id: `${space.id}/${episodeId}` }));
}

const pageSize = 50;

/** At start, once the space is known: makes the index agree with the rows and asks for what has no vector yet. */
export async function catchUpEpisodes(parts: EpisodeVectorParts, spaceId: string, addedJobs: () => void, signal: AbortSignal): Promise<void> {
  const { storage, vectors, centring, log } = parts;
  const known = (await storage.embeddings.spaces()).find((space) => space.id === spaceId);
  if (!known) return;
  const space = episodeSpace(spaceId);
  await vectors.ensureSpace(space, known.dimension);
  await mendIndex({ storage, vectors, log }, space, async (after, limit) => {
    const rows = await storage.episodes.scanEmbeddings({ space_id: spaceId, limit, ...(after === undefined ? {} : { after }) });
    return Promise.all(rows.map(async ({ episode_id, user_id, session_id, vector }) => ({ owner_id: episode_id, user_id, session_id, vector: (await centring.centre(spaceId, vector, 'passage')) ?? vector })));
  });
  for (let after: string | undefined; !signal.aborted;) {
    const missing = await storage.episodes.withoutEmbedding({ space_id: spaceId, limit: pageSize, ...(after === undefined ? {} : { after }) });
    if (missing.length === 0) return;
    await storage.commit(missing.map((episode) => indexEpisodeJob(parts, episode)));
    addedJobs();
    await breathe();
    after = missing.at(-1)!.id;
  }
}
