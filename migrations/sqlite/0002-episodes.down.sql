-- Takes episodes, classifications, links and tags away again, those that point at others first.

DROP TABLE memory_classifications;
DROP TABLE episode_embeddings;
DROP TABLE episode_sources;
DROP TABLE episodes;
DROP TRIGGER fact_sources_insert;
DROP TRIGGER fact_sources_update;
DROP TABLE fact_sources;
ALTER TABLE user_facts DROP COLUMN tags_checksum;
ALTER TABLE user_facts DROP COLUMN tags;
