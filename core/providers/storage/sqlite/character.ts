// Reading moods, affinity, companions with their pictures, and lorebooks.
import type { AffinityReads, CharacterAssetReads, LorebookReads, MoodReads, PersonalityReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { tables } from './tables.ts';

/** What was felt at words since taken back does not count. */
const isLive = 'NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = session_moods.message_id AND m.is_active = 0)';
const olderMoods = 'id < @before AND created_at >= @since ORDER BY id DESC LIMIT @limit';
export const characterSql = {
  latestMood: `SELECT * FROM session_moods WHERE session_id = ? AND ${isLive} ORDER BY id DESC LIMIT 1`,
  latestMoodOf: `SELECT * FROM session_moods WHERE user_id = ? AND personality = ? AND ${isLive} ORDER BY id DESC LIMIT 1`,
  moodOfMessage: 'SELECT * FROM session_moods WHERE message_id = ? ORDER BY id LIMIT 1',
  moods: `SELECT * FROM session_moods WHERE session_id = @session_id AND ${isLive} AND ${olderMoods}`,
  moodsOf: `SELECT * FROM session_moods WHERE user_id = @user_id AND personality = @personality AND ${isLive} AND ${olderMoods}`,
  affinity: 'SELECT * FROM user_affinity WHERE user_id = ? AND personality = ?',
  affinityEvents: `SELECT * FROM affinity_events WHERE user_id = @user_id AND personality = @personality AND id < @before AND created_at >= @since
    AND (@moved_only = 0 OR delta <> 0 OR kind <> 'interaction') ORDER BY id DESC LIMIT @limit`,
  eventsOfMessages: 'SELECT * FROM affinity_events WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY id',
  outOfStep: `SELECT e.* FROM affinity_events e JOIN messages m ON m.id = e.message_id
    WHERE e.kind IN ('interaction', 'milestone', 'revert') AND NOT EXISTS (SELECT 1 FROM affinity_events r WHERE r.reverts = e.id)
    AND CASE WHEN m.is_active THEN e.kind = 'revert' AND e.delta <= 0 ELSE e.kind <> 'revert' OR e.delta > 0 END ORDER BY e.id`,
  revertOf: 'SELECT * FROM affinity_events WHERE reverts = ?',
  personalities: 'SELECT * FROM personalities ORDER BY id',
  assets: 'SELECT id, personality, name, media_type, length(bytes) AS size, created_at, updated_at FROM character_assets WHERE personality = ? ORDER BY name',
  allAssets: 'SELECT id, personality, name, media_type, length(bytes) AS size, created_at, updated_at FROM character_assets ORDER BY id',
  asset: 'SELECT * FROM character_assets WHERE personality = ? AND name = ?',
  lorebooks: 'SELECT * FROM lorebooks ORDER BY id',
};

/** Sorts after every id: UTF-8 has no greater character. */
const END = '\u{10FFFF}';
/** Before every time a record may carry. */
const EVER = -8.64e15;

/** The reads of `StorageProvider.moods`. */
export function moodReads(db: SqliteDatabase): MoodReads {
  const one = (row: ReturnType<SqliteDatabase['get']>) => (row === undefined ? null : tables.mood.fromRow(row));
  return {
    latest: async (sessionId) => one(db.get(characterSql.latestMood, [sessionId])),
    latestOf: async ({ user_id, personality }) => one(db.get(characterSql.latestMoodOf, [user_id, personality])),
    forMessage: async (messageId) => one(db.get(characterSql.moodOfMessage, [messageId])),
    async list({ limit, before, since, ...of }) {
      const page = { limit, before: before ?? END, since: since ?? EVER };
      return ('session_id' in of ? db.all(characterSql.moods, { ...page, session_id: of.session_id }) : db.all(characterSql.moodsOf, { ...page, user_id: of.user_id, personality: of.personality })).map(tables.mood.fromRow);
    },
  };
}

/** The reads of `StorageProvider.affinity`. */
export function affinityReads(db: SqliteDatabase): AffinityReads {
  const one = (row: ReturnType<SqliteDatabase['get']>) => (row === undefined ? null : tables.affinity_event.fromRow(row));
  return {
    async get(userId, personality) {
      const row = db.get(characterSql.affinity, [userId, personality]);
      return row === undefined ? null : tables.affinity.fromRow(row);
    },
    events: async ({ user_id, personality, limit, before, since, moved_only }) =>
      db.all(characterSql.affinityEvents, { user_id, personality, limit, before: before ?? END, since: since ?? EVER, moved_only: moved_only === true ? 1 : 0 }).map(tables.affinity_event.fromRow),
    event: async (id) => one(db.get(tables.affinity_event.sql.get, [id])),
    ofMessages: async (messageIds) => db.all(characterSql.eventsOfMessages, [listParameter(messageIds)]).map(tables.affinity_event.fromRow),
    outOfStep: async () => db.all(characterSql.outOfStep).map(tables.affinity_event.fromRow),
    revertOf: async (id) => one(db.get(characterSql.revertOf, [id])),
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

/** The reads of `StorageProvider.characterAssets`. */
export function assetReads(db: SqliteDatabase): CharacterAssetReads {
  return {
    list: async (personality) => (personality === null ? db.all(characterSql.allAssets) : db.all(characterSql.assets, [personality])).map((row) => {
      const { bytes: _none, ...asset } = tables.character_asset.fromRow(row);
      return { ...asset, size: Number(row['size']) };
    }),
    async get(personality, name) {
      const row = db.get(characterSql.asset, [personality, name]);
      return row === undefined ? null : tables.character_asset.fromRow(row);
    },
  };
}

/** The reads of `StorageProvider.lorebooks`. */
export function lorebookReads(db: SqliteDatabase): LorebookReads {
  const { fromRow, sql } = tables.lorebook;
  return {
    async get(id) {
      const row = db.get(sql.get, [id]);
      return row === undefined ? null : fromRow(row);
    },
    list: async () => db.all(characterSql.lorebooks).map(fromRow),
  };
}
