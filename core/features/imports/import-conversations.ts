// Old conversations become sessions: each is written out of sight and switched on by its last commit, so that it is there whole or not at all.
import type { Session } from '../../contract/entities.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { breathe } from '../../lib/breathe.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { ImportedConversation, ImportFinding, ImportSource } from './imported.ts';
import { limits } from './limits.ts';
import { readConversations } from './read-conversations.ts';
import { sessionIdOf, toRecords } from './to-records.ts';

export type ImportParts = { storage: StorageProvider; clock: Clock };
export type ImportOptions = {
  user_id: string;
  /** Id of the companion the sessions are with: one for all, or by conversation (SillyTavern tells its character's name). Null leaves a conversation out. */
  personality: string | ((conversation: ImportedConversation) => string | null);
  signal?: AbortSignal;
  /** Belongs in the commit that makes a session visible: the work that begins with it. */
  alsoCommit?: (session: Session) => Change[];
  /** Awaited between pieces of work; resolves at once while nobody waits for something quicker. */
  pause?: () => Promise<void>;
};
export type ImportProgress = {
  /** Of the file, as it arrives (packed, for a ZIP). */
  bytes: number;
  /** Sessions made, and the messages in them. */
  conversations: number;
  messages: number;
  /** Conversations that had been imported before. */
  already_there: number;
  /** Findings in all; the first ones are told. */
  left_out: number;
  findings: readonly ImportFinding[];
  sources: Partial<Record<ImportSource, number>>;
  /** The session made since the last report, if any. */
  session_id: string | null;
  is_done: boolean;
};

const pageSize = 48;
const reportBytes = 1024 * 1024;
/** Names the session being written: what a process that died left is found by it. */
const unfinished = 'imports.unfinished';

/**
 * Reports after every session and every megabyte; the last report has `is_done`. One import at a time per storage. Reading the same file again adds nothing.
 * What was imported before a failure stays. Nothing is learnt: no jobs are made.
 * @throws LuminoraError `invalid_input` for a file that cannot be read, `cancelled` when the signal says so
 */
export async function* importConversations(stream: AsyncIterable<Uint8Array>, parts: ImportParts, options: ImportOptions): AsyncGenerator<ImportProgress> {
  await removeUnfinished(parts.storage);
  const findings: ImportFinding[] = [];
  const state = { bytes: 0, conversations: 0, messages: 0, already_there: 0, left_out: 0, sources: {} as Partial<Record<ImportSource, number>> };
  const report = (more: { session_id?: string; is_done?: boolean } = {}): ImportProgress => ({ ...state, sources: { ...state.sources }, findings: [...findings], session_id: null, is_done: false, ...more });
  let reported = 0;
  try {
    for await (const { bytes, conversation, finding } of readConversations(stream, { now: parts.clock.now(), ...(options.signal ? { signal: options.signal } : {}) })) {
      options.signal?.throwIfAborted();
      state.bytes = bytes;
      if (finding) {
        state.left_out += 1;
        if (findings.length < limits.findings) findings.push(finding);
      }
      const made = conversation ? await importOne(conversation, parts, options) : null;
      if (made === 'already there') state.already_there += 1;
      else if (conversation && made) {
        state.conversations += 1;
        state.messages += conversation.messages.length;
        state.sources[conversation.source] = (state.sources[conversation.source] ?? 0) + 1;
        yield report({ session_id: made.session_id });
        reported = bytes;
      }
      if (bytes - reported >= reportBytes) {
        yield report();
        reported = bytes;
      }
      await (options.pause ?? breathe)();
    }
  } catch (error) {
    if (options.signal?.aborted) throw new LuminoraError('cancelled', `The import was stopped; ${state.conversations} conversations had been imported whole.`, { details: { conversations: state.conversations, messages: state.messages }, cause: error });
    throw error;
  }
  yield report({ is_done: true });
}

/** Null: left out on request. */
async function importOne(conversation: ImportedConversation, { storage, clock }: ImportParts, options: ImportOptions): Promise<{ session_id: string } | 'already there' | null> {
  if (await storage.sessions.get(sessionIdOf(conversation, options.user_id))) return 'already there';
  const personality = typeof options.personality === 'string' ? options.personality : options.personality(conversation);
  if (personality === null) return null;
  const now = clock.now();
  const { session, messages } = toRecords(conversation, { user_id: options.user_id, personality, now });
  const leaf = messages.findLast((_, index) => conversation.messages[index]!.is_active)!;
  const inserts = messages.map((record): Change => ({ op: 'insert', entity: 'message', record }));
  const begin: Change = { op: 'insert', entity: 'session', record: session };
  const show: Change[] = [{ op: 'activate-branch', session_id: session.id, leaf_id: leaf.id }, ...options.alsoCommit?.(session) ?? []];
  if (inserts.length <= pageSize) {
    await storage.commit([begin, ...inserts, ...show]);
    return { session_id: session.id };
  }
  try {
    await storage.commit([begin, { op: 'put', entity: 'setting', record: { id: unfinished, value: session.id, updated_at: now } }]);
    for (let from = 0; from < inserts.length; from += pageSize) {
      options.signal?.throwIfAborted();
      await storage.commit(inserts.slice(from, from + pageSize), { isRepeatable: true });
      await (options.pause ?? breathe)();
    }
    await storage.commit([...show, { op: 'delete', entity: 'setting', id: unfinished }]);
  } catch (error) {
    await removeUnfinished(storage);
    throw error;
  }
  return { session_id: session.id };
}

/** Takes away what an import left half-written when its process died; for the start of the engine. */
export async function removeUnfinished(storage: StorageProvider): Promise<void> {
  const value = (await storage.settings.get(unfinished))?.value;
  if (typeof value === 'string') await storage.commit([{ op: 'delete-session', session_id: value }, { op: 'delete', entity: 'setting', id: unfinished }]);
}
