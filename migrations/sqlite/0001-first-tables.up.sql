-- The first tables. Ids are text and sort in creation order; times are integer milliseconds; columns are named as the records' fields.

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  personality TEXT NOT NULL,
  title TEXT NOT NULL,
  -- The title without case and accents, for the list's filter.
  title_folded TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  -- No foreign keys on these two: messages point at sessions already.
  active_leaf_id TEXT,
  prompt_start_id TEXT
) STRICT;
CREATE INDEX sessions_by_activity ON sessions (user_id, last_activity_at, id);

CREATE TABLE messages (
  -- What the full-text index points at: fixed for good, also through VACUUM.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  user_id TEXT NOT NULL,
  parent_id TEXT REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
  depth INTEGER NOT NULL CHECK (depth >= 0),
  speaker TEXT NOT NULL CHECK (speaker IN ('user', 'assistant')),
  content TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('complete', 'streaming', 'interrupted', 'failed')),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  client_message_id TEXT,
  context TEXT,
  model TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  -- Of every column above but number and is_active: a damaged page that SQLite cannot see is seen here.
  checksum TEXT NOT NULL,
  UNIQUE (session_id, client_message_id)
) STRICT;
CREATE INDEX messages_by_parent ON messages (parent_id, session_id, id);
CREATE INDEX messages_by_session ON messages (session_id);
CREATE INDEX messages_by_user ON messages (user_id);
CREATE INDEX messages_on_branch ON messages (session_id, depth) WHERE is_active = 1;
CREATE INDEX messages_streaming ON messages (id) WHERE status = 'streaming';

CREATE VIRTUAL TABLE messages_fts USING fts5 (
  content, content = 'messages', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO messages_fts (messages_fts, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages BEGIN
  INSERT INTO messages_fts (rowid, content) VALUES (new.number, new.content);
END;
CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, content) VALUES ('delete', old.number, old.content);
END;
CREATE TRIGGER messages_fts_update AFTER UPDATE OF content ON messages WHEN old.content IS NOT new.content BEGIN
  INSERT INTO messages_fts (messages_fts, rowid, content) VALUES ('delete', old.number, old.content);
  INSERT INTO messages_fts (rowid, content) VALUES (new.number, new.content);
END;

CREATE TABLE user_facts (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  category TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value)),
  confidence REAL NOT NULL,
  source_message_ids TEXT NOT NULL CHECK (json_valid(source_message_ids)),
  source TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  superseded_by TEXT,
  is_pinned INTEGER NOT NULL CHECK (is_pinned IN (0, 1)),
  local_only INTEGER NOT NULL CHECK (local_only IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  checksum TEXT NOT NULL
) STRICT;
CREATE INDEX user_facts_by_key ON user_facts (user_id, category, key, id);

CREATE TABLE session_moods (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  message_id TEXT,
  mood TEXT NOT NULL,
  intensity REAL NOT NULL,
  cause TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_moods_by_session ON session_moods (session_id, id);

CREATE TABLE user_affinity (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  personality TEXT NOT NULL,
  points REAL NOT NULL,
  level TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (user_id, personality)
) STRICT;

CREATE TABLE affinity_events (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  personality TEXT NOT NULL,
  message_id TEXT,
  rule TEXT NOT NULL,
  delta REAL NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX affinity_events_by_pair ON affinity_events (user_id, personality, id);

CREATE TABLE embedding_spaces (
  id TEXT NOT NULL PRIMARY KEY,
  model TEXT NOT NULL,
  revision TEXT NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension > 0),
  precision TEXT NOT NULL,
  query_prefix TEXT NOT NULL,
  passage_prefix TEXT NOT NULL,
  is_normalized INTEGER NOT NULL CHECK (is_normalized IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE message_embeddings (
  id TEXT NOT NULL PRIMARY KEY,
  space_id TEXT NOT NULL REFERENCES embedding_spaces (id),
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  -- Little-endian float32.
  vector BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (space_id, message_id)
) STRICT;
CREATE INDEX message_embeddings_by_message ON message_embeddings (message_id);

CREATE TABLE embedding_cache (
  id TEXT NOT NULL PRIMARY KEY,
  space_id TEXT NOT NULL,
  vector BLOB NOT NULL,
  used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX embedding_cache_by_use ON embedding_cache (used_at);

CREATE TABLE turn_traces (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL,
  user_message_id TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
  recalled TEXT NOT NULL CHECK (json_valid(recalled)),
  character TEXT NOT NULL CHECK (json_valid(character)),
  tokens TEXT NOT NULL CHECK (json_valid(tokens)),
  prefix_hash TEXT NOT NULL,
  provider TEXT NOT NULL CHECK (json_valid(provider)),
  usage TEXT CHECK (json_valid(usage)),
  stages TEXT NOT NULL CHECK (json_valid(stages)),
  guard TEXT NOT NULL CHECK (json_valid(guard)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'done', 'failed')),
  attempts INTEGER NOT NULL,
  run_at INTEGER NOT NULL,
  error TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- From the payload, so that a deleted session takes its work along.
  session_id TEXT,
  message_id TEXT,
  UNIQUE (kind, key)
) STRICT;
CREATE INDEX jobs_by_time ON jobs (state, run_at, id);
CREATE INDEX jobs_by_session ON jobs (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX jobs_by_message ON jobs (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE settings (
  id TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE usage (
  id TEXT NOT NULL PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  evaluated_prompt_tokens INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX usage_by_message ON usage (message_id);

CREATE TABLE personalities (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
