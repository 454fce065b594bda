// Files of conversations on their way in: each lives until it was read.
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { createReceivedFiles } from '../received-files.ts';

/** @param folder nothing else may be kept in it */
export function createImportUploads(folder: string) {
  const files = createReceivedFiles(folder, { one: 'file', many: 'files', instead: 'Start or cancel one of them.' });
  /** Being read. */
  const whole = new Map<string, string>();
  return {
    begin: files.begin,
    put: files.put,

    /** @throws LuminoraError `not_found`, `invalid_input` naming the first missing piece */
    finish(id: string): string {
      const path = files.finish(id);
      whole.set(id, path);
      return path;
    },

    async drop(id: string): Promise<void> {
      const path = whole.get(id);
      whole.delete(id);
      if (path !== undefined) await fs.rm(path, { force: true });
      else await files.drop(id);
    },

    /** At start: removes what a process that died left behind. */
    async tidy(): Promise<void> {
      for (const name of await fs.readdir(folder).catch(() => [])) await fs.rm(join(folder, name), { recursive: true, force: true });
    },
  };
}
