// Reading moods, affinity and personalities.
import type { AffinityReads, MoodReads, PersonalityReads } from '../storage.ts';
import type { SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';

export const characterSql = {
  latestMood: 'SELECT * FROM session_moods WHERE session_id = ? ORDER BY id DESC LIMIT 1',
  moods: 'SELECT * FROM session_moods WHERE session_id = @session_id AND id < @before ORDER BY id DESC LIMIT @limit',
  affinity: 'SELECT * FROM user_affinity WHERE user_id = ? AND personality = ?',
  affinityEvents: 'SELECT * FROM affinity_events WHERE user_id = @user_id AND personality = @personality AND id < @before ORDER BY id DESC LIMIT @limit',
  personalities: 'SELECT * FROM personalities ORDER BY id',
};

/** Sorts after every id: UTF-8 has no greater character. */
const END = '\u{10FFFF}';

/** The reads of `StorageProvider.moods`. */
export function moodReads(db: SqliteDatabase): MoodReads {
  const { fromRow } = tables.mood;
  return {
    async latest(sessionId) {
      const row = db.get(characterSql.latestMood, [sessionId]);
      return row === undefined ? null : fromRow(row);
    },
    list: async ({ session_id, limit, before }) => db.all(characterSql.moods, { session_id, limit, before: before ?? END }).map(fromRow),
  };
}

/** The reads of `StorageProvider.affinity`. */
export function affinityReads(db: SqliteDatabase): AffinityReads {
  return {
    async get(userId, personality) {
      const row = db.get(characterSql.affinity, [userId, personality]);
      return row === undefined ? null : tables.affinity.fromRow(row);
    },
    events: async ({ user_id, personality, limit, before }) =>
      db.all(characterSql.affinityEvents, { user_id, personality, limit, before: before ?? END }).map(tables.affinity_event.fromRow),
  };
}

/** The reads of `StorageProvider.personalities`. */
export function personalityReads(db: SqliteDatabase): PersonalityReads {
  const { fromRow, sql } = tables.personality;
  return {
    async get(id) {
      const row = db.get(sql.get, [id]);
      return row === undefined ? null : fromRow(row);
    },
    list: async () => db.all(characterSql.personalities).map(fromRow),
  };
}
