// node bench/imports-engine.bench.ts [--megabytes N] [--what whole,cancel,kill] [--undo]
// A ChatGPT export brought into a running engine, in a process of its own: memory, progress, and turns meanwhile; stopped in the middle; killed in the middle and opened again.
// The rows are counted by SQL. A missed floor (memory grows by less than 300 MB, nothing half-done) ends with exit status 1. Needs room on the disk for some six times the file.
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { bringConversations, openEngine, productFolder, type Engine } from '../core/index.ts';
import type { Import } from '../core/contract/index.ts';
import { chatgptExport } from './chatgpt-export.ts';
import { describe, isWithinFloor, summarize, type Result } from './statistics.ts';

const { values: options } = parseArgs({ options: { megabytes: { type: 'string', default: '200' }, what: { type: 'string', default: 'whole,cancel,kill' }, undo: { type: 'boolean', default: false }, file: { type: 'string' }, data: { type: 'string' }, as: { type: 'string' } } });
const megabytes = (bytes: number) => Math.round(bytes / 1e6);
const wait = (ms: number) => new Promise((done) => { setTimeout(done, ms); });
/** Turns before and while the file is read. */
const turns = 15;
/** Facts are looked for in the background for long; so much of it is watched. */
const readingMs = 60_000;

function show(result: Result): void {
  process.stdout.write(`${describe(result)}\n`);
  if (!isWithinFloor(result)) process.exitCode = 1;
}

/** Sessions without all of their messages, messages without their session, and what says that something is being written. */
type Rows = { sessions: number; messages: number; half_done: number };

/** In a process of its own: two SQLite libraries in one undo each other's locks. */
function halfDone(data: string): Rows {
  return JSON.parse(execFileSync(process.execPath, [import.meta.filename, '--as', 'count', '--data', data], { encoding: 'utf8' })) as Rows;
}

function count(data: string): Rows {
  const database = new DatabaseSync(join(data, 'luminora.db'), { readOnly: true });
  const rows = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  try {
    return {
      sessions: rows("SELECT count(*) FROM sessions WHERE id LIKE '0000000000%'"), messages: rows("SELECT count(*) FROM messages WHERE session_id LIKE '0000000000%'"),
      half_done: rows("SELECT count(*) FROM sessions WHERE id LIKE '0000000000%' AND active_leaf_id IS NULL") + rows('SELECT count(*) FROM messages WHERE session_id NOT IN (SELECT id FROM sessions)')
        + rows('SELECT count(*) FROM messages WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM messages)') + rows("SELECT count(*) FROM settings WHERE id = 'imports.unfinished'")
        + rows('SELECT count(*) FROM proposals WHERE session_id NOT IN (SELECT id FROM sessions)'),
    };
  } finally {
    database.close();
  }
}

const open = (data: string) => openEngine({ dataFolder: data, productFolder, env: {}, defaults: { llm_provider: { name: 'scripted', config: {} } } });

/** Milliseconds until the first word of a reply. */
async function turn(engine: Engine, sessionId: string, text: string): Promise<number> {
  const start = performance.now();
  let first = Number.NaN;
  for await (const event of await engine.client.chat.send({ session_id: sessionId, message: text })) if (event.type === 'text-delta' && Number.isNaN(first)) first = performance.now() - start;
  return first;
}

async function some(engine: Engine, sessionId: string): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < turns; number += 1) {
    times.push(await turn(engine, sessionId, `Tell me about the weather of day ${number}`));
    await wait(200);
  }
  return times;
}

async function whole(engine: Engine, data: string, file: string): Promise<void> {
  const session = await engine.client.sessions.create({});
  await turn(engine, session.id, 'Hello');
  await engine.jobsIdle();
  const idle = summarize(await some(engine, session.id));
  await engine.jobsIdle();
  let [events, peak, longest, lastBeat] = [0, 0, 0, performance.now()];
  const stop = new AbortController();
  const watching = (async () => { for await (const event of await engine.client.system.events(undefined, { signal: stop.signal })) if (event.type === 'import-progress') events += 1; })().catch(() => undefined);
  const start = process.memoryUsage().rss;
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - lastBeat);
    lastBeat = performance.now();
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const startedAt = performance.now();
  let during: Promise<number[]> | null = null;
  const done = await bringConversations(engine.client, file, { onProgress: ({ state, conversations }) => { if (state === 'running' && conversations > 20) during ??= some(engine, session.id); } });
  const readMs = performance.now() - startedAt;
  const busy = summarize(await (during ?? Promise.resolve([Number.NaN])));
  const { messages, half_done } = halfDone(data);
  if (messages !== done.messages) throw new Error(`${messages} messages are there, ${done.messages} were imported`);
  show({ name: `import of ${megabytes((await stat(file)).size)} MB into an engine`, unit: 'MB', values: { rss_growth: megabytes(peak - start), rss_start: megabytes(start), conversations: done.conversations, messages, seconds: Math.round(readMs / 1000), progress_events: events, longest_pause_ms: Math.round(longest) }, floor: { value: 'rss_growth', limit: 300 } });
  show({ name: 'first word of a reply, nothing else to do', unit: 'ms', values: { ...idle }, floor: null });
  show({ name: 'first word of a reply, import running', unit: 'ms', values: { ...busy }, floor: null });
  show({ name: 'left half-done', unit: 'rows', values: { half_done }, floor: { value: 'half_done', limit: 0 } });
  let last: Import = done;
  const readingFrom = performance.now();
  while ((last.to_read ?? 0) > 0 && performance.now() - readingFrom < readingMs) {
    await wait(200);
    last = await engine.client.imports.get({ id: done.id });
  }
  show({ name: 'looking for facts, and vectors meanwhile', unit: 'MB', values: { rss_growth: megabytes(peak - start), seconds: Math.round((performance.now() - readingFrom) / 1000), conversations_read: done.conversations - (last.to_read ?? 0), proposals: last.proposals }, floor: null });
  clearInterval(beat);
  stop.abort();
  await watching;
}

async function cancelled(engine: Engine, data: string, file: string): Promise<void> {
  const stop = new AbortController();
  const ended = await bringConversations(engine.client, file, { signal: stop.signal, undoIfStopped: options.undo, onProgress: ({ done_bytes: done, bytes }) => { if (done > bytes / 2) stop.abort(); } });
  const rows = halfDone(data);
  if (ended.state !== 'cancelled' || rows.sessions !== ended.conversations || rows.messages !== ended.messages) throw new Error(`${JSON.stringify(rows)} but ${JSON.stringify(ended)}`);
  show({ name: 'stopped in the middle', unit: 'rows', values: { ...rows }, floor: { value: 'half_done', limit: 0 } });
  const startedAt = performance.now();
  const { deleted } = await engine.client.imports.undo({ id: ended.id });
  const after = halfDone(data);
  show({ name: 'taken back', unit: 'rows', values: { deleted, seconds: Math.round((performance.now() - startedAt) / 1000), left: after.sessions + after.messages + after.half_done }, floor: { value: 'left', limit: 0 } });
}

/** Runs this file again as one of the parts; `atHalf` is called when half of the file was read. */
function part(as: string, file: string, data: string, atHalf?: (kill: () => void) => void): Promise<number> {
  const child = spawn(process.execPath, [import.meta.filename, ...process.argv.slice(2), '--as', as, '--file', file, '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (text: Buffer) => {
    if (text.toString().includes('half\n')) atHalf?.(() => child.kill('SIGKILL'));
    else process.stdout.write(text);
  });
  return new Promise((resolve, reject) => { child.once('error', reject).once('exit', (code) => resolve(code ?? (atHalf ? 0 : 1))); });
}

async function run(as: string, file: string, data: string): Promise<void> {
  const engine = await open(data);
  try {
    if (as === 'killed') {
      await bringConversations(engine.client, file, { onProgress: ({ done_bytes: done, bytes }) => { if (done > bytes / 2) process.stdout.write('half\n'); } });
      return;
    }
    if (as === 'whole') await whole(engine, data, file);
    else if (as === 'cancel') await cancelled(engine, data, file);
    else show({ name: 'killed in the middle, opened again', unit: 'rows', values: { ...halfDone(data) }, floor: { value: 'half_done', limit: 0 } });
  } finally {
    await engine.close();
  }
}

if (options.as === 'count') process.stdout.write(JSON.stringify(count(options.data!)));
else if (options.as !== undefined) await run(options.as, options.file!, options.data!);
else {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-imports-'));
  try {
    const file = join(folder, 'conversations.json');
    await pipeline(chatgptExport(Number(options.megabytes) * 1e6), createWriteStream(file));
    for (const what of options.what.split(',')) {
      const data = join(folder, what);
      const codes = what === 'kill' ? [await part('killed', file, data, (kill) => kill()), await part('opened', file, data)] : [await part(what, file, data)];
      if (codes.some((code) => code !== 0)) process.exitCode = 1;
      await rm(data, { recursive: true, force: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
