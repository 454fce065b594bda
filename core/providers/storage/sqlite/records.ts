// Every record of a user, or of a user and one companion, entity by entity in order of id: what is taken along when all of it moves.
import type { Log } from '../../../lib/log.ts';
import type { Entities } from '../changes.ts';
import type { OwnedEntity, OwnedRecords } from '../storage.ts';
import type { Parameters, SqliteDatabase } from './database.ts';
import { readMessage } from './messages.ts';
import type { Row, Table } from './table.ts';
import { tables } from './tables.ts';

/** The plus keeps SQLite on the index of ids: it would sort everything of the user for every page otherwise. */
const page = (table: string, mine: string) => `SELECT * FROM ${table} WHERE id > @after AND ${mine} ORDER BY id LIMIT @limit`;
const withCompanion = '(@personality IS NULL OR personality = @personality)';
const sessions = `SELECT id FROM sessions WHERE user_id = @user_id AND ${withCompanion}`;
const ofSession = `+session_id IN (${sessions})`;
const ofUser = `+user_id = @user_id AND ${withCompanion}`;
/** @user_id is named, for every statement is handed the same parameters. */
const shared = `@user_id IS NOT NULL AND ${withCompanion}`;

export const recordSql: Record<OwnedEntity, string> = {
  session: page('sessions', ofUser),
  message: page('messages', ofSession),
  mood: page('session_moods', ofSession),
  trace: page('turn_traces', ofSession),
  classification: page('memory_classifications', ofSession),
  episode: page('episodes', ofSession),
  message_embedding: page('message_embeddings', ofSession),
  episode_embedding: page('episode_embeddings', ofSession),
  summary: page('summaries', ofSession),
  proposal: page('proposals', ofSession),
  // With one companion none: what was forgotten was forgotten for all.
  tombstone: page('tombstones', '+user_id = @user_id AND @personality IS NULL'),
  usage: page('usage', `EXISTS (SELECT 1 FROM messages m JOIN sessions s ON s.id = m.session_id
    WHERE m.id = usage.message_id AND s.user_id = @user_id AND (@personality IS NULL OR s.personality = @personality))`),
  // What the companion alone may use, and what was learnt in talks with it.
  fact: page('user_facts', `+user_id = @user_id AND (@personality IS NULL OR scope = @personality OR (scope = '' AND EXISTS (
    SELECT 1 FROM fact_sources f JOIN messages m ON m.id = f.message_id JOIN sessions s ON s.id = m.session_id
    WHERE f.fact_id = user_facts.id AND s.user_id = @user_id AND s.personality = @personality)))`),
  affinity: page('user_affinity', ofUser),
  affinity_event: page('affinity_events', ofUser),
  personality: page('personalities', '@user_id IS NOT NULL AND (@personality IS NULL OR id = @personality)'),
  character_asset: page('character_assets', shared),
  lorebook: page('lorebooks', shared),
  embedding_space: page('embedding_spaces', '@user_id IS NOT NULL AND (@personality IS NULL OR @personality IS NOT NULL)'),
};

/** `StorageProvider.records`. A fact that was damaged on disk is left out, a message that was says so. */
export function readRecords(db: SqliteDatabase, log: Log): OwnedRecords {
  return async ({ entity, owner, after, limit }) => {
    const table = tables[entity] as Table<typeof entity>;
    const records: Entities[typeof entity][] = [];
    for (let start = after ?? ''; records.length < limit;) {
      const wanted = limit - records.length;
      const rows = db.all(recordSql[entity], parametersOf(owner, start, wanted));
      for (const row of rows) if (isWhole(row)) records.push(entity === 'message' ? readMessage(row) as Entities[typeof entity] : table.fromRow(row));
      if (rows.length < wanted) break;
      start = String(rows.at(-1)?.['id']);
    }
    return records;

    function isWhole(row: Row): boolean {
      if (entity !== 'fact' || !table.isDamaged(row)) return true;
      log.error('fact-damaged', { id: row['id'], path: db.file });
      return false;
    }
  };
}

function parametersOf(owner: { user_id: string; personality?: string }, after: string, limit: number): Parameters {
  return { user_id: owner.user_id, personality: owner.personality ?? null, after, limit };
}
