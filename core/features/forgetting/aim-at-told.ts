// A message, an episode, a session, or what came from one, to forget.
import type { Message, Session } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { emptyAim, inParts, union, type Aim, type Reads } from './plan.ts';
import type { Forgotten } from './make-tombstones.ts';
import { sentencesOf } from './wordings.ts';

/** Sentences of one message, and of one episode, that are known again. */
const mostSentences = 8;

const gone = (what: string, id: string) => new LuminoraError('not_found', `There is no ${what} "${id}". It may have been forgotten.`, { details: { id } });
const asTexts = (texts: readonly string[]): Forgotten[] => texts.map((text) => ({ type: 'text', text }));

/** It, and the replies to it. @throws LuminoraError `not_found` */
export async function aimAtMessage(storage: Reads, userId: string, { id }: { id: string }): Promise<Aim> {
  const message = await storage.messages.get(id);
  if (!message || message.user_id !== userId) throw gone('message', id);
  const replies = message.speaker === 'user' ? (await storage.messages.children({ session_id: message.session_id, parent_id: id })).filter(({ speaker }) => speaker === 'assistant') : [];
  return { ...emptyAim(userId, 'message'), messages: [message, ...replies], forgotten: message.speaker === 'user' ? asTexts(sentencesOf(message.content, mostSentences)) : [] };
}

/** @throws LuminoraError `not_found` */
export async function aimAtEpisode(storage: Reads, userId: string, { id, with_words: withWords }: { id: string; with_words: boolean }): Promise<Aim> {
  const episode = await storage.episodes.get(id);
  if (!episode || episode.user_id !== userId) throw gone('episode', id);
  const sources = await inParts(episode.source_message_ids, (ids) => storage.messages.getMany(ids));
  const texts = [...new Set([episode.title.replace(/…$/, ''), ...sentencesOf(episode.summary, mostSentences)])].filter((text) => text !== '');
  return { ...emptyAim(userId, 'episode'), episodes: [episode], ...(withWords ? { messages: sources } : { unread: sources }), forgotten: asTexts(texts) };
}

/** It comes back with no old copy, and an import of it teaches nothing. @throws LuminoraError `not_found` */
export async function aimAtSession(storage: Reads, userId: string, { id }: { id: string }): Promise<Aim> {
  const { session, messages } = await readSession(storage, userId, id);
  return { ...emptyAim(userId, 'session'), sessions: [session], messages, forgotten: [{ type: 'session', id: session.id }] };
}

/** What was learnt from a session; its words stay, and teach nothing any more. @throws LuminoraError `not_found` */
export async function aimAtSource(storage: Reads, userId: string, { session_id: id }: { session_id: string }): Promise<Aim> {
  const { session, messages } = await readSession(storage, userId, id);
  const ids = messages.map((message) => message.id);
  return {
    ...emptyAim(userId, 'source'), unread: messages, forgotten: [{ type: 'session', id: session.id }],
    episodes: await inParts(ids, (some) => storage.episodes.fromMessages(some)), summaries: await storage.summaries.ofSession(session.id),
    proposals: await inParts(ids, (some) => storage.proposals.fromMessages(some)),
  };
}

async function readSession(storage: Reads, userId: string, id: string): Promise<{ session: Session; messages: Message[] }> {
  const session = await storage.sessions.get(id);
  if (!session || session.user_id !== userId) throw gone('session', id);
  return { session, messages: union(await inParts(await storage.messages.idsOfSession(id), (ids) => storage.messages.getMany(ids))) };
}
