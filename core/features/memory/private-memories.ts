// What must not leave this machine: facts marked so, messages that tell a secret, and whatever was made of either.
import type { Fact, Message, RecalledItem } from '../../contract/entities.ts';
import type { Episode } from '../../contract/episodes.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import type { LanguageModel } from '../../providers/llm/llm.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { privacyOf } from './classification/privacy.ts';
import { episodeText } from './episodes/index-episode.ts';
import { factSentence, pastFactSentence } from './fact-sentence.ts';
import { quoteForPrompt } from './recall.ts';

export type PrivateMemories = {
  /** Marked local, in every scope, those of the past too. */
  facts: readonly Fact[];
  /** Sources of such facts, messages classified as secret, and replies to either or made from any of these. */
  messages: readonly Message[];
  /** Made of any of these messages. */
  episodes: readonly Episode[];
};

/** Most of each that are looked through. */
const most = 5000;
/** Ids asked for at once. */
const pageSize = 200;

/** @param recalled what is asked about: of these, replies whose record says that they were made from something private are found too. Null when there are more than can be looked through: then nothing can be told to be harmless. */
export async function privateMemories(storage: Pick<StorageProvider, 'facts' | 'messages' | 'classifications' | 'episodes' | 'traces'>, userId: string, recalled: readonly RecalledItem[]): Promise<PrivateMemories | null> {
  const [all, secret] = await Promise.all([
    storage.facts.list({ user_id: userId, include_past: true, limit: most + 1 }), storage.classifications.list({ user_id: userId, privacy: 'secret', limit: most + 1 }),
  ]);
  const facts = all.filter(({ local_only }) => local_only);
  const ids = [...new Set([...facts.flatMap((fact) => fact.source_message_ids), ...secret.map(({ id }) => id)])];
  if (all.length > most || secret.length > most || ids.length > most) return null;
  const said = new Map<string, Message>();
  const episodes = new Map<string, Episode>();
  for (let start = 0; start < ids.length; start += pageSize) {
    const page = ids.slice(start, start + pageSize);
    for (const message of await storage.messages.getMany(page)) said.set(message.id, message);
    for (const message of await storage.messages.neighbours({ ids: page, distance: 1 })) if (message.speaker === 'assistant' && message.parent_id !== null && said.has(message.parent_id)) said.set(message.id, message);
    for (const episode of await storage.episodes.fromMessages(page)) episodes.set(episode.id, episode);
  }
  const known = new Set([...facts.map(({ id }) => id), ...said.keys(), ...episodes.keys()]);
  const replies = recalled.filter((item) => item.kind === 'message' && item.speaker === 'assistant' && !known.has(item.id));
  const made = known.size === 0 ? [] : (await Promise.all(replies.map(({ id }) => storage.traces.forMessage(id)))).filter((trace) => trace?.recalled.some(({ id }) => known.has(id)));
  for (const message of made.length === 0 ? [] : await storage.messages.getMany(made.flatMap((trace) => trace?.message_id ?? []))) said.set(message.id, message);
  return { facts, messages: [...said.values()], episodes: [...episodes.values()] };
}

/** Of a user's messages, those a model may read a second time, in quiet times: for one elsewhere, none that are private. */
export async function readableBy(storage: Parameters<typeof privateMemories>[0], model: Pick<LanguageModel, 'identity'>, userId: string): Promise<(message: Message) => boolean> {
  if ((await model.identity()).is_local) return () => true;
  const mine = await privateMemories(storage, userId, []);
  const ids = new Set(mine?.messages.map(({ id }) => id));
  return (message) => mine !== null && !ids.has(message.id) && !tellsSecret(message.content);
}

/** Every way a prompt's note may quote them. */
export function quotationsOf({ facts, messages, episodes }: PrivateMemories): string[] {
  const sentences = facts.flatMap((fact) => (['en', 'es'] as const).flatMap((language) => [factSentence(fact, language), ...(fact.valid_to === null ? [] : [pastFactSentence(fact, language)])]));
  return [...new Set([...sentences, ...messages.map(({ content }) => content), ...episodes.map(episodeText)].map(quoteForPrompt))].filter((text) => text !== '');
}

/** By its words alone, for what was not classified. */
export function tellsSecret(text: string): boolean {
  return privacyOf(normalizeForAnalysis(text)) === 'secret';
}
