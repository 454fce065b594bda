// The job that looks for episodes: reads the window that ends at a message, and keeps what it tells.
import type { EngineEvent } from '../../../contract/events.ts';
import type { Message } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { JobHandler } from '../../../jobs/jobs.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { findHappenings, windowLength } from './detect.ts';
import { forgottenMessages } from './forgotten.ts';
import { episodeText, indexEpisodeJob } from './index-episode.ts';
import { standingEpisodes } from './known-episodes.ts';
import { reconcile, reconcileRoutine } from './reconcile.ts';
import type { Kept, Reconciled } from './reconcile.ts';
import { dayOf, routineOf } from './routine.ts';
import { weighMessages } from './weigh-messages.ts';
import { createWeigher } from './weigh.ts';
import type { Weighed, Weigher } from './weigh.ts';

export type DetectEpisodesParts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; weigh?: Weigher; leaveOut?: ((messages: readonly Message[]) => Promise<Message[]>) | undefined };

export function createDetectEpisodes(parts: DetectEpisodesParts): JobHandler {
  const { storage, weigh = createWeigher() } = parts;

  /** What was forgotten is not told again, unless the user says it anew. */
  const weighAll = async (messages: readonly Message[]): Promise<Weighed[]> => weighMessages(storage, weigh, parts.leaveOut ? await parts.leaveOut(messages) : messages);

  async function keptOf(window: readonly Weighed[], sessionId: string): Promise<Kept> {
    const episodes = await standingEpisodes(storage, await storage.episodes.fromMessages(window.map(({ id }) => id)));
    const sources = await storage.messages.getMany([...new Set(episodes.flatMap((episode) => episode.source_message_ids))]);
    const weighed = await weighAll(sources.filter((message) => message.is_active));
    return { episodes, sources: new Map(weighed.map((one) => [one.id, one])), forgotten: await forgottenMessages(storage, sessionId) };
  }

  /** The trace of a long day's talk, out of what belongs to no episode. */
  async function routine(window: readonly Weighed[], kept: Kept, found: readonly (readonly Weighed[])[], session: { user_id: string; id: string }): Promise<Reconciled[]> {
    const taken = new Set([...found.flat().map(({ id }) => id), ...kept.forgotten, ...kept.episodes.filter(({ type }) => type !== 'routine').flatMap((episode) => episode.source_message_ids)]);
    const draft = routineOf(window.filter(({ id }) => !taken.has(id)));
    if (!draft) return [];
    const day = dayOf(draft.ended_at);
    const ofSession = await storage.episodes.list({ user_id: session.user_id, session_id: session.id, type: 'routine', limit: 20 });
    const known = (await standingEpisodes(storage, ofSession)).find((episode) => dayOf(episode.started_at) === day) ?? null;
    const telling = window.filter(({ id }) => draft.source_message_ids.includes(id));
    const sources = known ? new Map((await weighAll(await storage.messages.getMany(known.source_message_ids))).map((one) => [one.id, one])) : new Map<string, Weighed>();
    const told = reconcileRoutine(telling, known, sources);
    return told ? [told] : [];
  }

  function changesOf(episode: Episode, before: Episode | null): Change[] {
    const change = before ? updateOf(before, episode) : { op: 'insert' as const, entity: 'episode' as const, record: episode };
    // A vector stands for the words: where a reply merely joined, it holds.
    return before && episodeText(before) === episodeText(episode) ? [change] : [change, indexEpisodeJob(parts, episode)];
  }

  return async (job) => {
    const message = await storage.messages.get(String(job.payload['message_id']));
    const session = message && await storage.sessions.get(message.session_id);
    if (!message || !session || !message.is_active) return { changes: [] };
    const window = await weighAll(await storage.messages.path({ leaf_id: message.id, limit: windowLength }));
    const kept = await keptOf(window, session.id);
    const found = findHappenings(window);
    const told = [...reconcile(found, kept), ...await routine(window, kept, found, session)];
    const now = parts.clock.now();
    const episodes = told.map((one): Episode => (one.extends ? extendedEpisode(one.extends, one, now) : newEpisode(parts.ids.next(), session, one, now)));
    const changes = episodes.flatMap((episode, index) => changesOf(episode, told[index]!.extends));
    return { changes, committed: () => episodes.forEach((episode) => parts.broadcast({ type: 'episode-changed', episode })) };
  };
}

function newEpisode(id: string, session: { id: string; user_id: string; personality: string }, { draft }: Reconciled, now: number): Episode {
  return {
    id, user_id: session.user_id, session_id: session.id, personality: session.personality, ...draft, source: 'rules', is_pinned: false, recall_count: 0, last_recalled_at: null, created_at: now, updated_at: now,
  };
}

/** Words of the rules in the place of a model's make it the rules' again. */
function extendedEpisode(episode: Episode, { draft }: Reconciled, now: number): Episode {
  const isReworded = draft.title !== episode.title || draft.summary !== episode.summary;
  return { ...episode, ...draft, source: isReworded ? 'rules' : episode.source, updated_at: Math.max(now, episode.updated_at + 1) };
}

/** An edit by the user in the meantime makes it a conflict, and the job looks again. */
function updateOf(before: Episode, { id, ...set }: Episode): Change {
  return { op: 'update', entity: 'episode', id, set, expect: { updated_at: before.updated_at } };
}
