-- Takes the first tables away again, those that point at others first.

DROP TABLE personalities;
DROP TABLE usage;
DROP TABLE settings;
DROP TABLE jobs;
DROP TABLE turn_traces;
DROP TABLE embedding_cache;
DROP TABLE message_embeddings;
DROP TABLE embedding_spaces;
DROP TABLE affinity_events;
DROP TABLE user_affinity;
DROP TABLE session_moods;
DROP TABLE user_facts;
DROP TABLE messages_fts;
DROP TABLE messages;
DROP TABLE sessions;
