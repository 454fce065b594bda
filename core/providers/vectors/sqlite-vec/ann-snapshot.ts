// An index on disk: the library's bytes, then a footer that says of what they are, and the SHA-256 of both. A snapshot is never the truth: one that is
// missing, damaged or of other rows is left aside, and the index is built from the rows.
import { createHash, hash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** `epoch` names the index file of the rows, `generation` its state: rows changed later are not in the snapshot. */
export type SnapshotFacts = { epoch: string; space_id: string; user_id: string; dimension: number; generation: number; count: number };

/** Raised with the library's major version or when keys or bytes change their meaning. */
const FORMAT = 1;
const MAGIC = Buffer.from('LUMIANN\n');
const SUM_BYTES = 32;
const MOST_FOOTER_BYTES = 65_536;

/** Where a user's snapshot of a space lies; names are hashed, they may hold anything. */
export function snapshotFile(folder: string, spaceId: string, userId: string): string {
  return join(folder, `vectors-${hash('sha256', `${spaceId}\0${userId}`).slice(0, 24)}.ann`);
}

/** Removes a snapshot and a half-written one. */
export function removeSnapshot(file: string): void {
  rmSync(file, { force: true });
  try {
    rmSync(halfOf(file), { force: true });
  } catch {
    // Being written, where open files cannot be removed: its writer sees that it is stale and removes it.
  }
}

/** Removes every half-written snapshot of a folder; every snapshot with `all`. */
export function removeSnapshots(folder: string, all: boolean): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (/^vectors-[0-9a-f]{24}\.ann(\.half)?$/.test(name) && (all || name.endsWith('.half'))) rmSync(join(folder, name), { force: true });
}

/** Writes a snapshot beside the old one and puts it in its place, unless `isStale` says that what was written is not so any more. */
export async function saveSnapshot(file: string, facts: SnapshotFacts, write: (file: string) => void, isStale: () => boolean): Promise<void> {
  const half = halfOf(file);
  rmSync(half, { force: true });
  // Made here so that it is private from its first byte.
  closeSync(openSync(half, 'wx', 0o600));
  write(half);
  const text = Buffer.from(JSON.stringify({ format: FORMAT, ...facts }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const handle = await open(half, 'a');
  try {
    await handle.appendFile(Buffer.concat([text, length]));
    await handle.appendFile(Buffer.concat([await sumOf(half), MAGIC]));
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (isStale()) return rmSync(half, { force: true });
  renameSync(half, file);
}

/** The generation and count of a whole snapshot of these rows; null for anything else. */
export async function checkSnapshot(file: string, expected: Omit<SnapshotFacts, 'generation' | 'count'>): Promise<{ generation: number; count: number } | null> {
  if (!existsSync(file)) return null;
  const footer = readFooter(file);
  if (footer === null) return null;
  const { facts, summedBytes, sum } = footer;
  const isOurs = facts['format'] === FORMAT && (['epoch', 'space_id', 'user_id', 'dimension'] as const).every((field) => facts[field] === expected[field]);
  const { generation, count } = facts;
  if (!isOurs || typeof generation !== 'number' || typeof count !== 'number' || !sum.equals(await sumOf(file, summedBytes))) return null;
  return { generation, count };
}

function halfOf(file: string): string {
  return `${file}.half`;
}

/** From the end: magic, sum, length of the text, text. */
function readFooter(file: string): { facts: Record<string, unknown>; summedBytes: number; sum: Buffer } | null {
  const size = statSync(file).size;
  const descriptor = openSync(file, 'r');
  try {
    const read = (start: number, bytes: number): Buffer => {
      const buffer = Buffer.alloc(bytes);
      readSync(descriptor, buffer, 0, bytes, start);
      return buffer;
    };
    const summedBytes = size - MAGIC.length - SUM_BYTES;
    if (summedBytes < 4 || !read(size - MAGIC.length, MAGIC.length).equals(MAGIC)) return null;
    const length = read(summedBytes - 4, 4).readUInt32LE();
    if (length > MOST_FOOTER_BYTES || length + 4 > summedBytes) return null;
    return { facts: JSON.parse(read(summedBytes - 4 - length, length).toString()) as Record<string, unknown>, summedBytes, sum: read(summedBytes, SUM_BYTES) };
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

async function sumOf(file: string, bytes = Infinity): Promise<Buffer> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(file, { end: bytes - 1 })) sum.update(chunk as Buffer);
  return sum.digest();
}
