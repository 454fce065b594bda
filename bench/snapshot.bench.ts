// node bench/snapshot.bench.ts [--messages 10000] [--data FOLDER]
// A user of so many messages, with facts, summaries and something forgotten, as one file and back in an empty engine: how long, and equal by the checksum of every kind of record. A missed floor ends with exit status 1.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { productFolder } from '../core/index.ts';
import type { Client } from '../core/contract/index.ts';
import { fetchSnapshot, sendSnapshot } from '../core/snapshot-files.ts';
import { createTestEngine } from '../core/testing/test-engine.ts';
import { sentences } from './corpus.ts';
import { readRealTexts } from './real-texts.ts';
import { seedMessages } from './seed.ts';

const { values: options } = parseArgs({ options: { messages: { type: 'string', default: '10000' }, data: { type: 'string' } } });
const size = Number(options.messages);
const floorSeconds = 10;
const say = (line: string) => void process.stdout.write(`${line}\n`);
/** When a companion that comes with the program was put there, and a space first met, is each engine's own. */
const ownOnes = new Set(['records/personality.jsonl', 'records/embedding_space.jsonl']);

type Sums = Map<string, { sha256: string; records: number }>;

async function sums(client: Client): Promise<Sums> {
  const { id, manifest } = await client.snapshots.create({});
  await client.snapshots.remove({ id });
  return new Map(manifest.parts.map(({ path, sha256, records }) => [path, { sha256, records }]));
}

async function timed<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1000;
  say(`${what.padEnd(46)} ${seconds.toFixed(2)} s${seconds > floorSeconds ? `  [floor: ${floorSeconds} s MISSED]` : ''}`);
  if (seconds > floorSeconds) process.exitCode = 1;
  return value;
}

const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-snapshot-'));
const texts = options.data === undefined ? sentences(size, 1) : (await readRealTexts(options.data)).texts.slice(0, size);
await seedMessages(join(folder), texts, join(productFolder, '.cache', 'bench'), say);
const source = await createTestEngine({ dataFolder: folder, realEmbeddings: true, script: { replies: ['I see.', 'Go on.'] } });
const target = await createTestEngine({ realEmbeddings: true });
const file = join(tmpdir(), `luminora-bench-${process.pid}.zip`);
try {
  const { client } = source.engine;
  const { session_id: sessionId } = await client.sessions.create({ personality: 'luna' }).then(({ id }) => ({ session_id: id }));
  for (const text of ['My dog is called Max', 'I live in Madrid and work as a baker', 'My sister Ana is a nurse', 'I like lighthouses', 'Tengo 34 años', 'I am allergic to nuts']) await source.say(sessionId, text);
  await source.engine.jobsIdle();
  for (const { id } of (await client.sessions.list({ limit: 5 })).sessions) await client.summaries.make({ session_id: id });
  const fact = (await client.memory.facts({})).facts.find(({ value }) => value === 'Max');
  if (fact) await client.forgetting.forget({ target: { kind: 'fact', id: fact.id } });
  await source.engine.jobsIdle();

  const before = await sums(client);
  const snapshot = await timed('export', async () => {
    const made = await client.snapshots.create({});
    await fetchSnapshot(client, made, file);
    return made;
  });
  say(`${(await stat(file)).size} bytes; ${snapshot.manifest.parts.filter(({ records }) => records > 0).map(({ path, records }) => `${path.replace(/^records\/|\.jsonl$/g, '')} ${records}`).join(', ')}`);
  await timed('import', async () => {
    const { id } = await sendSnapshot(target.engine.client, file);
    await target.engine.client.snapshots.apply({ id, mode: 'merge' });
  });
  const after = await sums(target.engine.client);
  const different = [...before].filter(([path, { sha256 }]) => !ownOnes.has(path) && after.get(path)?.sha256 !== sha256).map(([path]) => path);
  say(different.length === 0 ? `equal by checksum: ${before.size - ownOnes.size} kinds of records and schemas` : `DIFFERENT: ${different.join(', ')}`);
  if (different.length > 0) process.exitCode = 1;
} finally {
  await source.close();
  await target.close();
  await rm(folder, { recursive: true, force: true });
  await rm(file, { force: true });
}
