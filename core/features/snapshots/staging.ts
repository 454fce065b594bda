// Checked lines wait here, in a private folder, until they are written to the storage or dropped: one file per kind of record.
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder } from '../../lib/data-folder.ts';
import type { Line, SnapshotEntity } from './entities.ts';

const prefix = 'snapshot-';
const chunkBytes = 256 * 1024;

export type Staging = {
  /** Appends JSON lines to a list of a kind. */
  writer(list: string, entity: SnapshotEntity): Promise<{ add(json: string): Promise<void>; end(): Promise<void> }>;
  /** The lines of a list, read as they are asked for; nothing when there is none. Synchronous: they are read inside a transaction. */
  lines(list: string, entity: SnapshotEntity): Generator<Line>;
  remove(): Promise<void>;
};

/** @throws the system's own errors */
export async function createStaging(workFolder: string): Promise<Staging> {
  makePrivateFolder(workFolder);
  const folder = await mkdtemp(join(workFolder, prefix));
  const place = (list: string, entity: SnapshotEntity) => join(folder, `${list}-${entity}.jsonl`);
  return {
    async writer(list, entity) {
      const file: FileHandle = await open(place(list, entity), 'w', 0o600);
      let waiting: string[] = [];
      let characters = 0;
      const flush = async () => {
        if (waiting.length > 0) await file.writeFile(waiting.join(''));
        waiting = [];
        characters = 0;
      };
      return {
        async add(json) {
          waiting.push(json, '\n');
          characters += json.length;
          if (characters > chunkBytes) await flush();
        },
        async end() {
          try {
            await flush();
          } finally {
            await file.close();
          }
        },
      };
    },
    *lines(list, entity) {
      const path = place(list, entity);
      if (!existsSync(path)) return;
      const file = openSync(path, 'r');
      try {
        const chunk = Buffer.alloc(chunkBytes);
        let parts: Buffer[] = [];
        for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
          let from = 0;
          for (let at = chunk.indexOf(10); at >= 0 && at < length; at = chunk.indexOf(10, from)) {
            yield JSON.parse(Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8')) as Line;
            parts = [];
            from = at + 1;
          }
          if (from < length) parts.push(Buffer.from(chunk.subarray(from, length)));
        }
      } finally {
        closeSync(file);
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** At start: removes what a process that died left behind. */
export async function removeStagedLeftovers(workFolder: string): Promise<void> {
  for (const name of await readdir(workFolder).catch(() => [])) if (name.startsWith(prefix)) await rm(join(workFolder, name), { recursive: true, force: true });
}
