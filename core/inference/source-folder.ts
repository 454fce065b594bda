// A file that somebody brought along in a folder.
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { rangeStatePath } from './hub-ranges.ts';
import type { SourceReader } from './source.ts';

/** Copies the file of the configured folder. */
export const readFromFolder: SourceReader<'folder'> = async function* (context) {
  const folder = context.source.from ?? context.localFolder;
  if (folder === null) throw new Error('no local folder is configured');
  const path = join(folder, context.source.file);
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) throw new Error(`${path} is not there`);
  if (info.size !== context.entry.file.size_bytes) throw new Error(`${path} has ${info.size} bytes instead of ${context.entry.file.size_bytes}`);
  // Only now: until here nothing is lost of what the hub has sent.
  await rm(rangeStatePath(context.partPath), { force: true });
  const target = await open(context.partPath, 'w');
  let completedBytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1024 * 1024, signal: context.signal })) {
      await target.writeFile(chunk as Buffer);
      completedBytes += (chunk as Buffer).byteLength;
      yield { status: 'copying', completedBytes };
    }
  } finally {
    await target.close();
  }
};
