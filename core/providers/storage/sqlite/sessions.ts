// Reading sessions.
import type { Session } from '../../../contract/entities.ts';
import type { SessionReads } from '../storage.ts';
import type { SqliteDatabase } from './database.ts';
import { foldText } from './fold-text.ts';
import { tables } from './tables.ts';

export const sessionSql = {
  list: `SELECT * FROM sessions WHERE user_id = @user_id
    AND (@personality IS NULL OR personality = @personality)
    AND (@title IS NULL OR instr(title_folded, @title) > 0)
    AND (@project IS NULL OR project = @project)
    ORDER BY last_activity_at DESC, id DESC LIMIT @limit`,
  listBefore: `SELECT * FROM sessions WHERE user_id = @user_id
    AND (last_activity_at, id) < (SELECT last_activity_at, id FROM sessions WHERE id = @before)
    AND (@personality IS NULL OR personality = @personality)
    AND (@title IS NULL OR instr(title_folded, @title) > 0)
    AND (@project IS NULL OR project = @project)
    ORDER BY last_activity_at DESC, id DESC LIMIT @limit`,
  inProjects: "SELECT id, project FROM sessions WHERE user_id = ? AND project <> ''",
  countOfUser: 'SELECT count(*) FROM sessions WHERE user_id = ?',
};

/** The reads of `StorageProvider.sessions`. */
export function sessionReads(db: SqliteDatabase): SessionReads {
  const { fromRow, sql } = tables.session;
  return {
    async get(id) {
      const row = db.get(sql.get, [id]);
      return row === undefined ? null : fromRow(row);
    },
    async list(query): Promise<Session[]> {
      const parameters = {
        user_id: query.user_id, limit: query.limit, personality: query.personality ?? null, project: query.project ?? null,
        title: query.title_contains === undefined ? null : foldText(query.title_contains),
      };
      const rows = query.before === undefined ? db.all(sessionSql.list, parameters) : db.all(sessionSql.listBefore, { ...parameters, before: query.before });
      return rows.map(fromRow);
    },
    inProjects: async (userId) => db.all(sessionSql.inProjects, [userId]).map((row) => ({ id: String(row['id']), project: String(row['project']) })),
    count: async (userId) => Number(db.value(sessionSql.countOfUser, [userId])),
  };
}
