// What a turn costs besides the language model, what a search costs, and what writing a message with all its indexing costs, with much remembered.
import { openEngine, productFolder } from '../core/index.ts';
import type { Engine } from '../core/index.ts';
import { listenToSpans, withoutEmbeddings } from './spans.ts';
import type { Span } from './spans.ts';
import { summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

/** Turns and searches until code and its patterns are compiled: a program that runs has made more. */
const warmUp = 60;

/** Texts no memory holds yet, at least as many as runs and warm-up, and what is searched for. */
export type Asked = { messages: readonly string[]; queries: readonly string[] };

/** @param stored messages in the folder, for the name of the figure and its floor */
export async function benchTurnsAndSearch(folder: string, stored: number, runs: number, asked: Asked): Promise<Result[]> {
  // One fixed reply, so that its vectors come from the cache and only the message's own are made.
  const engine = await openEngine({ dataFolder: folder, productFolder, env: {}, flags: { 'llm_provider.name': 'scripted', 'llm_provider.config.replies': ['All right.'], 'memory.refinement': 'off' } });
  try {
    await engine.jobsIdle();
    const size = stored >= 1000 ? `${stored / 1000}k` : String(stored);
    const turns = await measureTurns(engine, asked.messages.slice(0, runs + warmUp));
    const searches = await measureSearches(engine, asked.queries.slice(0, runs + warmUp));
    const limit = stored >= 50_000 ? 40 : stored >= 10_000 ? 25 : null;
    return [
      { name: `turn overhead, ${size} messages stored`, unit: 'ms', values: summarize(turns.overhead), floor: limit === null ? null : { value: 'p95', limit: 60 } },
      { name: `search with embedding of the query, ${size}`, unit: 'ms', values: summarize(searches), floor: limit === null ? null : { value: 'p95', limit } },
      { name: `writing a message and all its indexing, ${size}`, unit: 'ms', values: summarize(turns.indexing), floor: limit === null ? null : { value: 'p95', limit: 15 } },
      { name: `  and looking for episodes, ${size}`, unit: 'ms', values: summarize(turns.writing), floor: null },
      { name: `indexing its reply, ${size}`, unit: 'ms', values: summarize(turns.replying), floor: limit === null ? null : { value: 'p95', limit: 15 } },
      { name: `  its jobs without their embeddings (p95), ${size}`, unit: 'ms', values: byKind(turns.jobs), floor: null },
      { name: `  one embedding meanwhile, ${size}`, unit: 'ms', values: summarize(turns.embeddings), floor: null },
      { name: `  stages of the turn (p95), ${size}`, unit: 'ms', values: Object.fromEntries([...turns.stages].map(([stage, values]) => [stage, summarize(values.slice(warmUp)).p95])), floor: null },
      { name: `memory of the process, ${size}`, unit: 'MB', values: { rss: Math.round(process.memoryUsage.rss() / 1e6) }, floor: null },
    ];
  } finally {
    await engine.close();
  }
}

/** The jobs after which a message is found by words, meaning, kind and what it told. */
const indexingJobs = new Set(['index-message', 'learn-facts']);

/**
 * `overhead`: from sending to the end of the turn. `indexing`: the message's commit, with its words, and the jobs that make it found (vector, classification, facts),
 * whenever they ran, less the embeddings that they asked for. `writing`: the same and the looking for episodes, where it came. `replying`: the jobs of the reply to it.
 */
async function measureTurns(engine: Engine, texts: readonly string[]) {
  const { client } = engine;
  const session = await client.sessions.create({});
  const overhead: number[] = [];
  const writing: number[] = [];
  const indexing: number[] = [];
  const replying: number[] = [];
  const stages = new Map<string, number[]>();
  const jobs: Span[] = [];
  const embeddings: number[] = [];
  const spans = listenToSpans();
  for (const [turn, text] of texts.entries()) {
    const start = performance.now();
    let savedAt = start;
    let replyId = '';
    for await (const event of await client.chat.send({ session_id: session.id, message: text })) {
      if (event.type === 'message-saved') savedAt = performance.now();
      if (event.type === 'turn-end') replyId = event.message.id;
    }
    const endedAt = performance.now();
    await engine.jobsIdle();
    const trace = await client.chat.trace({ message_id: replyId });
    for (const { stage, ms } of trace.stages) stages.set(stage, [...(stages.get(stage) ?? []), ms]);
    const heard = spans.take();
    overhead.push(endedAt - start);
    const [ofReply, ofMessage] = [heard.job.filter(({ of }) => of === replyId), heard.job.filter(({ of }) => of !== replyId)];
    indexing.push(withoutEmbeddings([{ started: start, ended: savedAt }, ...ofMessage.filter(({ what }) => indexingJobs.has(what))], heard.embedding));
    writing.push(withoutEmbeddings([{ started: start, ended: savedAt }, ...ofMessage], heard.embedding));
    replying.push(withoutEmbeddings(ofReply, heard.embedding));
    if (turn < warmUp) continue;
    jobs.push(...heard.job.map((job) => ({ ...job, ended: job.started + withoutEmbeddings([job], heard.embedding) })));
    embeddings.push(...heard.embedding.map(({ started, ended }) => ended - started));
  }
  spans.stop();
  return { overhead: overhead.slice(warmUp), writing: writing.slice(warmUp), indexing: indexing.slice(warmUp), replying: replying.slice(warmUp), stages, jobs, embeddings };
}

function byKind(jobs: readonly Span[]): Record<string, number> {
  const kinds = [...new Set(jobs.map(({ what }) => what))].sort();
  return Object.fromEntries(kinds.map((kind) => [kind, summarize(jobs.filter(({ what }) => what === kind).map(({ started, ended }) => ended - started)).p95]));
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
