// Writes everything of a user, or of one companion, as one ZIP: a stream of bytes, or a file that is there whole or not at all.
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { LuminoraError } from '../../contract/errors.ts';
import { snapshotParts, type SnapshotPart } from '../../contract/snapshots.ts';
import { breathe } from '../../lib/breathe.ts';
import type { Clock } from '../../lib/clock.ts';
import type { RecordOwner, StorageProvider } from '../../providers/storage/storage.ts';
import { createAnonymiser, cannotPromise } from './anonymise.ts';
import { jsonSchemaOf, kindsOf, recordsPath, schemaPath, type Line, type SnapshotEntity } from './entities.ts';
import { formatName, formatVersion, manifestPath, type Manifest } from './manifest.ts';
import { pagesOf } from './pages.ts';
import { assertWanted } from './refuse.ts';
import { createZipWriter } from './write-zip.ts';
import { fileError } from '../received-files.ts';

export type SnapshotDeps = {
  storage: StorageProvider; clock: Clock; productVersion: string;
  /** Told how many bytes of a file have been written, or how many of its unpacked bytes have been checked. */
  onBytes?: (bytes: number, total: number | null) => void;
};
export type SnapshotOptions = {
  user_id: string;
  /** Only what belongs to the user and this companion. */
  personality?: string;
  /** Everything when left out. Episodes, traces and vectors are of conversations and come only with them. */
  includes?: readonly SnapshotPart[];
  /** Names, numbers, addresses and ids are exchanged; companions' texts, pictures and vectors stay behind. */
  anonymised?: boolean;
};

type Written = { path: string; hash: ReturnType<typeof createHash>; bytes: number; records: number };

/**
 * The bytes of the ZIP, as they come; the last file in it is the manifest. Memory does not grow with the store (anonymising keeps every id and every name it met).
 * What changes while it is written may be in it or not, but nothing in it points at what is missing: a row that came too late is left out.
 * @throws LuminoraError `invalid_input`, `cancelled`, `unsupported` (over 4 GiB), `storage_*`
 */
export async function* writeSnapshot(deps: SnapshotDeps, options: SnapshotOptions, signal?: AbortSignal): AsyncGenerator<Uint8Array, Manifest> {
  const includes = partsOf(options);
  const isAnonymised = options.anonymised === true;
  const kinds = kindsOf(includes, isAnonymised);
  const owner: RecordOwner = { user_id: options.user_id, ...(options.personality === undefined ? {} : { personality: options.personality }) };
  const made_at = deps.clock.now();
  const anonymiser = isAnonymised ? await createAnonymiser(deps.storage, owner, kinds.map(({ entity }) => entity), made_at, signal) : null;
  const zip = createZipWriter(made_at);
  const parts: Written[] = [];
  const known = new Map<SnapshotEntity, Set<string>>();
  for (const { entity, refersTo } of kinds) {
    yield* zip.file(recordsPath(entity), measured(recordsPath(entity), linesOf(entity, refersTo ?? {})));
    yield* zip.file(schemaPath(entity), measured(schemaPath(entity), [JSON.stringify(jsonSchemaOf(entity), null, 2)], 0));
  }
  const manifest: Manifest = {
    format: formatName, version: formatVersion, product_version: deps.productVersion, made_at, user_id: anonymiser?.userId ?? options.user_id, personality: options.personality ?? null,
    includes: [...includes], is_anonymised: isAnonymised, notes: isAnonymised ? [...cannotPromise] : [],
    parts: parts.map(({ path, hash, bytes, records }) => ({ path, sha256: hash.digest('hex'), bytes, records })),
  };
  yield* zip.file(manifestPath, [Buffer.from(JSON.stringify(manifest, null, 2))]);
  yield* zip.end();
  return manifest;

  async function* measured(path: string, texts: AsyncIterable<string> | Iterable<string>, perText?: number): AsyncGenerator<Uint8Array> {
    const part: Written = { path, hash: createHash('sha256'), bytes: 0, records: 0 };
    parts.push(part);
    for await (const text of texts) {
      const bytes = Buffer.from(text);
      part.hash.update(bytes);
      part.bytes += bytes.length;
      part.records += perText ?? countLines(bytes);
      yield bytes;
    }
  }

  async function* linesOf(entity: SnapshotEntity, refersTo: Readonly<Record<string, SnapshotEntity>>): AsyncGenerator<string> {
    const ids = new Set<string>();
    known.set(entity, ids);
    for await (const page of pagesOf(deps.storage, entity, owner)) {
      assertWanted(signal);
      const whole = page.filter((line) => isWhole(line, refersTo, ids));
      // One string a page: packing many small pieces takes several times as long.
      if (whole.length > 0) yield whole.map((line) => `${JSON.stringify(anonymiser === null ? line : anonymiser.line(entity, line))}\n`).join('');
      await breathe();
    }
  }

  function isWhole(line: Line, refersTo: Readonly<Record<string, SnapshotEntity>>, own: Set<string>): boolean {
    for (const [field, entity] of Object.entries(refersTo)) {
      const id = line[field];
      if (typeof id === 'string' && known.get(entity)?.has(id) !== true) return false;
    }
    own.add(line.id);
    return true;
  }
}

/** Writes beside the file and puts it in its place when it is whole. Mode 0600. @throws as `writeSnapshot`, and `storage_failed` or `storage_full` for the file */
export async function writeSnapshotFile(deps: SnapshotDeps, options: SnapshotOptions, file: string, signal?: AbortSignal): Promise<{ manifest: Manifest; bytes: number }> {
  const target = resolve(file);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await fs.mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const handle = await fs.open(temporary, 'wx', 0o600);
    let bytes = 0;
    try {
      const chunks = writeSnapshot(deps, options, signal);
      for (let next = await chunks.next(); ; next = await chunks.next()) {
        if (next.done === true) {
          await handle.sync();
          await handle.close();
          await fs.rename(temporary, target);
          return { manifest: next.value, bytes };
        }
        await handle.writeFile(next.value);
        bytes += next.value.length;
        deps.onBytes?.(bytes, null);
      }
    } finally {
      await handle.close().catch(() => undefined);
    }
  } catch (cause) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(cause, target);
  }
}

function partsOf({ includes, anonymised }: SnapshotOptions): readonly SnapshotPart[] {
  const wanted = snapshotParts.filter((part) => includes === undefined || includes.includes(part));
  const dependent = wanted.find((part) => part !== 'facts' && part !== 'conversations');
  if (dependent !== undefined && !wanted.includes('conversations')) throw new LuminoraError('invalid_input', `"${dependent}" are of conversations: include "conversations" as well, or leave them out.`);
  // A vector tells much of the text it was made of.
  return anonymised === true ? wanted.filter((part) => part !== 'vectors') : wanted;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}
