// What was made of messages that go for good goes with them, in the commit that deletes them: facts, episodes, summaries, proposals, and where they were quoted.
import type { Session } from '../../../contract/entities.ts';
import type { EngineEvent } from '../../../contract/events.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import type { FactReader } from '../learn-facts.ts';
import { quoteForPrompt } from '../recall.ts';
import { episodesWithout } from './episodes-without.ts';
import type { EpisodeParts } from './episodes-without.ts';
import { factsWithout } from './facts-without.ts';

const pageSize = 100;
/** Shorter texts stand in too many notes by chance, and tell nothing. In characters. */
const tellingLength = 12;
/** Most texts that are looked for; the records of replies name the others. */
const mostTexts = 300;
/** The part of a quotation that is looked for, in characters. */
const lookedFor = 200;

export type Unbinding = {
  changes: Change[];
  /** Episodes whose vectors leave the index. */
  episodeIds: string[];
  /** After the commit: tells the screens. */
  tell: () => void;
};
export type UnbindParts = EpisodeParts & { read: FactReader; broadcast: (event: EngineEvent) => void };
/** @param gone messages that are about to go; they are still stored */
export type Unbind = (session: Pick<Session, 'id' | 'user_id'>, gone: readonly string[]) => Promise<Unbinding>;

export function createUnbind(parts: UnbindParts): Unbind {
  const { storage, broadcast } = parts;
  return async (session, gone) => {
    const goneIds = new Set(gone);
    const userId = session.user_id;
    const facts = await factsWithout(parts, userId, goneIds);
    const episodes = await episodesWithout(parts, goneIds);
    const summaries = await paged(gone, (ids) => storage.summaries.fromMessages(ids));
    const proposals = await paged(gone, (ids) => storage.proposals.fromMessages(ids));
    const left = new Map((await storage.messages.getMany(proposals.flatMap(({ fact }) => fact.source_message_ids.filter((id) => !goneIds.has(id))))).map((message) => [message.id, message]));
    const proposalChanges = proposals.map((proposal): Change => {
      const rest = proposal.fact.source_message_ids.filter((id) => left.has(id));
      if (rest.length === 0) return { op: 'delete', entity: 'proposal', id: proposal.id };
      // It waits as one of a session that stays: it would go with the other.
      const set = { fact: { ...proposal.fact, source_message_ids: rest }, session_id: left.get(rest[0]!)!.session_id };
      return { op: 'update', entity: 'proposal', id: proposal.id, set, expect: { fact: proposal.fact } };
    });
    const without = [...facts.deleted, ...facts.changed, ...episodes.deleted, ...episodes.changed].map(({ id }) => id);
    return {
      changes: [
        ...facts.changes, ...episodes.changes, ...summaries.map(({ id }): Change => ({ op: 'delete', entity: 'summary', id })), ...proposalChanges,
        ...await quotations(storage, userId, goneIds, without),
      ],
      episodeIds: [...episodes.deleted, ...episodes.changed].map(({ id }) => id),
      tell() {
        if (facts.deleted.length + facts.changed.length > 0) broadcast({ type: 'facts-changed', user_id: userId });
        for (const { id } of episodes.deleted) broadcast({ type: 'episode-deleted', episode_id: id });
        for (const episode of episodes.changed) broadcast({ type: 'episode-changed', episode });
        if (summaries.length > 0) broadcast({ type: 'summaries-changed', session_id: session.id });
        if (proposals.length > 0) void storage.proposals.count(userId).then((pending) => broadcast({ type: 'inbox-changed', user_id: userId, pending }), () => undefined);
      },
    };
  };
}

/** The notes sent with other messages that quoted what goes, and the records of replies that used it. */
async function quotations(storage: StorageProvider, userId: string, gone: ReadonlySet<string>, alsoGone: readonly string[]): Promise<Change[]> {
  const quoted = new Set([...gone, ...alsoGone]);
  const traces = (await storage.traces.recalling({ user_id: userId, ids: [...quoted] })).filter((trace) => !gone.has(trace.message_id));
  const messages = await paged([...gone], (ids) => storage.messages.getMany(ids));
  const texts = messages.map(({ content }) => quoteForPrompt(content).slice(0, lookedFor)).filter((text) => text.length >= tellingLength).slice(-mostTexts);
  const holding = texts.length === 0 ? [] : await storage.messages.containing({ user_id: userId, texts, in: 'context' });
  // A question loses its note with a reply to it: nobody could tell later what the note was made of.
  const asked = messages.flatMap(({ speaker, parent_id }) => (speaker === 'assistant' && parent_id !== null ? [parent_id] : []));
  const questions = await storage.messages.getMany([...new Set([...traces.map((trace) => trace.user_message_id), ...holding.map(({ id }) => id), ...asked])].filter((id) => !gone.has(id)));
  return [
    ...questions.filter(({ context }) => context !== null).map(({ id }): Change => ({ op: 'update', entity: 'message', id, set: { context: null } })),
    ...traces.map((trace): Change => ({ op: 'update', entity: 'trace', id: trace.id, set: { recalled: trace.recalled.filter(({ id, message_id }) => !quoted.has(id) && !(message_id !== null && gone.has(message_id))) } })),
  ];
}

async function paged<Row extends { id: string }>(ids: readonly string[], read: (ids: readonly string[]) => Promise<Row[]>): Promise<Row[]> {
  const found = new Map<string, Row>();
  for (let start = 0; start < ids.length; start += pageSize) {
    for (const row of await read(ids.slice(start, start + pageSize))) found.set(row.id, row);
  }
  return [...found.values()];
}
