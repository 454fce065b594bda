// Databases of version 1.0 as its own scripts made them, for the tests of the upgrade.
import Database from 'better-sqlite3';

/** The tables of the specification, in SQLite's types of then. */
const schema = `
  CREATE TABLE sessions (session_id TEXT PRIMARY KEY, user_id TEXT NOT NULL, personality_name TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, last_activity TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT REFERENCES sessions (session_id), speaker TEXT NOT NULL, content TEXT NOT NULL, timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
  CREATE INDEX messages_by_session ON messages (session_id);
  CREATE TABLE user_affinity (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, personality_name TEXT NOT NULL, affinity_points INTEGER DEFAULT 0, current_level TEXT DEFAULT 'stranger', created_at TIMESTAMP, updated_at TIMESTAMP, UNIQUE (user_id, personality_name));
  CREATE TABLE user_facts (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, category TEXT NOT NULL, key TEXT NOT NULL, value JSON, confidence REAL DEFAULT 1.0, created_at TIMESTAMP, UNIQUE (user_id, category, key));
  CREATE TABLE episodes (id TEXT PRIMARY KEY, user_id TEXT, session_id TEXT, type TEXT, title TEXT, summary TEXT, importance REAL, sentiment TEXT, tags TEXT, timestamp TIMESTAMP);
  CREATE TABLE message_embeddings (id TEXT PRIMARY KEY, message_id TEXT REFERENCES messages (id), embedding BLOB, created_at TIMESTAMP);
  CREATE TABLE plugins (name TEXT, enabled INTEGER);
  CREATE VIEW recent AS SELECT * FROM messages ORDER BY timestamp DESC LIMIT 10;
`;

/** A small life: two conversations, one message without its conversation, facts of every kind of value. */
export function writeVersionOne(file: string, messages = 4): void {
  const db = new Database(file);
  // As in the programs of then: SQLite does not watch keys unless it is told to.
  db.pragma('foreign_keys = OFF');
  db.exec(schema);
  db.exec(`
    INSERT INTO sessions VALUES ('3f1c9a52-0c1b-4f5e-9d55-8a3f3b6f8f11', 'ana', 'Dr. Luna', '2024-03-01 09:00:00', '2024-03-02T18:30:00Z'), ('s2', 'ana', 'Chelo', 1709300000, 1709300100000);
    INSERT INTO user_affinity VALUES ('a1', 'ana', 'Dr. Luna', 42, 'friend', '2024-03-01 09:00:00', '2024-03-02 18:30:00');
    INSERT INTO user_facts VALUES ('f1', 'ana', 'personal_info', 'name', '"Ana"', 1.0, '2024-03-01 09:00:05'), ('f2', 'ana', 'personal_info', 'age', '31', 0.9, '2024-03-01 09:00:06'),
      ('f3', 'ana', 'hobbies', 'likes', '["senderismo","el mar"]', NULL, NULL), ('f4', 'ana', 'misc', 'note', 'not JSON at all', 2, 'yesterday'), ('f5', 'ana', 'other', 'address', '{"city":"Vigo"}', 0.8, '2024-03-01');
    INSERT INTO episodes VALUES ('e1', 'ana', 's2', 'achievement', 'Aprobó', 'Ana aprobó las oposiciones.', 8.5, 'very_positive', '["trabajo","oposiciones"]', '2024-03-01 10:00:00'), ('e2', 'ana', 'gone', 'routine', 'Lost', 'No conversation.', 3, '0.4', 'a, b', NULL);
    INSERT INTO plugins VALUES ('weather', 1);
    INSERT INTO message_embeddings VALUES ('v1', '1', x'0000803f', NULL);`);
  const insert = db.prepare('INSERT INTO messages (session_id, speaker, content, timestamp) VALUES (?, ?, ?, ?)');
  for (let index = 0; index < messages; index += 1) {
    insert.run('3f1c9a52-0c1b-4f5e-9d55-8a3f3b6f8f11', index % 2 === 0 ? 'user' : 'assistant', index === 0 ? 'Hola, me llamo Ana y vivo en Vigo' : `Línea ${index} 🐶`, `2024-03-01 09:${String(Math.floor(index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`);
  }
  insert.run('s2', 'user', 'hi', 1709300000);
  insert.run('s2', 'system', 'be kind', 1709300001);
  insert.run('orphan', 'assistant', 'Is anyone there?', '2024-02-01T00:00:00');
  db.close();
}
