// Reading traces, background jobs and settings.
import type { JobReads, SettingReads, TraceReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';

export const workSql = {
  traceOfMessage: 'SELECT * FROM turn_traces WHERE message_id = ?',
  recalling: `SELECT * FROM turn_traces WHERE session_id IN (SELECT id FROM sessions WHERE user_id = @user_id)
    AND EXISTS (SELECT 1 FROM json_each(recalled) r WHERE json_extract(r.value, '$.id') IN (SELECT value FROM json_each(@ids))) ORDER BY id`,
  dueJobs: `SELECT * FROM jobs WHERE state = 'pending' AND run_at <= @now
    AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds))) ORDER BY run_at, id LIMIT @limit`,
  nextDueAt: "SELECT min(run_at) FROM jobs WHERE state = 'pending'",
  countJobs: 'SELECT count(*) FROM jobs WHERE state = ?',
  runningJobs: "SELECT * FROM jobs WHERE state = 'running' ORDER BY id",
  failedJobs: "SELECT * FROM jobs WHERE state = 'failed' ORDER BY id LIMIT ?",
  settings: 'SELECT * FROM settings ORDER BY id',
};

/** The reads of `StorageProvider.traces`. */
export function traceReads(db: SqliteDatabase): TraceReads {
  return {
    async forMessage(messageId) {
      const row = db.get(workSql.traceOfMessage, [messageId]);
      return row === undefined ? null : tables.trace.fromRow(row);
    },
    recalling: async ({ user_id, ids }) => db.all(workSql.recalling, { user_id, ids: listParameter(ids) }).map(tables.trace.fromRow),
  };
}

/** The reads of `StorageProvider.jobs`. */
export function jobReads(db: SqliteDatabase): JobReads {
  const { fromRow } = tables.job;
  return {
    due: async ({ now, limit, kinds }) => db.all(workSql.dueJobs, { now, limit, kinds: kinds === undefined ? null : listParameter(kinds) }).map(fromRow),
    async nextDueAt() {
      const value = db.value(workSql.nextDueAt);
      return typeof value === 'number' ? value : null;
    },
    count: async (state) => Number(db.value(workSql.countJobs, [state])),
    running: async () => db.all(workSql.runningJobs).map(fromRow),
    failed: async ({ limit }) => db.all(workSql.failedJobs, [limit]).map(fromRow),
  };
}

/** The reads of `StorageProvider.settings`. */
export function settingReads(db: SqliteDatabase): SettingReads {
  const { fromRow, sql } = tables.setting;
  return {
    async get(id) {
      const row = db.get(sql.get, [id]);
      return row === undefined ? null : fromRow(row);
    },
    all: async () => db.all(workSql.settings).map(fromRow),
  };
}
