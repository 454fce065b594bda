// How a record becomes a row and back: one description per table, from which its plain statements are written.
import { hash } from 'node:crypto';
import { LuminoraError } from '../../../contract/errors.ts';
import type { Entities, EntityName } from '../changes.ts';

/** json: a JSON value, null as NULL; any: the same, null as the JSON null. boolean: 0 or 1. vector: little-endian float32. bytes: as they are. text: made well-formed first. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'json' | 'any' | 'vector' | 'bytes';
export type Value = string | number | null | Buffer;
export type Row = Record<string, Value>;

/** `columns` names every field of the record; `derived` are columns made from it that no record shows. */
export type TableDescription<E extends EntityName> = {
  entity: E;
  name: string;
  columns: Record<keyof Entities[E] & string, ColumnKind>;
  derived?: { names: readonly string[]; make: (record: Entities[E]) => Row };
  /** Columns a checksum leaves out; without this the table has no checksum. */
  checksum?: { without: readonly string[]; added?: AddedColumns };
};

/** Columns that came with a later migration: they have a checksum of their own in `column`, NULL in rows of before, which hold `before`. */
type AddedColumns = { column: string; of: readonly string[]; before: readonly Value[] };

/** The statements every table has, by what they do. */
export type TableStatements = { insert: string; insertMissing: string; put: string; update: string; delete: string; get: string; count: string };

export type Table<E extends EntityName> = {
  entity: E;
  name: string;
  sql: TableStatements;
  toRow(record: Entities[E]): Row;
  fromRow(row: Row): Entities[E];
  /** True when the row is not what was written. */
  isDamaged(row: Row): boolean;
};

/** Makes the table's functions and statements from its description. */
export function defineTable<E extends EntityName>(description: TableDescription<E>): Table<E> {
  const kinds = Object.entries(description.columns) as [string, ColumnKind][];
  const { checksum, derived } = description;
  const added = checksum?.added;
  const left = new Set([...(checksum?.without ?? []), ...(added?.of ?? [])]);
  const summed = kinds.map(([column]) => column).filter((column) => !left.has(column));
  const columns = [...kinds.map(([column]) => column), ...(derived?.names ?? []), ...(checksum === undefined ? [] : ['checksum']), ...(added === undefined ? [] : [added.column])];
  return {
    entity: description.entity,
    name: description.name,
    sql: writeStatements(description.name, columns),
    toRow(record) {
      const row: Row = {};
      for (const [column, kind] of kinds) row[column] = toValue((record as Record<string, unknown>)[column], kind);
      if (derived !== undefined) Object.assign(row, derived.make(record));
      if (checksum !== undefined) row['checksum'] = sumOf(row, summed);
      if (added !== undefined) row[added.column] = sumOf(row, added.of);
      return row;
    },
    fromRow(row) {
      const record: Record<string, unknown> = {};
      for (const [column, kind] of kinds) record[column] = fromValue(row[column] ?? null, kind);
      return record as Entities[E];
    },
    isDamaged: (row) => checksum !== undefined && (row['checksum'] !== sumOf(row, summed) || (added !== undefined && !isAddedWhole(row, added))),
  };
}

function sumOf(row: Row, columns: readonly string[]): string {
  return hash('sha256', JSON.stringify(columns.map((column) => row[column]))).slice(0, 16);
}

function isAddedWhole(row: Row, { column, of, before }: AddedColumns): boolean {
  return row[column] === null ? of.every((name, index) => row[name] === before[index]) : row[column] === sumOf(row, of);
}

function writeStatements(name: string, columns: readonly string[]): TableStatements {
  const insert = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
  const others = columns.filter((column) => column !== 'id');
  return {
    insert,
    insertMissing: `${insert} ON CONFLICT DO NOTHING`,
    put: `${insert} ON CONFLICT (id) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    update: `UPDATE ${name} SET ${others.map((column) => `${column} = @${column}`).join(', ')} WHERE id = @id`,
    delete: `DELETE FROM ${name} WHERE id = ?`,
    get: `SELECT * FROM ${name} WHERE id = ?`,
    count: `SELECT count(*) FROM ${name}`,
  };
}

function toValue(value: unknown, kind: ColumnKind): Value {
  if (kind === 'any') return JSON.stringify(value ?? null);
  if (value === null || value === undefined) return null;
  if (kind === 'boolean') return value === true ? 1 : 0;
  if (kind === 'json') return JSON.stringify(value);
  if (kind === 'text') return String(value).toWellFormed();
  if (kind === 'vector' && value instanceof Float32Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (kind === 'bytes' && value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value as Value;
}

function fromValue(value: Value, kind: ColumnKind): unknown {
  if (value === null) return null;
  if (kind === 'boolean') return value === 1;
  if (kind === 'json' || kind === 'any') return parseJson(String(value));
  // A copy: the driver's buffer may start where floats may not.
  if (kind === 'vector' && Buffer.isBuffer(value)) return new Float32Array(new Uint8Array(value).buffer);
  if (kind === 'bytes' && Buffer.isBuffer(value)) return new Uint8Array(value);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new LuminoraError('storage_damaged', 'A stored record is damaged: its JSON cannot be read. Restore a backup.', { cause: error });
  }
}
