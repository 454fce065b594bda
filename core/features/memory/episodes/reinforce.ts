// Being recalled keeps an episode in memory: counted once per turn, after the reply that used it.
import type { RecalledItem } from '../../../contract/entities.ts';
import type { JobHandler } from '../../../jobs/jobs.ts';
import { newJob } from '../../../jobs/jobs.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';

/** Belongs in the commit of the reply; nothing when no episode was sent. What the prompt held already was recalled by an earlier turn. */
export function reinforceJobs(parts: { ids: IdSource; clock: Clock }, turn: { session_id: string; user_message_id: string; recalled: readonly RecalledItem[] }): Change[] {
  const episodeIds = turn.recalled.filter((item) => item.kind === 'episode' && !item.is_in_prompt).map((item) => item.id);
  if (episodeIds.length === 0) return [];
  return [newJob(parts, 'reinforce-episodes', turn.user_message_id, { session_id: turn.session_id, user_message_id: turn.user_message_id, episode_ids: episodeIds })];
}

/** The time of a recall is that of the question, so that another reply to the same question counts no second time. */
export function createReinforceEpisodes({ storage }: { storage: StorageProvider }): JobHandler {
  return async (job) => {
    const question = await storage.messages.get(String(job.payload['user_message_id']));
    const ids = job.payload['episode_ids'];
    if (!question || !Array.isArray(ids)) return { changes: [] };
    const episodes = await storage.episodes.getMany(ids.filter((id) => typeof id === 'string'));
    const due = episodes.filter((episode) => episode.last_recalled_at === null || episode.last_recalled_at < question.created_at);
    return {
      changes: due.map((episode): Change => ({
        op: 'update', entity: 'episode', id: episode.id, set: { recall_count: episode.recall_count + 1, last_recalled_at: question.created_at }, expect: { recall_count: episode.recall_count },
      })),
    };
  };
}
