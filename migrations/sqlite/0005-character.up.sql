-- Moods belong to a companion and a user, with their face and numbers; the relationship gets its limits, milestones and a fuller ledger; companions get pictures, and lorebooks a table.

ALTER TABLE session_moods ADD COLUMN user_id TEXT NOT NULL DEFAULT '';
ALTER TABLE session_moods ADD COLUMN personality TEXT NOT NULL DEFAULT '';
ALTER TABLE session_moods ADD COLUMN source TEXT NOT NULL DEFAULT 'rules';
ALTER TABLE session_moods ADD COLUMN expression TEXT NOT NULL DEFAULT 'neutral';
ALTER TABLE session_moods ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters));
UPDATE session_moods SET (user_id, personality) = (SELECT sessions.user_id, sessions.personality FROM sessions WHERE sessions.id = session_moods.session_id);
CREATE INDEX session_moods_by_pair ON session_moods (user_id, personality, id);
CREATE INDEX session_moods_by_message ON session_moods (message_id, id) WHERE message_id IS NOT NULL;

ALTER TABLE user_affinity ADD COLUMN highest_points REAL NOT NULL DEFAULT 0;
ALTER TABLE user_affinity ADD COLUMN last_interaction_at INTEGER;
ALTER TABLE user_affinity ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user_affinity ADD COLUMN counters TEXT NOT NULL DEFAULT '{"day":"","gained":0,"lost":0,"rules":{}}' CHECK (json_valid(counters));
ALTER TABLE user_affinity ADD COLUMN milestones TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(milestones));
UPDATE user_affinity SET highest_points = points, last_interaction_at = updated_at;

ALTER TABLE affinity_events ADD COLUMN kind TEXT NOT NULL DEFAULT 'interaction';
ALTER TABLE affinity_events ADD COLUMN asked REAL NOT NULL DEFAULT 0;
ALTER TABLE affinity_events ADD COLUMN points REAL NOT NULL DEFAULT 0;
ALTER TABLE affinity_events ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE affinity_events ADD COLUMN reverts TEXT;
CREATE UNIQUE INDEX affinity_events_reverted ON affinity_events (reverts) WHERE reverts IS NOT NULL;

CREATE TABLE character_assets (
  id TEXT NOT NULL PRIMARY KEY,
  personality TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (personality, name)
) STRICT;

CREATE TABLE lorebooks (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  personality TEXT NOT NULL,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
