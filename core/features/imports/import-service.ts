// Imports while the program runs: files sent in pieces, read in the background one at a time, stopped and taken back.
import { createReadStream } from 'node:fs';
import type { Session } from '../../contract/entities.ts';
import { LuminoraError, toErrorData } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { Import } from '../../contract/imports.ts';
import { snapshotPieceBytes } from '../../contract/snapshots.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Log } from '../../lib/log.ts';
import { printable } from '../../lib/printable.ts';
import { createQueue } from '../../lib/queue.ts';
import type { Change } from '../../providers/storage/changes.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { companionChooser } from './companion-of.ts';
import { importConversations } from './import-conversations.ts';
import { limits } from './limits.ts';
import { createImportUploads } from './uploads.ts';

export type ImportServiceParts = {
  storage: StorageProvider; clock: Clock; ids: IdSource; log: Log;
  broadcast: (event: EngineEvent) => void;
  /** Where the files are until they were read; private. */
  folder: string;
  companions: () => Promise<readonly { id: string; name: string }[]>;
  defaultPersonality: () => string;
  /** Awaited between pieces of work. */
  pause: () => Promise<void>;
  /** The work that begins with an imported session, for its commit. */
  proposeFrom: (session: Session) => Change[];
  /** Deletes whole sessions with what came of them; those that are not there are passed over. */
  removeSessions: (ids: readonly string[]) => Promise<void>;
  /** Sessions have come in, and no more will for now. */
  imported: (userId: string) => void;
};
export type ImportService = ReturnType<typeof createImportService>;

type Kept = { view: Import; sessions: string[]; proposals: Set<string>; toRead: Set<string>; stop: AbortController; done: Promise<void> };

/** Milliseconds between two tellings of how far an import is. */
const toldEveryMs = 200;
/** Imports of this run that are remembered. */
const mostKept = 100;
const mostFirst = 10;
const readBytes = 256 * 1024;

export function createImportService(parts: ImportServiceParts) {
  const { storage, clock, ids, broadcast } = parts;
  const uploads = createImportUploads(parts.folder);
  const inTurn = createQueue();
  const all = new Map<string, Kept>();
  let toldAt = -Infinity;
  let isClosing = false;

  function need(id: string): Kept {
    const kept = all.get(id);
    if (!kept) throw new LuminoraError('not_found', `There is no import "${id}" of this run of the program.`, { details: { id } });
    return kept;
  }

  function tell(kept: Kept, set: Partial<Import>): void {
    Object.assign(kept.view, set);
    toldAt = clock.now();
    broadcast({ type: 'import-progress', import: { ...kept.view } });
  }

  /** The proposals that still wait are counted anew: some may have been decided. */
  async function look({ view, proposals }: Kept): Promise<Import> {
    const asked = [...proposals];
    const waiting = new Set((asked.length === 0 ? [] : await storage.proposals.getMany(asked)).map(({ id }) => id));
    for (const id of asked) if (!waiting.has(id)) proposals.delete(id);
    view.proposals = proposals.size;
    return { ...view };
  }

  async function run(kept: Kept, path: string, wish: { personality?: string | undefined; propose: boolean }): Promise<void> {
    const { view, sessions, toRead, stop: { signal } } = kept;
    let end: Partial<Import> = { state: 'cancelled' };
    try {
      signal.throwIfAborted();
      tell(kept, { state: 'running' });
      const personality = wish.personality ?? companionChooser(await parts.companions(), parts.defaultPersonality());
      const options = { user_id: view.user_id, personality, signal, pause: parts.pause, ...(wish.propose ? { alsoCommit: parts.proposeFrom } : {}) };
      for await (const report of importConversations(createReadStream(path, { highWaterMark: readBytes }), { storage, clock }, options)) {
        if (report.session_id !== null) {
          sessions.push(report.session_id);
          if (wish.propose) toRead.add(report.session_id);
          view.to_read = toRead.size;
          if (view.first_sessions.length < mostFirst) view.first_sessions.push(report.session_id);
        }
        const { bytes, conversations, messages, already_there, left_out, findings, sources } = report;
        Object.assign(view, { done_bytes: bytes, conversations, messages, already_there, left_out, sources, findings: findings.map(({ place, message }) => ({ place: printable(place), message: printable(message) })) });
        if (Math.abs(clock.now() - toldAt) >= toldEveryMs) tell(kept, {});
      }
      end = { state: 'done', done_bytes: view.bytes };
    } catch (error) {
      if (!signal.aborted) {
        end = { state: 'failed', error: toErrorData(error) };
        parts.log.warn('import-failed', { id: view.id, code: toErrorData(error).code });
      }
    } finally {
      await uploads.drop(view.id).catch((error: unknown) => parts.log.warn('import-file-not-removed', { id: view.id, reason: String(error) }));
      if (sessions.length > 0 && !isClosing) parts.imported(view.user_id);
      tell(kept, end);
    }
  }

  /** The sessions an import made go, and with them what was proposed of them. */
  async function takeBack(kept: Kept): Promise<number> {
    const gone = kept.sessions.splice(0);
    await parts.removeSessions(gone);
    kept.proposals.clear();
    kept.toRead.clear();
    tell(kept, { state: 'cancelled', conversations: 0, messages: 0, proposals: 0, to_read: 0, first_sessions: [], sources: {} });
    return gone.length;
  }

  return {
    async list(): Promise<Import[]> {
      return Promise.all([...all.values()].reverse().map(look));
    },
    get: (id: string): Promise<Import> => look(need(id)),

    /** @throws LuminoraError `rate_limited`, `storage_failed`, `storage_full` */
    async begin({ user_id, file_name, bytes }: { user_id: string; file_name: string; bytes: number }): Promise<Import & { piece_bytes: number }> {
      const id = ids.next();
      const { pieces } = await uploads.begin(id, bytes);
      const view: Import = {
        id, user_id, file_name: printable(file_name.toWellFormed().split(/[\\/]/).at(-1)!.replaceAll(/\s+/g, ' ')), state: 'uploading', bytes, done_bytes: 0, pieces, received: 0, conversations: 0, messages: 0,
        already_there: 0, left_out: 0, findings: [], sources: {}, first_sessions: [], proposals: 0, error: null, created_at: clock.now(),
      };
      const over = [...all.values()].find(({ view: { state } }) => state === 'done' || state === 'failed' || state === 'cancelled');
      if (all.size >= mostKept && over) all.delete(over.view.id);
      all.set(id, { view, sessions: [], proposals: new Set(), toRead: new Set(), stop: new AbortController(), done: Promise.resolve() });
      return { ...view, piece_bytes: snapshotPieceBytes };
    },

    async putPiece(id: string, index: number, data: string): Promise<{ received: number; pieces: number }> {
      const { view } = need(id);
      const put = await uploads.put(id, index, data);
      view.received = put.received;
      return put;
    },

    /** @throws LuminoraError `invalid_input` naming the first missing piece, `not_found` for a companion that is not there, `conflict` when it was started before */
    async start({ id, personality, propose }: { id: string; personality?: string | undefined; propose: boolean }): Promise<Import> {
      const kept = need(id);
      const known = personality === undefined ? [] : (await parts.companions()).map((companion) => companion.id);
      if (personality !== undefined && !known.includes(personality)) throw new LuminoraError('not_found', `There is no companion "${personality}". Known: ${known.join(', ')}.`, { details: { field: 'personality', known } });
      if (kept.view.state !== 'uploading') throw new LuminoraError('conflict', `The import "${id}" was started before: it is ${kept.view.state}.`, { details: { id } });
      const path = uploads.finish(id);
      tell(kept, { state: 'waiting' });
      kept.done = inTurn(() => run(kept, path, { personality, propose }));
      return { ...kept.view };
    },

    /** Stops an import, or forgets an upload; one that is over stays as it is. What was imported whole stays, unless `undo`. */
    async cancel(id: string, undo: boolean): Promise<Import> {
      const kept = need(id);
      kept.stop.abort();
      if (kept.view.state === 'uploading') {
        await uploads.drop(id);
        tell(kept, { state: 'cancelled' });
      }
      await kept.done;
      if (undo) await takeBack(kept);
      return look(kept);
    },

    /** @throws LuminoraError `conflict` while it runs */
    async undo(id: string): Promise<{ deleted: number }> {
      const kept = need(id);
      if (kept.view.state === 'waiting' || kept.view.state === 'running') throw new LuminoraError('conflict', 'The import is not over. Stop it first.', { details: { id } });
      return { deleted: await takeBack(kept) };
    },

    /** A session was read for facts. */
    proposed({ session_id, proposal_ids, finding }: { session_id: string; proposal_ids: readonly string[]; finding: string | null }): void {
      const kept = [...all.values()].find(({ sessions }) => sessions.includes(session_id));
      if (!kept) return;
      for (const id of proposal_ids) kept.proposals.add(id);
      kept.toRead.delete(session_id);
      Object.assign(kept.view, { proposals: kept.proposals.size, to_read: kept.toRead.size });
      if (finding !== null && kept.view.findings.length < limits.findings) kept.view.findings.push({ place: session_id, message: finding });
      if (kept.toRead.size === 0 || Math.abs(clock.now() - toldAt) >= toldEveryMs) tell(kept, {});
    },

    tidy: uploads.tidy,
    async close(): Promise<void> {
      isClosing = true;
      for (const { stop } of all.values()) stop.abort();
      await Promise.all([...all.values()].map(({ done }) => done));
    },
  };
}
