// node bench/imports.bench.ts [--megabytes N] [--read-only] [--zip] [--file EXPORT]
// A ChatGPT export, made here unless one is given, brought into a fresh store: time, and how much memory the process grew by: one of its own, in which nothing was made.
// Missing the floor (growth below 300 MB) ends with exit status 1. Needs room on the disk for some five times the file.
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { crc32, createDeflateRaw } from 'node:zlib';
import { importConversations, readConversations } from '../core/features/imports/index.ts';
import { productFolder } from '../core/index.ts';
import { breathe } from '../core/lib/breathe.ts';
import { systemClock } from '../core/lib/clock.ts';
import { silentLog } from '../core/lib/log.ts';
import { openSqliteStorage } from '../core/providers/storage/sqlite/open.ts';
import { chatgptExport } from './chatgpt-export.ts';
import { describe, isWithinFloor } from './statistics.ts';
import type { Result } from './statistics.ts';

const { values: options } = parseArgs({ options: { megabytes: { type: 'string', default: '200' }, 'read-only': { type: 'boolean', default: false }, zip: { type: 'boolean', default: false }, file: { type: 'string' } } });
const size = Number(options.megabytes) * 1e6;
/** The same as the one file of a ZIP that is written as it is made: flag 8, sizes after the data, which a reader has to find. */
async function* zipped(): AsyncGenerator<Uint8Array> {
  const name = Buffer.from('conversations.json');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(8, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(name.length, 26);
  yield Buffer.concat([header, name]);
  let [sum, whole, packed] = [0, 0, 0];
  async function* counted() {
    for await (const piece of chatgptExport(size)) {
      sum = crc32(piece, sum);
      whole += piece.length;
      yield piece;
    }
  }
  for await (const piece of Readable.from(counted()).pipe(createDeflateRaw())) {
    packed += (piece as Buffer).length;
    yield piece as Buffer;
  }
  const end = Buffer.alloc(20);
  for (const [place, value] of [0x08074b50, sum, packed, whole, 0x02014b50].entries()) end.writeUInt32LE(value, place * 4);
  yield end;
}

async function makeAndMeasure(folder: string): Promise<number> {
  const file = join(folder, options.zip ? 'export.zip' : 'conversations.json');
  await pipeline(options.zip ? zipped() : chatgptExport(size), createWriteStream(file));
  const child = spawn(process.execPath, [import.meta.filename, ...process.argv.slice(2), '--file', file], { stdio: 'inherit' });
  return new Promise((resolve, reject) => { child.once('error', reject).once('exit', (code) => resolve(code ?? 1)); });
}

async function measure(folder: string, file: string): Promise<Result> {
  const storage = openSqliteStorage(join(folder, 'luminora.db'), { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  let [conversations, messages, longestGap] = [0, 0, 0];
  const start = process.memoryUsage().rss;
  let peak = start;
  let lastBeat = performance.now();
  const beat = setInterval(() => {
    longestGap = Math.max(longestGap, performance.now() - lastBeat);
    lastBeat = performance.now();
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const startedAt = performance.now();
  try {
    if (options['read-only']) {
      for await (const item of readConversations(createReadStream(file), { now: systemClock.now() })) {
        conversations += item.conversation ? 1 : 0;
        messages += item.conversation?.messages.length ?? 0;
        await breathe();
      }
    } else {
      for await (const report of importConversations(createReadStream(file), { storage, clock: systemClock }, { user_id: 'default', personality: 'luna' })) ({ conversations, messages } = report);
      if (await storage.messages.count({}) !== messages) throw new Error('messages were lost');
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const megabytes = (bytes: number) => Math.round(bytes / 1e6);
    return {
      name: `import of ${megabytes((await stat(file)).size)} MB${options.zip ? ', a ZIP' : ''}${options['read-only'] ? ', read only' : ''}`, unit: 'MB',
      values: { rss_growth: megabytes(peak - start), rss_start: megabytes(start), conversations, messages, seconds: Math.round(seconds), longest_pause_ms: Math.round(longestGap), database: megabytes((await stat(join(folder, 'luminora.db'))).size) }, floor: { value: 'rss_growth', limit: 300 },
    };
  } finally {
    clearInterval(beat);
    await storage.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-imports-'));
try {
  if (options.file === undefined) process.exitCode = await makeAndMeasure(folder);
  else {
    const result = await measure(folder, options.file);
    process.stdout.write(`${describe(result)}\n`);
    if (!isWithinFloor(result)) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
