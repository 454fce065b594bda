DROP TABLE tombstones;
DROP TABLE proposals;
DROP TABLE summaries;
DROP INDEX turn_traces_by_session;
DROP INDEX affinity_events_by_message;
ALTER TABLE turn_traces DROP COLUMN withheld;
DROP INDEX sessions_by_project;
ALTER TABLE sessions DROP COLUMN project;
ALTER TABLE sessions DROP COLUMN prompt_summary;
