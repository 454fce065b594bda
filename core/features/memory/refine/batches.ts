// The two things a model refines: facts of messages it has not seen, wording of episodes that rules wrote. How far it came is a stored setting.
import type { EngineEvent } from '../../../contract/events.ts';
import type { Fact, Message } from '../../../contract/entities.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { IdSource } from '../../../lib/ids.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { indexEpisodeJob } from '../episodes/index.ts';
import { tellAsked } from '../learn-facts.ts';
import { forgottenSources } from '../facts/forgotten.ts';
import { readableBy } from '../private-memories.ts';
import { acceptFacts } from './accept-facts.ts';
import type { AcceptedFact } from './accept-facts.ts';
import { acceptWording, episodeRequest, episodesPerRequest, wordedEpisodesSchema } from './episode-request.ts';
import { factRequest, messagesPerRequest, proposedFactsSchema } from './fact-request.ts';
import type { RefineBatch } from './refiner.ts';

type Parts = {
  storage: StorageProvider;
  clock: Clock;
  ids: IdSource;
  broadcast: (event: EngineEvent) => void;
  /** Messages without what was forgotten; left out, everything may be told. */
  leaveOut?: ((messages: readonly Message[]) => Promise<Message[]>) | undefined;
  /** Adds a fact to what is known: supersedes, merges, or does nothing. */
  learn: (fact: AcceptedFact) => Promise<{ changes: readonly Change[]; learnt: Fact | null; /** It was forgotten, and waits for the user's word. */ isAsked?: boolean }>;
};

/** How many of the newest classified messages are looked through for ones not seen yet. */
const lookBack = 200;
const fewestWords = 3;

/** Facts from the oldest messages of the user, among the last `lookBack`, that no model has read. */
export function createFactBatch(parts: Parts): RefineBatch {
  const { storage } = parts;
  return async (userId, model, source, signal) => {
    const marker = `refined-facts/${userId}`;
    const seen = String((await storage.settings.get(marker))?.value ?? '');
    const newer = (await storage.classifications.list({ user_id: userId, limit: lookBack })).map(({ id }) => id).filter((id) => id > seen).sort();
    const forgotten = await forgottenSources(storage, userId);
    const mayRead = await readableBy(storage, model, userId);
    const messages = (await storage.messages.getMany(newer)).filter((message) => isWorthReading(message) && !forgotten.has(message.id) && mayRead(message)).sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, messagesPerRequest);
    if (messages.length === 0) return false;
    const answer = proposedFactsSchema.safeParse(await model.generateJson(factRequest(messages, signal)).catch(badAnswerAsNothing));
    if (signal.aborted) return false;
    const accepted = answer.success ? acceptFacts(answer.data.facts, messages, source) : [];
    for (const fact of accepted) {
      // Deleted or corrected while the model was thinking.
      if ((await forgottenSources(storage, userId)).has(fact.message.id)) continue;
      const { changes, learnt, isAsked } = await parts.learn(fact);
      if (changes.length > 0) await storage.commit(changes);
      if (isAsked === true) tellAsked(parts, userId);
      if (learnt) parts.broadcast({ type: 'facts-learnt', message_id: fact.message.id, facts: [learnt] });
    }
    // Learning the same fact again changes nothing, so a crash before this only costs a request.
    await remember(parts, marker, messages.at(-1)!.id);
    return true;
  };
}

/** Better words for episodes that still carry the rules'. */
export function createEpisodeBatch(parts: Omit<Parts, 'learn'>): RefineBatch {
  const { storage } = parts;
  return async (userId, model, source, signal) => {
    const marker = `refined-episodes/${userId}`;
    const seen = String((await storage.settings.get(marker))?.value ?? '');
    const episodes = (await storage.episodes.list({ user_id: userId, limit: lookBack }))
      .filter((episode) => episode.source === 'rules' && episode.id > seen).sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, episodesPerRequest);
    if (episodes.length === 0) return false;
    const mayRead = await readableBy(storage, model, userId);
    const shown = (await Promise.all(episodes.map(async (episode) => ({ episode, messages: await tellable(parts, inOrder(await storage.messages.getMany(episode.source_message_ids))) })))).filter(({ messages }) => messages.every(mayRead));
    const answer = wordedEpisodesSchema.safeParse(shown.length === 0 ? null : await model.generateJson(episodeRequest(shown, signal)).catch(badAnswerAsNothing));
    if (signal.aborted) return false;
    for (const worded of answer.success ? answer.data.episodes : []) {
      const place = shown[worded.episode - 1];
      const wording = place && acceptWording(worded, place.messages);
      if (!place || !wording) continue;
      const set = { ...wording, source, updated_at: parts.clock.now() };
      await storage.commit([{ op: 'update', entity: 'episode', id: place.episode.id, set, expect: { updated_at: place.episode.updated_at } }, indexEpisodeJob(parts, { ...place.episode, ...set })]);
      parts.broadcast({ type: 'episode-changed', episode: { ...place.episode, ...set } });
    }
    await remember(parts, marker, episodes.at(-1)!.id);
    return true;
  };
}

/** What a model may put into words. */
async function tellable({ leaveOut }: Pick<Parts, 'leaveOut'>, messages: readonly Message[]): Promise<Message[]> {
  return (leaveOut ? await leaveOut(messages) : [...messages]).filter(({ content }) => content.trim() !== '');
}

async function remember(parts: Pick<Parts, 'storage' | 'clock'>, id: string, value: string): Promise<void> {
  await parts.storage.commit([{ op: 'put', entity: 'setting', record: { id, value, updated_at: parts.clock.now() } }]);
}

/** An answer that is not what was asked for counts as none, and the batch as done: asking again would give the same. */
function badAnswerAsNothing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'provider_bad_response') return null;
  throw error;
}

function isWorthReading(message: Message): boolean {
  return message.speaker === 'user' && message.is_active && message.status === 'complete' && message.content.trim().split(/\s+/).length >= fewestWords;
}

const inOrder = (messages: readonly Message[]) => messages.toSorted((one, other) => (one.id < other.id ? -1 : 1));
