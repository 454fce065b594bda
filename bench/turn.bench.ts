// What a turn costs besides the language model, what a search costs, and what writing a message with all its indexing costs, with much remembered.
import { openEngine, productFolder } from '../core/index.ts';
import type { Engine } from '../core/index.ts';
import { summarize } from './statistics.ts';
import type { Result } from './statistics.ts';
import { measureWriting } from './writing.ts';

/** Turns and searches until code and its patterns are compiled: a program that runs has made more. */
const warmUp = 60;

/** Texts no memory holds yet, at least twice as many as runs and warm-up, and what is searched for. */
export type Asked = { messages: readonly string[]; queries: readonly string[] };

/** Milliseconds before each word of a model that thinks: longer than the jobs of a message take, so that none of them waits for the reply to be written. */
const thinkingMs = 100;

/** @param stored messages in the folder, for the name of the figure and its floor */
export async function benchTurnsAndSearch(folder: string, stored: number, runs: number, asked: Asked): Promise<Result[]> {
  const size = stored >= 1000 ? `${stored / 1000}k` : String(stored);
  const limit = stored >= 50_000 ? 40 : stored >= 10_000 ? 25 : null;
  const count = runs + warmUp;
  const answered = await inEngine(folder, 0, async (engine): Promise<Result[]> => {
    const turns = await measureTurns(engine, asked.messages.slice(0, count));
    const searches = await measureSearches(engine, asked.queries.slice(0, count));
    return [
      { name: `turn overhead, ${size} messages stored`, unit: 'ms', values: summarize(turns.overhead), floor: limit === null ? null : { value: 'p95', limit: 60 } },
      { name: `  stages of the turn (p95), ${size}`, unit: 'ms', values: Object.fromEntries([...turns.stages].map(([stage, values]) => [stage, summarize(values.slice(warmUp)).p95])), floor: null },
      { name: `search with embedding of the query, ${size}`, unit: 'ms', values: summarize(searches), floor: limit === null ? null : { value: 'p95', limit } },
      { name: `memory of the process, ${size}`, unit: 'MB', values: { rss: Math.round(process.memoryUsage.rss() / 1e6) }, floor: null },
    ];
  });
  return [...answered, ...await inEngine(folder, thinkingMs, (engine) => measureWriting(engine, asked.messages.slice(count, 2 * count), size, limit !== null, warmUp))];
}

/** One fixed reply, so that its vectors come from the cache and only the message's own are made. */
async function inEngine<Value>(folder: string, delayMs: number, work: (engine: Engine) => Promise<Value>): Promise<Value> {
  const engine = await openEngine({
    dataFolder: folder, productFolder, env: {},
    flags: { 'llm_provider.name': 'scripted', 'llm_provider.config.replies': ['All right.'], 'llm_provider.config.delay_ms': delayMs, 'memory.refinement': 'off' },
  });
  try {
    await engine.jobsIdle();
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** `overhead`: from sending to the end of the turn, with a model that answers at once. */
async function measureTurns(engine: Engine, texts: readonly string[]): Promise<{ overhead: number[]; stages: Map<string, number[]> }> {
  const { client } = engine;
  const session = await client.sessions.create({});
  const overhead: number[] = [];
  const stages = new Map<string, number[]>();
  for (const text of texts) {
    const start = performance.now();
    let replyId = '';
    for await (const event of await client.chat.send({ session_id: session.id, message: text })) {
      if (event.type === 'turn-end') replyId = event.message.id;
    }
    overhead.push(performance.now() - start);
    await engine.jobsIdle();
    const trace = await client.chat.trace({ message_id: replyId });
    for (const { stage, ms } of trace.stages) stages.set(stage, [...(stages.get(stage) ?? []), ms]);
  }
  return { overhead: overhead.slice(warmUp), stages };
}

async function measureSearches(engine: Engine, queries: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const query of queries) {
    const start = performance.now();
    await engine.client.memory.search({ query, limit: 10 });
    times.push(performance.now() - start);
  }
  return times.slice(warmUp);
}
