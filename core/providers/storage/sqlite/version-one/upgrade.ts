// A database of version 1.0 becomes one of ours where it stands: copied first, then rewritten in one transaction, which is there whole or not at all.
import type Database from 'better-sqlite3';
import { LuminoraError } from '../../../../contract/errors.ts';
import type { Session } from '../../../../contract/entities.ts';
import type { Change } from '../../changes.ts';
import { commitChanges } from '../commit.ts';
import { createDatabase } from '../database.ts';
import { migrate } from '../migrations.ts';
import type { Migration } from '../migrations.ts';
import { columnsOf } from './detect.ts';
import { conversationChanges } from './conversations.ts';
import { affinityChanges, episodeChange, factChange } from './memories.ts';
import { readOldRows } from './old-rows.ts';

export type Upgraded = { sessions: number; messages: number; facts: number; episodes: number; relationships: number; left_out: string[]; kept_tables: string[] };

/** Tables whose rows become ours. Vectors are of a model that is not known: they are made anew. */
const ownTables: ReadonlySet<string> = new Set(['sessions', 'messages', 'user_affinity', 'user_facts', 'episodes', 'message_embeddings']);
/** Most things left out that are named. */
const mostNamed = 100;

/**
 * @param copy path of a whole copy of `db`, which is read; its tables of other names come along as "v1_NAME"
 * @throws LuminoraError `storage_damaged` when less would be there than before; then nothing was changed
 */
export function upgradeVersionOne(db: Database.Database, copy: string, migrations: readonly Migration[], now: number): Upgraded {
  db.prepare('ATTACH ? AS version_one').run(copy);
  // Cannot be changed inside a transaction; each migration checks the keys by itself.
  db.pragma('foreign_keys = OFF');
  try {
    return db.transaction(() => rewrite(db, migrations, now)).immediate();
  } finally {
    db.pragma('foreign_keys = ON');
    db.exec('DETACH version_one');
  }
}

function rewrite(db: Database.Database, migrations: readonly Migration[], now: number): Upgraded {
  const kept = dropAll(db).filter((table) => !ownTables.has(table));
  migrate(db, migrations, migrations.length, now);
  for (const table of kept) db.exec(`CREATE TABLE ${quoted(`v1_${table}`)} AS SELECT * FROM version_one.${quoted(table)}`);
  const old = readOldRows(db, 'version_one');
  const leftOut: string[] = [];
  const leaveOut = (what: string) => { if (leftOut.length < mostNamed) leftOut.push(what); };
  let unspoken = 0;
  const made = { sessions: new Map<string, Pick<Session, 'id' | 'user_id' | 'personality'>>(), messages: 0 };
  const counts = { facts: 0, episodes: 0, relationships: 0 };
  function* changes(): Generator<Change> {
    yield* conversationChanges(old, now, made, (what) => {
      unspoken += 1;
      leaveOut(what);
    });
    for (const row of old.facts()) {
      counts.facts += 1;
      yield factChange(row, now);
    }
    for (const row of old.episodes()) {
      const change = episodeChange(row, made.sessions, now);
      if (change === null) leaveOut(`the episode "${String(row['title'] ?? '').slice(0, 60)}", whose conversation is gone`);
      else {
        counts.episodes += 1;
        yield change;
      }
    }
    for (const row of old.affinity()) {
      counts.relationships += 1;
      yield* affinityChanges(row, now);
    }
  }
  commitChanges(createDatabase(db), changes());
  assertAllThere(db, made.messages + unspoken);
  return { sessions: made.sessions.size, messages: made.messages, ...counts, left_out: leftOut, kept_tables: kept.map((table) => `v1_${table}`) };
}

/** Everything but SQLite's own; answers the names of the tables. */
function dropAll(db: Database.Database): string[] {
  const objects = db.prepare<[], { type: string; name: string }>("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND type IN ('view', 'trigger', 'index', 'table') ORDER BY type = 'table', type").all();
  for (const { type, name } of objects) db.exec(`DROP ${type.toUpperCase()} IF EXISTS ${quoted(name)}`);
  return objects.filter(({ type, name }) => type === 'table' && columnsOf(db, name, 'version_one').length > 0).map(({ name }) => name);
}

/** Every message of before is accounted for. */
function assertAllThere(db: Database.Database, accounted: number): void {
  const before = Number(db.prepare('SELECT count(*) FROM version_one.messages').pluck().get());
  if (accounted === before) return;
  throw new LuminoraError('storage_damaged', `The database ${db.name} of version 1.0 could not be carried over whole: ${accounted} of ${before} messages. It was left as it was; its copy is in the backups folder.`, { details: { path: db.name, before, accounted } });
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
