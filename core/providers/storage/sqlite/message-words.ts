// A message's words as the full-text index has them, and their making for rows of before the column was there.
import type { Message } from '../../../contract/entities.ts';
import { dayWords } from '../../../lib/day-words.ts';
import { stemText } from '../../../lib/stems.ts';
import type { SqliteDatabase } from './database.ts';

export const messageWordsSql = {
  unprepared: 'SELECT number, content, created_at FROM messages WHERE words IS NULL ORDER BY number LIMIT ?',
  prepare: 'UPDATE messages SET words = ? WHERE number = ?',
};

/** Rows prepared in one transaction. */
const PAGE = 500;

/** Stems in the order of the text, then the time's words. None where nothing was said, or what was said was erased: nothing is to be found then. */
export function messageWords(message: Pick<Message, 'content' | 'created_at'>): string {
  if (message.content === '') return '';
  return [...stemText(message.content), ...dayWords(message.created_at)].join(' ');
}

/** Prepares what a migration has left unprepared; breaking off in between loses nothing. Answers how many messages there were. */
export function prepareWords(db: SqliteDatabase): number {
  for (let prepared = 0; ;) {
    const rows = db.all(messageWordsSql.unprepared, [PAGE]);
    if (rows.length === 0) return prepared;
    db.transaction(() => {
      for (const row of rows) db.run(messageWordsSql.prepare, [messageWords({ content: String(row['content']), created_at: Number(row['created_at']) }), Number(row['number'])]);
    });
    prepared += rows.length;
  }
}
