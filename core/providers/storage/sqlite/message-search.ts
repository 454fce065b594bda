// Keyword search: BM25 over the full-text index, with any text a person may have typed as terms.
import { stemsOf, wordsOf } from '../../../lib/stems.ts';
import type { Message } from '../../../contract/entities.ts';
import type { MessageReads, MessageWords } from '../storage.ts';
import { listParameter, type SqliteDatabase } from './database.ts';

type SearchQuery = Parameters<MessageReads['search']>[0];

/** More distinct terms than this do not count: the index's expressions have a limit of their own. */
const MOST_TERMS = 200;

/** Best ones looked at first, times the limit: most of them are the user's and on a branch in use. */
const LOOKED = 2;

export const messageSearchSql = {
  search: `SELECT m.id AS id, -bm25(messages_fts) AS score
    FROM messages_fts CROSS JOIN messages m ON m.number = messages_fts.rowid
    WHERE messages_fts MATCH @terms AND m.user_id = @user_id AND m.is_active = 1 AND m.status IN ('complete', 'interrupted')
    AND (@session_id IS NULL OR m.session_id = @session_id)
    AND (@speaker IS NULL OR m.speaker = @speaker)
    AND (@from IS NULL OR m.created_at >= @from)
    AND (@to IS NULL OR m.created_at <= @to)
    AND (@projects IS NULL OR m.session_id IN (SELECT id FROM sessions WHERE user_id = @user_id AND project IN (SELECT value FROM json_each(@projects))))
    AND m.id NOT IN (SELECT value FROM json_each(@exclude_ids))
    ORDER BY score DESC, m.id DESC LIMIT @limit`,
  // Sorted before a message is looked at: the words of a question are in thousands of messages, and reading those took longer than weighing them.
  searchBest: `SELECT m.id AS id, -best.score AS score
    FROM (SELECT rowid AS number, bm25(messages_fts) AS score FROM messages_fts WHERE messages_fts MATCH @terms ORDER BY score, rowid DESC LIMIT @looked) best
    CROSS JOIN messages m ON m.number = best.number
    WHERE m.user_id = @user_id AND m.is_active = 1 AND m.status IN ('complete', 'interrupted')
    AND m.id NOT IN (SELECT value FROM json_each(@exclude_ids))
    ORDER BY best.score, m.id DESC LIMIT @limit`,
  around: `SELECT id, session_id, user_id, depth, speaker, content, created_at, words FROM messages WHERE id IN (
      SELECT n.id FROM json_each(@ids) wanted
      CROSS JOIN messages m ON m.id = wanted.value AND m.is_active = 1
      CROSS JOIN messages n ON n.session_id = m.session_id AND n.is_active = 1 AND n.depth BETWEEN m.depth - @distance AND m.depth + @distance)
    AND status IN ('complete', 'interrupted') AND content <> '' ORDER BY id`,
  wordCounts: 'SELECT term, doc FROM json_each(?) wanted CROSS JOIN messages_words ON term = wanted.value',
  greatestNumber: 'SELECT max(number) FROM messages',
};

/** The hits, best first. No terms, no hits. */
export function messageSearch(db: SqliteDatabase, query: SearchQuery): { id: string; score: number }[] {
  const terms = matchExpression(query.terms);
  if (terms === '' || query.limit < 1) return [];
  const wanted = { terms, user_id: query.user_id, limit: query.limit, exclude_ids: listParameter(query.exclude_ids ?? []) };
  const narrowed = { session_id: query.session_id ?? null, speaker: query.speaker ?? null, from: query.from ?? null, to: query.to ?? null, projects: query.projects ? listParameter(query.projects) : null };
  const isNarrowed = Object.values(narrowed).some((value) => value !== null);
  const best = isNarrowed ? [] : db.all(messageSearchSql.searchBest, { ...wanted, looked: LOOKED * query.limit });
  // Too few: of others, of branches left behind, or there are no more.
  const rows = best.length === query.limit ? best : db.all(messageSearchSql.search, { ...wanted, ...narrowed });
  return rows.map((row) => ({ id: String(row['id']), score: Number(row['score']) }));
}

/** The messages and those beside them, as a search weighs them. */
export function messagesAround(db: SqliteDatabase, { ids, distance }: Parameters<MessageReads['around']>[0]): MessageWords[] {
  return db.all(messageSearchSql.around, { ids: listParameter(ids), distance }).map((row) => ({
    id: String(row['id']), session_id: String(row['session_id']), user_id: String(row['user_id']), depth: Number(row['depth']), speaker: row['speaker'] as Message['speaker'],
    content: String(row['content']), created_at: Number(row['created_at']), words: row['words'] === '' ? [] : String(row['words']).split(' '),
  }));
}

/** Numbers are given out in order and never again: the greatest is about how many messages there are. */
export function wordCounts(db: SqliteDatabase, stems: readonly string[]): { messages: number; counts: Map<string, number> } {
  const counts = db.all(messageSearchSql.wordCounts, [listParameter(stems)]).map((row) => [String(row['term']), Number(row['doc'])] as const);
  return { messages: Number(db.value(messageSearchSql.greatestNumber) ?? 0), counts: new Map(counts) };
}

/** The stems of each term's words as quoted strings, joined by OR: nothing in it can be read as an operator. Terms without a letter or digit are left out. */
export function matchExpression(terms: readonly string[]): string {
  const quoted = new Set<string>();
  for (const stem of terms.flatMap((term) => wordsOf(term).flatMap(stemsOf))) {
    if (quoted.size === MOST_TERMS) break;
    quoted.add(`"${stem}"`);
  }
  return [...quoted].join(' OR ');
}
