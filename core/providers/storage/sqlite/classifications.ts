// Reading what each message was classified as.
import type { ClassificationReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';
import { readMessage } from './messages.ts';
import { tables } from './tables.ts';

/** Of messages on screen: what was said on a branch left behind is not listed. */
const filters = `id < @before
    AND EXISTS (SELECT 1 FROM messages m WHERE m.id = memory_classifications.id AND m.is_active = 1)
    AND (@category IS NULL OR category = @category)
    AND (@importance IS NULL OR importance = @importance)
    AND (@emotion IS NULL OR emotion = @emotion)
    AND (@privacy IS NULL OR privacy = @privacy)
    ORDER BY id DESC LIMIT @limit`;

export const classificationSql = {
  many: 'SELECT * FROM memory_classifications WHERE id IN (SELECT value FROM json_each(?))',
  ofContent: 'SELECT * FROM memory_classifications WHERE content_hash = ? AND analyser = ? LIMIT 1',
  list: `SELECT * FROM memory_classifications WHERE user_id = @user_id AND ${filters}`,
  // The plus keeps the planner from reading all of the user's.
  listOfSession: `SELECT * FROM memory_classifications WHERE session_id = @session_id AND +user_id = @user_id AND ${filters}`,
  messagesWithout: `SELECT m.* FROM messages m WHERE m.id > @after AND m.is_active = 1 AND m.status IN ('complete', 'interrupted') AND m.content <> ''
    AND NOT EXISTS (SELECT 1 FROM memory_classifications c WHERE c.id = m.id AND c.analyser = @analyser) ORDER BY m.id LIMIT @limit`,
};

/** Sorts after every id: UTF-8 has no greater character. */
const END = '\u{10FFFF}';

/** The reads of `StorageProvider.classifications`. */
export function classificationReads(db: SqliteDatabase): ClassificationReads {
  const { fromRow } = tables.classification;
  return {
    getMany: async (messageIds) => db.all(classificationSql.many, [listParameter(messageIds)]).map(fromRow),
    async ofContent({ content_hash, analyser }) {
      const row = db.get(classificationSql.ofContent, [content_hash, analyser]);
      return row === undefined ? null : fromRow(row);
    },
    async list({ session_id, ...query }) {
      const parameters = {
        user_id: query.user_id, limit: query.limit, before: query.before ?? END, category: query.category ?? null, importance: query.importance ?? null,
        emotion: query.emotion ?? null, privacy: query.privacy ?? null,
      };
      const rows = session_id === undefined ? db.all(classificationSql.list, parameters) : db.all(classificationSql.listOfSession, { ...parameters, session_id });
      return rows.map(fromRow);
    },
    messagesWithout: async ({ analyser, limit, after }) => db.all(classificationSql.messagesWithout, { analyser, limit, after: after ?? '' }).map(readMessage),
  };
}
