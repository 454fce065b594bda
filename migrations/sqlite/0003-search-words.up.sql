-- Full-text search by stems: the index is over a message's prepared words instead of its text.

-- Adding a column to a strict table looks at every row's CHECKs anew: one damaged row would keep the whole database from opening.
PRAGMA ignore_check_constraints = ON;
-- The stems of the message's words, and the day, month and year it was said in. NULL until the program has prepared it, which it does when it opens the database.
ALTER TABLE messages ADD COLUMN words TEXT;
PRAGMA ignore_check_constraints = OFF;
CREATE INDEX messages_without_words ON messages (number) WHERE words IS NULL;

DROP TRIGGER messages_fts_insert;
DROP TRIGGER messages_fts_delete;
DROP TRIGGER messages_fts_update;
DROP TABLE messages_fts;
CREATE VIRTUAL TABLE messages_fts USING fts5 (
  words, content = 'messages', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO messages_fts (messages_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO messages_fts (messages_fts) VALUES ('rebuild');
-- In how many messages a word is.
CREATE VIRTUAL TABLE messages_words USING fts5vocab (messages_fts, row);
CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages BEGIN
  INSERT INTO messages_fts (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, words) VALUES ('delete', old.number, old.words);
END;
CREATE TRIGGER messages_fts_update AFTER UPDATE OF words ON messages WHEN old.words IS NOT new.words BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, words) VALUES ('delete', old.number, old.words);
  INSERT INTO messages_fts (rowid, words) VALUES (new.number, new.words);
END;

-- Vectors so far were of messages as questions; search compares a question with messages as passages. They are made anew in the background.
DELETE FROM message_embeddings;
