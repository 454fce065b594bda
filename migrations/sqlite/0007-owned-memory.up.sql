-- Memory that belongs to its owner: summaries with their sources, what waits for approval, and what keeps the forgotten from being learnt again.

ALTER TABLE sessions ADD COLUMN prompt_summary TEXT;
ALTER TABLE sessions ADD COLUMN project TEXT NOT NULL DEFAULT '';
-- Of the few sessions that have one: a user without projects is told in one step.
CREATE INDEX sessions_by_project ON sessions (user_id, project) WHERE project <> '';
ALTER TABLE turn_traces ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
CREATE INDEX affinity_events_by_message ON affinity_events (message_id, id) WHERE message_id IS NOT NULL;
CREATE INDEX turn_traces_by_session ON turn_traces (session_id);

CREATE TABLE summaries (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  user_id TEXT NOT NULL,
  source_message_ids TEXT NOT NULL CHECK (json_valid(source_message_ids)),
  first_message_id TEXT NOT NULL,
  last_message_id TEXT NOT NULL,
  first_depth INTEGER NOT NULL CHECK (first_depth >= 0),
  last_depth INTEGER NOT NULL CHECK (last_depth >= first_depth),
  content TEXT NOT NULL,
  language TEXT NOT NULL,
  source TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- One for the end of a stretch: another branch has another end.
  UNIQUE (session_id, last_message_id)
) STRICT;
CREATE INDEX summaries_by_depth ON summaries (session_id, first_depth, id);
CREATE INDEX summaries_by_user ON summaries (user_id, id);

CREATE TABLE proposals (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  fact TEXT NOT NULL CHECK (json_valid(fact)),
  session_id TEXT NOT NULL REFERENCES sessions (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX proposals_by_user ON proposals (user_id, id);
CREATE INDEX proposals_by_session ON proposals (session_id, id);

CREATE TABLE tombstones (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  forgetting_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT,
  -- Keyed with the row's id: no words are kept.
  hashes TEXT NOT NULL CHECK (json_valid(hashes)),
  space_id TEXT,
  -- Little-endian float32.
  vector BLOB,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tombstones_by_user ON tombstones (user_id, id);
