// Turns the driver's errors into ours, naming the index file.
import Database from 'better-sqlite3';
import { LuminoraError, isLuminoraError } from '../../../contract/errors.ts';

/** The LuminoraError for anything thrown while working on the index. */
export function toVectorError(error: unknown, file: string): LuminoraError {
  if (isLuminoraError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const details = { path: file };
  if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_FULL')) {
    return new LuminoraError('storage_full', `No space is left on the disk that holds ${file}. Free some space and try again.`, { cause: error, details });
  }
  return new LuminoraError('storage_failed', `The vector index ${file} failed: ${reason}. It can be deleted while Luminora is closed; it is built again from the messages.`, { cause: error, details });
}
