// The files of snapshots in the data folder: ID.made.zip, ID.backup.zip and ID.upload.zip. What a file is, it says itself.
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { decodeTime } from 'ulid';
import { LuminoraError } from '../../contract/errors.ts';
import { snapshotPieceBytes, type Snapshot } from '../../contract/snapshots.ts';
import { makePrivateFolder } from '../../lib/data-folder.ts';
import type { Log } from '../../lib/log.ts';
import type { Manifest } from './manifest.ts';
import { openZipFile } from './open-zip-file.ts';
import { isSnapshotName, readManifest } from './stage-parts.ts';
import { fileError, piecesOf } from '../received-files.ts';

export type SnapshotKind = Snapshot['kind'];
type Kept = { id: string; kind: SnapshotKind; path: string };

/** Backups made before a replacement that are kept; older ones go. */
export const keptBackups = 3;
const named = /^([0-9A-HJKMNP-TV-Z]{26})\.(made|backup|upload)\.zip$/;

export function createSnapshotStore(folder: string, log: Log) {
  async function all(): Promise<Kept[]> {
    const names = await fs.readdir(folder).catch(() => []);
    const kept = names.flatMap((name): Kept[] => {
      const found = named.exec(name);
      return found ? [{ id: found[1]!, kind: found[2] as SnapshotKind, path: join(folder, name) }] : [];
    });
    return kept.sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  async function find(id: string): Promise<Kept> {
    const found = (await all()).find((kept) => kept.id === id);
    if (!found) throw new LuminoraError('not_found', `There is no snapshot "${id}".`, { details: { id } });
    return found;
  }

  /** @throws LuminoraError `invalid_input`, `storage_from_future`, `storage_failed` */
  async function describe({ id, kind, path }: Kept): Promise<Snapshot> {
    try {
      const handle = await fs.open(path, 'r');
      try {
        const manifest = await readManifest(await openZipFile(handle, isSnapshotName));
        const { size } = await handle.stat();
        return { id, kind, file_name: fileName(kind, manifest), bytes: size, pieces: piecesOf(size), created_at: decodeTime(id), manifest };
      } finally {
        await handle.close();
      }
    } catch (cause) {
      throw fileError(cause, path);
    }
  }

  const remove = ({ path }: Kept): Promise<void> => fs.rm(path, { force: true });
  return {
    folder,
    workFolder: join(folder, 'work'),
    pathOf: (id: string, kind: SnapshotKind): string => join(folder, `${id}.${kind}.zip`),
    find,
    describe: async (id: string): Promise<Snapshot> => describe(await find(id)),

    /** Newest first. A file that cannot be read is left out and logged. */
    async list(): Promise<Snapshot[]> {
      const described: Snapshot[] = [];
      for (const kept of await all()) {
        const one = await describe(kept).catch((error: unknown) => log.warn('snapshot-not-read', { id: kept.id, reason: error instanceof LuminoraError ? error.code : String(error) }));
        if (one !== undefined) described.push(one);
      }
      return described;
    },

    async piece(id: string, index: number): Promise<{ index: number; pieces: number; data: string }> {
      const { path } = await find(id);
      try {
        const handle = await fs.open(path, 'r');
        try {
          const pieces = piecesOf((await handle.stat()).size);
          if (index >= pieces) throw new LuminoraError('invalid_input', `The snapshot has ${pieces} pieces; there is none with the number ${index}.`, { details: { field: 'index' } });
          const buffer = Buffer.alloc(snapshotPieceBytes);
          let length = 0;
          for (let read = -1; read !== 0 && length < buffer.length;) {
            read = (await handle.read(buffer, length, buffer.length - length, index * snapshotPieceBytes + length)).bytesRead;
            length += read;
          }
          return { index, pieces, data: buffer.subarray(0, length).toString('base64') };
        } finally {
          await handle.close();
        }
      } catch (cause) {
        throw fileError(cause, path);
      }
    },

    drop: (id: string, kind: SnapshotKind): Promise<void> => fs.rm(join(folder, `${id}.${kind}.zip`), { force: true }),
    remove: async (id: string): Promise<void> => remove(await find(id)),

    /** Removes the backups that came before the newest `keep`. @param keep 0 removes all */
    async removeBackups(keep: number): Promise<void> {
      for (const backup of (await all()).filter(({ kind }) => kind === 'backup').slice(keep)) await remove(backup);
    },

    /** At start: makes the folder and removes what a process that died left behind, uploads included. */
    async tidy(): Promise<void> {
      makePrivateFolder(folder);
      for (const name of await fs.readdir(folder)) if (named.exec(name)?.[2] !== 'made' && named.exec(name)?.[2] !== 'backup') await fs.rm(join(folder, name), { recursive: true, force: true });
    },
  };
}
export type SnapshotStore = ReturnType<typeof createSnapshotStore>;

/** Letters, digits and dots only, so that any system can keep it. */
function fileName(kind: SnapshotKind, { user_id, personality, made_at, is_anonymised }: Manifest): string {
  const words = ['luminora', kind === 'backup' ? 'backup' : '', user_id, personality ?? '', is_anonymised ? 'anonymised' : '', new Date(made_at).toISOString().slice(0, 10)];
  return `${words.filter((word) => word !== '').map((word) => word.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_').slice(0, 40)).join('-')}.zip`;
}
