-- Episodes and what each message was classified as; facts get tags, and links from messages to what was made from them.

-- Adding a column to a strict table looks at every row's CHECKs anew: one damaged row would keep the whole database from opening.
PRAGMA ignore_check_constraints = ON;
ALTER TABLE user_facts ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
-- The tags' own checksum: the one of the other columns stays right for rows written before. NULL for those, whose tags are '[]'.
ALTER TABLE user_facts ADD COLUMN tags_checksum TEXT;
PRAGMA ignore_check_constraints = OFF;

-- Which message a fact was learnt from: `source_message_ids` the other way round, kept by the triggers below. No key on messages: facts outlive them.
CREATE TABLE fact_sources (
  message_id TEXT NOT NULL,
  fact_id TEXT NOT NULL REFERENCES user_facts (id) ON DELETE CASCADE,
  PRIMARY KEY (message_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_sources_by_fact ON fact_sources (fact_id);
INSERT OR IGNORE INTO fact_sources (message_id, fact_id)
  SELECT source.value, f.id FROM user_facts f, json_each(CASE WHEN json_valid(f.source_message_ids) THEN f.source_message_ids ELSE '[]' END) source
  WHERE source.type = 'text';
CREATE TRIGGER fact_sources_insert AFTER INSERT ON user_facts BEGIN
  INSERT OR IGNORE INTO fact_sources (message_id, fact_id) SELECT value, new.id FROM json_each(new.source_message_ids);
END;
CREATE TRIGGER fact_sources_update AFTER UPDATE OF source_message_ids ON user_facts WHEN old.source_message_ids IS NOT new.source_message_ids BEGIN
  DELETE FROM fact_sources WHERE fact_id = old.id;
  INSERT OR IGNORE INTO fact_sources (message_id, fact_id) SELECT value, new.id FROM json_each(new.source_message_ids);
END;

CREATE TABLE episodes (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  personality TEXT NOT NULL,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  importance REAL NOT NULL,
  sentiment TEXT NOT NULL,
  tags TEXT NOT NULL CHECK (json_valid(tags)),
  source_message_ids TEXT NOT NULL CHECK (json_valid(source_message_ids)),
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  never_decays INTEGER NOT NULL CHECK (never_decays IN (0, 1)),
  is_pinned INTEGER NOT NULL CHECK (is_pinned IN (0, 1)),
  recall_count INTEGER NOT NULL CHECK (recall_count >= 0),
  last_recalled_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX episodes_by_time ON episodes (user_id, ended_at, id);
CREATE INDEX episodes_by_session ON episodes (session_id, ended_at, id);

CREATE TABLE episode_sources (
  message_id TEXT NOT NULL,
  episode_id TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
  PRIMARY KEY (message_id, episode_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX episode_sources_by_episode ON episode_sources (episode_id);
CREATE TRIGGER episode_sources_insert AFTER INSERT ON episodes BEGIN
  INSERT OR IGNORE INTO episode_sources (message_id, episode_id) SELECT value, new.id FROM json_each(new.source_message_ids);
END;
CREATE TRIGGER episode_sources_update AFTER UPDATE OF source_message_ids ON episodes WHEN old.source_message_ids IS NOT new.source_message_ids BEGIN
  DELETE FROM episode_sources WHERE episode_id = old.id;
  INSERT OR IGNORE INTO episode_sources (message_id, episode_id) SELECT value, new.id FROM json_each(new.source_message_ids);
END;

CREATE TABLE episode_embeddings (
  id TEXT NOT NULL PRIMARY KEY,
  space_id TEXT NOT NULL REFERENCES embedding_spaces (id),
  episode_id TEXT NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  -- Little-endian float32.
  vector BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (space_id, episode_id)
) STRICT;
CREATE INDEX episode_embeddings_by_episode ON episode_embeddings (episode_id);

CREATE TABLE memory_classifications (
  -- The message's.
  id TEXT NOT NULL PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  category TEXT NOT NULL,
  importance TEXT NOT NULL,
  importance_score REAL NOT NULL,
  emotion TEXT NOT NULL,
  emotions TEXT NOT NULL CHECK (json_valid(emotions)),
  sentiment TEXT NOT NULL,
  sentiment_score REAL NOT NULL,
  interactions TEXT NOT NULL CHECK (json_valid(interactions)),
  life_event TEXT,
  privacy TEXT NOT NULL,
  language TEXT,
  analyser TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX memory_classifications_by_content ON memory_classifications (content_hash, analyser);
CREATE INDEX memory_classifications_by_user ON memory_classifications (user_id, id);
CREATE INDEX memory_classifications_by_session ON memory_classifications (session_id, id);
