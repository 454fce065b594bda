// What a message costs once it is said: its commit and the jobs after it, while the language model thinks, as a real one does.
import type { Engine } from '../core/index.ts';
import { listenToSpans, withoutEmbeddings } from './spans.ts';
import type { Span } from './spans.ts';
import { summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

/** The jobs after which a message is found by words, meaning, kind and what it told. */
const indexingJobs = new Set(['index-message', 'learn-facts']);
const limitMs = 15;

/**
 * Figures of writing, embeddings taken off: a message's commit, with its words, and the jobs that make it found; the same with the looking for episodes, where
 * it came; the jobs of the reply.
 * @param engine its model must wait longer before each word than the jobs take, or they wait for the reply to be written
 * @param warmUp messages before those that count
 */
export async function measureWriting(engine: Engine, texts: readonly string[], size: string, hasFloor: boolean, warmUp: number): Promise<Result[]> {
  const { client } = engine;
  const session = await client.sessions.create({});
  const taken = { indexing: [] as number[], writing: [] as number[], replying: [] as number[] };
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
    await engine.jobsIdle();
    const heard = spans.take();
    if (turn < warmUp) continue;
    const commit = { started: start, ended: savedAt };
    const ofMessage = heard.job.filter(({ of }) => of !== replyId);
    taken.indexing.push(withoutEmbeddings([commit, ...ofMessage.filter(({ what }) => indexingJobs.has(what))], heard.embedding));
    taken.writing.push(withoutEmbeddings([commit, ...ofMessage], heard.embedding));
    taken.replying.push(withoutEmbeddings(heard.job.filter(({ of }) => of === replyId), heard.embedding));
    jobs.push(...heard.job.map((job) => ({ ...job, ended: job.started + withoutEmbeddings([job], heard.embedding) })));
    embeddings.push(...heard.embedding.map(({ started, ended }) => ended - started));
  }
  spans.stop();
  const floor = hasFloor ? { value: 'p95', limit: limitMs } : null;
  return [
    { name: `writing a message and all its indexing, ${size}`, unit: 'ms', values: summarize(taken.indexing), floor },
    { name: `  and looking for episodes, ${size}`, unit: 'ms', values: summarize(taken.writing), floor: null },
    { name: `indexing its reply, ${size}`, unit: 'ms', values: summarize(taken.replying), floor },
    { name: `  its jobs without their embeddings (p95), ${size}`, unit: 'ms', values: byKind(jobs), floor: null },
    { name: `  one embedding meanwhile, ${size}`, unit: 'ms', values: summarize(embeddings), floor: null },
  ];
}

function byKind(jobs: readonly Span[]): Record<string, number> {
  const kinds = [...new Set(jobs.map(({ what }) => what))].sort();
  return Object.fromEntries(kinds.map((kind) => [kind, summarize(jobs.filter(({ what }) => what === kind).map(({ started, ended }) => ended - started)).p95]));
}
