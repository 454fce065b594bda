// A process that takes a data folder: prints "owner" when it has it, or the error it got, and keeps the folder until its input ends.
import { writeSync } from 'node:fs';
import { isLuminoraError } from '../../contract/errors.ts';
import { lockDataFolder } from '../../providers/storage/sqlite-lock.ts';

try {
  const lock = lockDataFolder(process.argv[2] ?? '', { pid: process.pid });
  lock.publish({ url: `http://127.0.0.1:${process.pid}`, token: 'secret', contract_version: 1 });
  writeSync(1, 'owner\n');
  process.stdin.on('end', () => lock.release()).resume();
} catch (error) {
  if (!isLuminoraError(error)) throw error;
  writeSync(1, `${JSON.stringify({ code: error.code, message: error.message, details: error.details })}\n`);
}
