// node bench/reembed.bench.ts [--messages 10000] [--turns 60] [--share 0.3] [--models FOLDER] [--json]
// A change of the embedding model: every message gets a new vector in the background. How long that takes with all of the processor and with its share, how much it then
// takes, and how long a reply's first word takes meanwhile and afterwards.
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadConfig, openEngine, productFolder, silentLog, systemClock } from '../core/index.ts';
import type { Engine } from '../core/index.ts';
import { makeStorage } from '../core/engine-providers.ts';
import { installShippedPersonalities, loadShippedPersonalities } from '../core/features/character/index.ts';
import { createIdSource } from '../core/lib/ids.ts';
import type { Change } from '../core/providers/storage/changes.ts';
import { sentences } from './corpus.ts';
import { listenToSpans } from './spans.ts';
import { describe, isWithinFloor, round, summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const { values: options } = parseArgs({ options: {
  messages: { type: 'string', default: '10000' }, turns: { type: 'string', default: '60' }, share: { type: 'string', default: '0.3' }, models: { type: 'string', default: join(productFolder, '.cache', 'models') }, json: { type: 'boolean', default: false },
} });
const count = Number(options.messages);
const turns = Number(options.turns);
/** models.bulk_cpu_share, and how near the measured share comes to it: start and end of the job are in the figure. */
const share = Number(options.share);
const tolerance = 1.05;
/** Between two turns, in milliseconds: somebody reads, and the background goes on. */
const readingMs = 400;
const warmUp = 5;
const say = (line: string) => { if (!options.json) process.stdout.write(`${line}\n`); };

/** Messages without a vector of any space, in sessions of 500. */
async function fill(folder: string, texts: readonly string[]): Promise<void> {
  const { config } = await loadConfig({ env: {} });
  const storage = await makeStorage(config, { dataFolder: folder, migrationsFolder: join(productFolder, 'migrations'), clock: systemClock, log: silentLog, secret: async () => undefined });
  await installShippedPersonalities(await loadShippedPersonalities(join(productFolder, 'personalities')), { storage, clock: systemClock });
  const ids = createIdSource(systemClock);
  let [sessionId, parentId, depth] = ['', null as string | null, 0];
  for (let start = 0; start < texts.length; start += 50) {
    const changes: Change[] = [];
    for (const [offset, content] of texts.slice(start, start + 50).entries()) {
      const created_at = Date.now() - (texts.length - start - offset) * 60_000;
      if ((start + offset) % 500 === 0) {
        [sessionId, parentId, depth] = [ids.next(), null, 0];
        changes.push({ op: 'insert', entity: 'session', record: { id: sessionId, user_id: 'default', personality: 'luna', title: 'Long ago', created_at, last_activity_at: created_at, active_leaf_id: null, prompt_start_id: null, prompt_summary: null, project: '' } });
      }
      const id = ids.next();
      changes.push(
        { op: 'insert', entity: 'message', record: { id, session_id: sessionId, user_id: 'default', parent_id: parentId, depth, speaker: depth % 2 === 0 ? 'user' : 'assistant', content, status: 'complete', is_active: true, client_message_id: null, context: null, model: null, error: null, created_at } },
        { op: 'update', entity: 'session', id: sessionId, set: { active_leaf_id: id } },
      );
      [parentId, depth] = [id, depth + 1];
    }
    await storage.commit(changes);
  }
  await storage.close();
}

/** Episodes are off: what is measured is the embedding, its classification and its writing. */
async function open(folder: string, flags: Record<string, unknown> = {}): Promise<Engine> {
  return openEngine({ dataFolder: folder, productFolder, env: {}, flags: {
    'llm_provider.name': 'scripted', 'llm_provider.config.replies': ['All right.'], 'memory.refinement': 'off', 'features.episodic_memory': false, 'models.bulk_cpu_share': share, ...flags,
  } });
}

/** Until nothing is without a vector, from the first text embedded: milliseconds, and the share of all cores the process had. */
async function reembed(folder: string, bulkShare: number): Promise<{ ms: number; share: number }> {
  const spans = listenToSpans();
  const engine = await open(folder, { 'models.bulk_cpu_share': bulkShare });
  try {
    const taken = [];
    while (taken.length === 0) {
      await setTimeout(1);
      taken.push(...spans.take().embedding);
    }
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    await engine.jobsIdle();
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { ms, share: (user + system) / 1000 / ms / availableParallelism() };
  } finally {
    spans.stop();
    await engine.close();
  }
}

/** From sending to the first word, in a session of its own. @param isOn asked after each turn */
async function firstWords(engine: Engine, texts: readonly string[], isOn: () => boolean): Promise<number[]> {
  const { id: session_id } = await engine.client.sessions.create({});
  const times: number[] = [];
  for (const message of texts) {
    if (!isOn()) break;
    await setTimeout(readingMs);
    const start = performance.now();
    let first = Number.NaN;
    for await (const event of await engine.client.chat.send({ session_id, message })) if (event.type === 'text-delta' && Number.isNaN(first)) first = performance.now() - start;
    times.push(first);
  }
  return times.slice(warmUp);
}

async function measureFirstWords(empty: string, done: string, flags: Record<string, unknown>, name: string): Promise<Result[]> {
  const asked = sentences(2 * (turns + warmUp), 77);
  const during = await open(empty, flags);
  let isGoingOn = true;
  void during.jobsIdle().then(() => { isGoingOn = false; }, () => undefined);
  const meanwhile = await firstWords(during, asked.slice(0, turns + warmUp), () => isGoingOn);
  await during.close();
  const after = await open(done, flags);
  await after.jobsIdle();
  const alone = await firstWords(after, asked.slice(turns + warmUp), () => true);
  await after.close();
  const [one, other] = [summarize(meanwhile), summarize(alone)];
  return [
    { name: `first word of a reply while it goes on, ${name}`, unit: 'ms', values: one, floor: null },
    { name: `first word of a reply with nothing else, ${name}`, unit: 'ms', values: other, floor: null },
    { name: `  the one / the other, ${name}`, unit: 'x', values: { p50_ratio: round(one.p50 / other.p50), p95_ratio: round(one.p95 / other.p95), more_ms: round(one.p50 - other.p50) }, floor: name.startsWith('scripted') ? null : { value: 'p50_ratio', limit: 1.15 } },
  ];
}

const root = await mkdtemp(join(tmpdir(), 'luminora-reembed-'));
const folderOf = (name: string) => join(root, name);
const results: Result[] = [];
const report = (added: readonly Result[]) => {
  results.push(...added);
  for (const result of added) say(describe(result));
};
try {
  say(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load before ${loadavg()[0]!.toFixed(1)}, ${count} messages (two vectors each)`);
  const empty = folderOf('empty');
  await cp(await mkdtemp(join(root, 'new-')), empty, { recursive: true });
  await fill(empty, sentences(count, 5));
  for (const name of ['whole', 'shared', 'chat', 'chat-real']) await cp(empty, folderOf(name), { recursive: true });
  const whole = await reembed(folderOf('whole'), 1);
  const shared = await reembed(folderOf('shared'), share);
  report([
    { name: 'giving every message new vectors, whole processor', unit: '', values: { seconds: round(whole.ms / 1000), ms_each: round(whole.ms / count), share: round(whole.share) }, floor: null },
    { name: `  with ${share} of the processor`, unit: '', values: { seconds: round(shared.ms / 1000), ms_each: round(shared.ms / count), share: round(shared.share) }, floor: { value: 'share', limit: round(share * tolerance) } },
    { name: '  the one / the other', unit: 'x', values: { time_ratio: round(shared.ms / whole.ms) }, floor: { value: 'time_ratio', limit: 3 } },
  ]);
  if (turns > 0) report(await measureFirstWords(folderOf('chat'), folderOf('shared'), {}, 'scripted model without delay'));
  if (turns > 0 && existsSync(join(options.models, 'gemma-3-270m-q4_k_m.gguf'))) {
    const real = { 'llm_provider.name': 'embedded', 'models.downloads_folder': options.models, 'llm_provider.config.task_configs.conversation.max_tokens': 24 };
    report(await measureFirstWords(folderOf('chat-real'), folderOf('whole'), real, 'model of 270M in this process'));
  } else if (turns > 0) {
    say(`with a real model: skipped, no model file in ${options.models}`);
  }
  say(`load after ${loadavg()[0]!.toFixed(1)}`);
} finally {
  await rm(root, { recursive: true, force: true });
}
if (options.json) process.stdout.write(`${JSON.stringify({ results })}\n`);
if (!results.every(isWithinFloor)) process.exitCode = 1;
