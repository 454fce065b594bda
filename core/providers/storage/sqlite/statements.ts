// Every statement there is, by name: what the tests prepare and look over.
import { analyticsSql } from './analytics.ts';
import { branchSql } from './branch.ts';
import { characterSql } from './character.ts';
import { classificationSql } from './classifications.ts';
import { bulkForgetSql, deleteSessionSql } from './delete-session.ts';
import { embeddingSql } from './embeddings.ts';
import { episodeSql } from './episodes.ts';
import { eraseSql } from './erase.ts';
import { factSql } from './facts.ts';
import { greatestIdSql } from './greatest-id.ts';
import { healthSql } from './health.ts';
import { messageSearchSql } from './message-search.ts';
import { messageSql } from './messages.ts';
import { messageWordsSql } from './message-words.ts';
import { ownedSql } from './owned.ts';
import { recordSql } from './records.ts';
import { sessionSql } from './sessions.ts';
import { tables } from './tables.ts';
import { workSql } from './work.ts';

const groups: Record<string, Record<string, string>> = {
  analytics: analyticsSql, branch: branchSql, character: characterSql, classification: classificationSql, episode: episodeSql, erase: eraseSql, bulk_forget: bulkForgetSql, delete_session: deleteSessionSql, embedding: embeddingSql, fact: factSql, greatest_id: greatestIdSql,
  health: healthSql, search: messageSearchSql, message: messageSql, message_words: messageWordsSql, owned: ownedSql, record: recordSql, session: sessionSql, work: workSql,
  ...Object.fromEntries(Object.values(tables).map((table) => [table.name, table.sql])),
};

/** "group.name" to SQL. */
export const allStatements: Record<string, string> = Object.fromEntries(
  Object.entries(groups).flatMap(([group, statements]) => Object.entries(statements).map(([name, sql]) => [`${group}.${name}`, sql])),
);
