// Makes the summaries that a branch lacks: newest stretches first, some at a time.
import type { Message, Session } from '../../contract/entities.ts';
import type { Summary } from '../../contract/summaries.ts';
import { breathe } from '../../lib/breathe.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { FactReader } from '../memory/index.ts';
import { messagesOfStretch, onActiveBranch } from './branch-summaries.ts';
import { hasWords } from './pieces.ts';
import { stretchesOf } from './stretches.ts';
import { languageOfStretch, summarise } from './summarise.ts';

export type MakeParts = {
  storage: StorageProvider; clock: Clock; ids: IdSource; readFacts: FactReader;
  /** What was forgotten for good. `leaveOut`: messages as they may be told again, one of which nothing may be told without content; `areAbout`: for each text, whether it tells of it. */
  tombstones: { leaveOut(messages: readonly Message[]): Promise<Message[]>; areAbout(userId: string, texts: readonly string[]): Promise<readonly boolean[]> };
};

/**
 * At most `limit` summaries of whole stretches up to `leave` messages before the branch's end. Each comes with the changes that keep it: they fail (`conflict`)
 * when one of the messages has changed meanwhile. `isMore`: stretches were left for the next time.
 * With `lookBack` only so many of the latest summaries are looked at, and nothing before them.
 */
export async function makeSummaries(parts: MakeParts, session: Session, options: { every: number; leave: number; limit: number; lookBack?: number }): Promise<{ made: Summary[]; changes: Change[]; isMore: boolean }> {
  const { storage } = parts;
  const leaf = session.active_leaf_id === null ? null : await storage.messages.get(session.active_leaf_id);
  if (!leaf) return { made: [], changes: [], isMore: false };
  const { every, lookBack } = options;
  const rows = await storage.summaries.ofSession(session.id, lookBack === undefined ? undefined : { before_depth: leaf.depth + 1, limit: lookBack });
  const known = await onActiveBranch(storage, rows);
  const isWhole = lookBack === undefined || rows.length < lookBack;
  const stretches = stretchesOf(leaf.depth - options.leave, known, every, isWhole ? 0 : (known[0]?.first_depth ?? Math.max(0, leaf.depth - (leaf.depth % every) - every * lookBack)));
  const made: Summary[] = [];
  const changes: Change[] = [];
  /** The first message of the stretch just looked at. */
  let following: string | null = null;
  for (const stretch of stretches.toReversed()) {
    if (stretch.summary) {
      following = stretch.summary.first_message_id;
      continue;
    }
    if (made.length === options.limit) return { made, changes, isMore: true };
    const messages = await messagesOfStretch(storage, session, stretch, following, leaf.depth);
    following = messages[0]?.id ?? null;
    const sources = messages.filter(hasWords);
    const said = (await parts.tombstones.leaveOut(sources)).filter(hasWords);
    if (said.length === 0) continue;
    const classifications = new Map((await storage.classifications.getMany(said.map(({ id }) => id))).map((one) => [one.id, one]));
    const told = said.map((message) => ({ message, classification: classifications.get(message.id) ?? null }));
    const language = languageOfStretch(told) ?? 'en';
    const content = summarise(told, language, parts.readFacts);
    const now = parts.clock.now();
    const summary: Summary = {
      id: parts.ids.next(), session_id: session.id, user_id: session.user_id, source_message_ids: sources.map(({ id }) => id), first_message_id: messages[0]!.id, last_message_id: messages.at(-1)!.id,
      first_depth: stretch.first, last_depth: stretch.last, content, language, source: 'rules', started_at: sources[0]!.created_at, ended_at: Math.max(...sources.map(({ created_at }) => created_at)), created_at: now, updated_at: now,
    };
    made.push(summary);
    // Words that are forgotten while they are being summarised take this commit with them.
    changes.push({ op: 'insert-missing', entity: 'summary', record: summary }, ...sources.map((message): Change => ({ op: 'update', entity: 'message', id: message.id, set: {}, expect: { content: message.content } })));
    await breathe();
  }
  return { made, changes, isMore: false };
}
