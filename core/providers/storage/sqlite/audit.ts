// Looks at a closed database file past the provider: what the tests compare the provider's answers with.
import Database from 'better-sqlite3';

export type Audit = {
  integrity: string;
  brokenReferences: number;
  /** Every message's text, in the order of storing. */
  contents: string[];
  fullTextRows: number;
  activeMessages: number;
};

/** Throws when the full-text index and the messages differ. */
export function auditDatabase(file: string): Audit {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.prepare("INSERT INTO messages_fts (messages_fts, rank) VALUES ('integrity-check', 1)").run();
    return {
      integrity: String(db.pragma('integrity_check', { simple: true })),
      brokenReferences: (db.pragma('foreign_key_check') as unknown[]).length,
      contents: db.prepare<[], string>('SELECT content FROM messages ORDER BY number').pluck().all(),
      fullTextRows: Number(db.prepare('SELECT count(*) FROM messages_fts_docsize').pluck().get()),
      activeMessages: Number(db.prepare('SELECT count(*) FROM messages WHERE is_active = 1').pluck().get()),
    };
  } finally {
    db.close();
  }
}
