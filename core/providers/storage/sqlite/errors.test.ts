import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import { toStorageError } from './errors.ts';

describe('toStorageError', () => {
  const file = '/data/luminora.db';
  it.each([
    ['SQLITE_FULL', 'storage_full'], ['SQLITE_CORRUPT', 'storage_damaged'], ['SQLITE_CORRUPT_VTAB', 'storage_damaged'], ['SQLITE_NOTADB', 'storage_damaged'],
    ['SQLITE_IOERR_READ', 'storage_failed'], ['SQLITE_READONLY', 'storage_failed'], ['SQLITE_CANTOPEN', 'storage_failed'], ['SQLITE_BUSY', 'storage_failed'], ['SQLITE_ERROR', 'storage_failed'],
  ])('%s becomes %s and names the file', (code, expected) => {
    const error = toStorageError(new Database.SqliteError('no', code), file);
    expect(error.code).toBe(expected);
    expect(error.message).toContain(file);
    expect(error.details).toMatchObject({ path: file, sqlite: code });
  });

  it.each([
    ['SQLITE_CONSTRAINT_UNIQUE', 'conflict'], ['SQLITE_CONSTRAINT_PRIMARYKEY', 'conflict'], ['SQLITE_CONSTRAINT_FOREIGNKEY', 'conflict'], ['SQLITE_CONSTRAINT_CHECK', 'invalid_input'],
  ])('%s becomes %s', (code, expected) => {
    expect(toStorageError(new Database.SqliteError('CHECK failed', code), file).code).toBe(expected);
  });

  it('passes our own errors and keeps the cause of others', () => {
    const own = new LuminoraError('not_found', 'x');
    expect(toStorageError(own, file)).toBe(own);
    const cause = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    expect(toStorageError(cause, file)).toMatchObject({ code: 'storage_full', cause });
    expect(toStorageError('odd', file)).toMatchObject({ code: 'storage_failed' });
  });
});
