// Errors of the disk, as the product says them.
import { isLuminoraError, LuminoraError } from '../contract/errors.ts';

/** The system's error code (ENOSPC, ENOENT ...), also when it is inside `cause`. */
export function systemErrorCode(error: unknown): string | null {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth += 1) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === 'string' && /^[A-Z_]+[A-Z0-9_]*$/.test(code)) return code;
  }
  return null;
}

function isOfNetwork(error: unknown): boolean {
  for (let current: unknown = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth += 1) {
    const { syscall } = current as { syscall?: unknown };
    if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  }
  return false;
}

/** storage_full for a full disk, the error itself when it is ours, null for all else. */
export function toDiskError(error: unknown, folder: string): LuminoraError | null {
  if (isLuminoraError(error)) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new LuminoraError('storage_full', `The disk of ${folder} is full. Free some space and try again: it continues where it stopped.`, { cause: error, details: { folder } });
  // A firewall refuses with the same codes.
  if (isOfNetwork(error)) return null;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new LuminoraError('storage_failed', `The folder ${folder} cannot be written. Choose another, or change its permissions.`, { cause: error, details: { folder } });
  return null;
}
