// Keyword search: BM25 over the full-text index, with any text a person may have typed as terms.
import type { MessageReads } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';

type SearchQuery = Parameters<MessageReads['search']>[0];

/** More distinct terms than this do not count: the index's expressions have a limit of their own. */
const MOST_TERMS = 200;

export const messageSearchSql = {
  search: `SELECT m.id AS id, -bm25(messages_fts) AS score
    FROM messages_fts CROSS JOIN messages m ON m.number = messages_fts.rowid
    WHERE messages_fts MATCH @terms AND m.user_id = @user_id AND m.is_active = 1 AND m.status IN ('complete', 'interrupted')
    AND (@session_id IS NULL OR m.session_id = @session_id)
    AND (@speaker IS NULL OR m.speaker = @speaker)
    AND (@from IS NULL OR m.created_at >= @from)
    AND (@to IS NULL OR m.created_at <= @to)
    AND m.id NOT IN (SELECT value FROM json_each(@exclude_ids))
    ORDER BY score DESC, m.id DESC LIMIT @limit`,
};

/** The hits, best first. No terms, no hits. */
export function messageSearch(db: SqliteDatabase, query: SearchQuery): { id: string; score: number }[] {
  const terms = matchExpression(query.terms);
  if (terms === '' || query.limit < 1) return [];
  const rows = db.all(messageSearchSql.search, {
    terms, user_id: query.user_id, limit: query.limit, session_id: query.session_id ?? null, speaker: query.speaker ?? null,
    from: query.from ?? null, to: query.to ?? null, exclude_ids: listParameter(query.exclude_ids ?? []),
  });
  return rows.map((row) => ({ id: String(row['id']), score: Number(row['score']) }));
}

/** Each term as a quoted string, joined by OR: nothing in it can be read as an operator. Terms without a letter or digit are left out. */
export function matchExpression(terms: readonly string[]): string {
  const quoted = new Set<string>();
  for (const term of terms) {
    const clean = term.toWellFormed().replaceAll('\0', ' ').trim();
    if (/[\p{L}\p{N}]/u.test(clean)) quoted.add(`"${clean.replaceAll('"', '""')}"`);
    if (quoted.size === MOST_TERMS) break;
  }
  return [...quoted].join(' OR ');
}
