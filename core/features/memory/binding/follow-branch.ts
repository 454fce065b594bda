// When another branch becomes the active one, memory follows: episodes are told by what is on screen, facts keep the wording it tells, and what came back is looked at again.
import { isLuminoraError } from '../../../contract/errors.ts';
import type { Message } from '../../../contract/entities.ts';
import type { EngineEvent } from '../../../contract/events.ts';
import { newJob } from '../../../jobs/jobs.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import { indexEpisodeJob, reshaped, windowLength } from '../episodes/index.ts';
import type { FactReader } from '../learn-facts.ts';
import { episodesFrom } from './episodes-without.ts';
import type { EpisodeParts } from './episodes-without.ts';
import { toldValue } from './told-value.ts';

export type FollowBranchParts = EpisodeParts & {
  read: FactReader;
  broadcast: (event: EngineEvent) => void;
  /** The space vectors are made in; null without a model. */
  spaceId: () => Promise<string | null>;
  /** Called after jobs were added. */
  kick: () => void;
};
type Moved = { session_id: string; user_id: string; left: readonly string[]; entered: readonly string[]; gone: readonly string[] };

const pageSize = 100;
/** Windows looked through for episodes when a long branch comes back, from its end. */
const mostWindows = 40;
const mostAttempts = 3;

export function createFollowBranch(parts: FollowBranchParts): (change: Moved) => Promise<void> {
  const { storage, clock } = parts;

  /** Those on screen among a memory's sources; null when none left, and nothing is to be told anew. */
  async function activeOf(sourceIds: readonly string[]): Promise<{ active: Message[]; isWhole: boolean }> {
    const stored = await storage.messages.getMany(sourceIds);
    const active = stored.filter((message) => message.is_active);
    return { active, isWhole: active.length === sourceIds.length };
  }

  /** Of what is half on screen only that half is told. What cannot be told without the rest is set aside as it is, until the rest comes back. */
  async function tellEpisodesAnew(left: readonly string[]): Promise<boolean> {
    let isAnyAside = false;
    for (const episode of await episodesFrom(storage, left)) {
      const { active, isWhole } = await activeOf(episode.source_message_ids);
      const after = isWhole || active.length === 0 ? null : await reshaped(parts, episode, active);
      isAnyAside ||= after === null;
      if (after === null) continue;
      const { id, ...set } = after;
      await storage.commit([{ op: 'update', entity: 'episode', id, set, expect: { updated_at: episode.updated_at } }, indexEpisodeJob(parts, after)]);
      parts.broadcast({ type: 'episode-changed', episode: after });
    }
    return isAnyAside;
  }

  /** A fact told by several messages has the wording of those on screen. */
  async function wordFactsAnew(userId: string, moved: readonly string[]): Promise<void> {
    let isChanged = false;
    for (let start = 0; start < moved.length; start += pageSize) {
      for (const fact of await storage.facts.fromMessages(moved.slice(start, start + pageSize))) {
        if (fact.source_message_ids.length < 2) continue;
        const { active } = await activeOf(fact.source_message_ids);
        const value = active.length === 0 ? null : toldValue(fact, active, parts.read);
        if (value === null || JSON.stringify(value) === JSON.stringify(fact.value)) continue;
        const updated_at = Math.max(clock.now(), fact.updated_at + 1);
        await storage.commit([{ op: 'update', entity: 'fact', id: fact.id, set: { value, updated_at }, expect: { updated_at: fact.updated_at } }]);
        isChanged = true;
      }
    }
    if (isChanged) parts.broadcast({ type: 'facts-changed', user_id: userId });
  }

  /** Jobs: windows to look through for episodes, each with a key of its own, since the same was looked at before; and vectors for what came back without one. */
  async function lookAgain(sessionId: string, ids: readonly string[], withoutVector: readonly string[]): Promise<void> {
    const job = (kind: string, id: string): Change => newJob(parts, kind, `${id}@${parts.ids.next()}`, { message_id: id, session_id: sessionId });
    const changes = [...withoutVector.map((id) => job('index-message', id)), ...ids.map((id) => job('detect-episodes', id))];
    if (changes.length === 0) return;
    await storage.commit(changes);
    parts.kick();
  }

  async function missingVectors(entered: readonly string[]): Promise<string[]> {
    const space = await parts.spaceId();
    if (space === null) return [];
    const missing: string[] = [];
    for (let start = 0; start < entered.length; start += pageSize) {
      const ids = entered.slice(start, start + pageSize);
      const known = new Set((await storage.embeddings.get({ space_id: space, message_ids: ids })).map(({ message_id }) => message_id));
      missing.push(...(await storage.messages.getMany(ids.filter((id) => !known.has(id)))).filter((message) => message.content.trim() !== '' && (message.status === 'complete' || message.status === 'interrupted')).map(({ id }) => id));
    }
    return missing;
  }

  return async ({ session_id: sessionId, user_id: userId, left, entered, gone }) => {
    const isAnyAside = await again(() => tellEpisodesAnew(left));
    await again(() => wordFactsAnew(userId, [...left, ...entered]));
    const leaf = (await storage.sessions.get(sessionId))?.active_leaf_id ?? null;
    await lookAgain(sessionId, windows(entered, (isAnyAside || gone.length > 0) && leaf !== null ? leaf : null), await missingVectors(entered));
  };
}

/** Ends of windows that cover what came back, each half over the one before; and the present end of the branch. */
function windows(entered: readonly string[], leaf: string | null): string[] {
  const ends = entered.filter((_, index) => (entered.length - 1 - index) % (windowLength / 2) === 0).slice(-mostWindows);
  return [...new Set([...ends, ...(leaf === null ? [] : [leaf])])];
}

/** A change by somebody else in between is a conflict: then all is looked at anew. */
async function again<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === mostAttempts || !isLuminoraError(error) || error.code !== 'conflict') throw error;
    }
  }
}
