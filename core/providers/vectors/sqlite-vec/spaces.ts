// The tables of the index: which spaces there are, and the statements on each one.
import type Database from 'better-sqlite3';
import { LuminoraError } from '../../../contract/errors.ts';

export type Space = {
  id: string;
  dimension: number;
  count(): number;
  numberOf(ownerId: string): number | undefined;
  /** Answers the new owner's number. */
  addOwner(ownerId: string): number;
  removeOwner(number: number): void;
  insert(number: number, userId: string, sessionId: string, vector: Float32Array): void;
  remove(number: number): void;
  nearest(vector: Float32Array, limit: number, userId: string, sessionId: string | null): { owner_id: string; distance: number }[];
  ownersAfter(after: string, limit: number): string[];
};

export type Spaces = {
  get(spaceId: string): Space | undefined;
  make(spaceId: string, dimension: number): Space;
  drop(spaceId: string): void;
};

/** Vectors per block of the extension's storage: a user's first vector costs one block. */
const CHUNK_SIZE = 512;

/** The spaces of an open index. */
export function createSpaces(db: Database.Database): Spaces {
  const opened = new Map<string, Space>();
  const find = db.prepare<[string], { number: number; dimension: number }>('SELECT number, dimension FROM spaces WHERE id = ?');
  const get = (spaceId: string): Space | undefined => {
    const cached = opened.get(spaceId);
    if (cached !== undefined) return cached;
    const row = find.get(spaceId);
    if (row === undefined) return undefined;
    const space = openSpace(db, spaceId, row.number, row.dimension);
    opened.set(spaceId, space);
    return space;
  };
  return {
    get,
    make(spaceId, dimension) {
      if (!Number.isInteger(dimension) || dimension < 1 || dimension > 8192) {
        throw new LuminoraError('embedding_mismatch', `sqlite-vec keeps vectors of 1 to 8192 parts, not ${dimension}. Choose another vector store or model.`);
      }
      db.transaction(() => {
        const number = Number(db.prepare('INSERT INTO spaces (id, dimension) VALUES (?, ?)').run(spaceId, dimension).lastInsertRowid);
        db.exec(`CREATE VIRTUAL TABLE ${tableOf(number)} USING vec0 (
          user_id TEXT PARTITION KEY, session_id TEXT, embedding float[${dimension}] distance_metric=cosine, chunk_size=${CHUNK_SIZE})`);
      }).immediate();
      const space = get(spaceId);
      if (space === undefined) throw new LuminoraError('storage_failed', `The vector space ${spaceId} could not be made.`);
      return space;
    },
    drop(spaceId) {
      const row = find.get(spaceId);
      opened.delete(spaceId);
      if (row === undefined) return;
      db.transaction(() => {
        db.exec(`DROP TABLE ${tableOf(row.number)}`);
        db.prepare('DELETE FROM owners WHERE space = ?').run(row.number);
        db.prepare('DELETE FROM spaces WHERE number = ?').run(row.number);
      }).immediate();
    },
  };
}

function tableOf(number: number): string {
  return `vectors_${number}`;
}

function openSpace(db: Database.Database, id: string, space: number, dimension: number): Space {
  const table = tableOf(space);
  const number = db.prepare<[number, string], number>('SELECT number FROM owners WHERE space = ? AND owner_id = ?').pluck();
  const add = db.prepare<[number, string]>('INSERT INTO owners (space, owner_id) VALUES (?, ?)');
  const removeOwner = db.prepare<[number]>('DELETE FROM owners WHERE number = ?');
  const count = db.prepare<[number], number>('SELECT count(*) FROM owners WHERE space = ?').pluck();
  const after = db.prepare<[number, string, number], string>('SELECT owner_id FROM owners WHERE space = ? AND owner_id > ? ORDER BY owner_id LIMIT ?').pluck();
  const insert = db.prepare<[bigint, string, string, Buffer]>(`INSERT INTO ${table} (rowid, user_id, session_id, embedding) VALUES (?, ?, ?, ?)`);
  const remove = db.prepare<[bigint]>(`DELETE FROM ${table} WHERE rowid = ?`);
  const select = (filter: string): string => `SELECT o.owner_id, v.distance FROM (
      SELECT rowid, distance FROM ${table} WHERE embedding MATCH ? AND k = ? AND user_id = ?${filter}) v
    CROSS JOIN owners o ON o.number = v.rowid`;
  type Hit = { owner_id: string; distance: number };
  const nearest = db.prepare<[Buffer, number, string], Hit>(select(''));
  const nearestInSession = db.prepare<[Buffer, number, string, string], Hit>(select(' AND session_id = ?'));
  return {
    id,
    dimension,
    count: () => count.get(space) ?? 0,
    numberOf: (ownerId) => number.get(space, ownerId),
    addOwner: (ownerId) => Number(add.run(space, ownerId).lastInsertRowid),
    removeOwner(owner) { removeOwner.run(owner); },
    insert(owner, userId, sessionId, vector) { insert.run(BigInt(owner), userId, sessionId, toBuffer(vector)); },
    remove(owner) { remove.run(BigInt(owner)); },
    nearest: (vector, limit, userId, sessionId) =>
      sessionId === null ? nearest.all(toBuffer(vector), limit, userId) : nearestInSession.all(toBuffer(vector), limit, userId, sessionId),
    ownersAfter: (ownerId, limit) => after.all(space, ownerId, limit),
  };
}

function toBuffer(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
