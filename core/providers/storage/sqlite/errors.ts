// Turns the driver's errors into ours, naming the file they happened in.
import Database from 'better-sqlite3';
import { LuminoraError, isLuminoraError } from '../../../contract/errors.ts';

/** The system's words for a place that cannot be written or is of another kind. */
const unusable: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENOENT', 'ENAMETOOLONG', 'ELOOP']);

/** The LuminoraError for anything thrown while working on `file`. Our own errors pass through. */
export function toStorageError(error: unknown, file: string): LuminoraError {
  if (isLuminoraError(error)) return error;
  const details = { path: file, ...(error instanceof Database.SqliteError ? { sqlite: error.code } : {}) };
  if (!(error instanceof Database.SqliteError)) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC') return full(file, error, details);
    if (typeof code === 'string' && unusable.has(code)) {
      return new LuminoraError('storage_failed', `${file} cannot be used as a place for data (${code}). Choose another folder, or check its rights and what stands in its way.`, { cause: error, details });
    }
    const reason = error instanceof Error ? error.message : String(error);
    return new LuminoraError('storage_failed', `The storage at ${file} failed: ${reason}`, { cause: error, details });
  }
  const code = error.code;
  if (code.startsWith('SQLITE_FULL')) return full(file, error, details);
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new LuminoraError('storage_damaged', `The database ${file} is damaged. Nothing was overwritten; restore a backup from the backups folder beside it.`, { cause: error, details });
  }
  if (code === 'SQLITE_NOTADB') {
    return new LuminoraError('storage_damaged', `The file ${file} is not a database. It was left as it is; move it away or choose another database_path.`, { cause: error, details });
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return new LuminoraError('conflict', `A record with the same key is already stored (${columnsOf(error.message)}).`, { cause: error, details });
  }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new LuminoraError('conflict', 'The change refers to a record that is not stored (any more), or deletes one that others refer to.', { cause: error, details });
  }
  if (code.startsWith('SQLITE_CONSTRAINT')) {
    return new LuminoraError('invalid_input', `The storage refused a value: ${error.message}.`, { cause: error, details });
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new LuminoraError('storage_failed', `Another program holds the database ${file}. Close it and try again.`, { cause: error, details });
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_PERM')) {
    return new LuminoraError('storage_failed', `The database ${file} cannot be opened for writing. Check the rights of the file and its folder.`, { cause: error, details });
  }
  return new LuminoraError('storage_failed', `The database ${file} failed: ${error.message}.`, { cause: error, details });
}

function full(file: string, cause: unknown, details: Record<string, unknown>): LuminoraError {
  return new LuminoraError('storage_full', `No space is left on the disk that holds ${file}. Nothing stored was lost; free some space and try again.`, { cause, details });
}

/** "UNIQUE constraint failed: messages.client_message_id" without its values (there are none in it). */
function columnsOf(message: string): string {
  return message.split(': ').at(1) ?? 'unique key';
}
