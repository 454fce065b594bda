// The driver's errors in our words.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import { toVectorError } from './errors.ts';

describe('toVectorError', () => {
  it('passes our own errors, tells a full disk apart, and says of the rest that the index can be built again', () => {
    const own = new LuminoraError('embedding_mismatch', 'x');
    expect(toVectorError(own, 'v.db')).toBe(own);
    expect(toVectorError(new Database.SqliteError('full', 'SQLITE_FULL'), 'v.db')).toMatchObject({ code: 'storage_full', details: { path: 'v.db' } });
    for (const error of [new Database.SqliteError('malformed', 'SQLITE_CORRUPT'), new Error('malformed'), 'malformed']) {
      expect(toVectorError(error, 'v.db')).toMatchObject({ code: 'storage_failed', cause: error, message: expect.stringMatching(/v\.db failed: malformed\. It can be deleted/) });
    }
  });
});
