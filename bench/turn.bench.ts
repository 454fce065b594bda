// What a turn costs besides the language model, and what a search costs, with much remembered.
import { openEngine, productFolder } from '../core/index.ts';
import { sentences } from './corpus.ts';
import { summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const warmUp = 10;

/** @param stored messages in the folder, for the name of the figure */
export async function benchTurnsAndSearch(folder: string, stored: number, runs: number): Promise<Result[]> {
  const engine = await openEngine({ dataFolder: folder, productFolder, env: {}, flags: { 'llm_provider.name': 'scripted' } });
  try {
    const { client } = engine;
    const session = await client.sessions.create({});
    const texts = sentences(runs + warmUp, stored + 7);
    const turns: number[] = [];
    const perStage = new Map<string, number[]>();
    for (const text of texts) {
      const start = performance.now();
      let replyId = '';
      for await (const event of await client.chat.send({ session_id: session.id, message: text })) {
        if (event.type === 'turn-end') replyId = event.message.id;
      }
      turns.push(performance.now() - start);
      for (const { stage, ms } of (await client.chat.trace({ message_id: replyId })).stages) perStage.set(stage, [...(perStage.get(stage) ?? []), ms]);
      await engine.jobsIdle();
    }
    const searches: number[] = [];
    for (const text of sentences(runs + warmUp, stored + 13)) {
      const start = performance.now();
      await client.memory.search({ query: text.split(',')[0]!, limit: 10 });
      searches.push(performance.now() - start);
    }
    const size = stored >= 1000 ? `${stored / 1000}k` : String(stored);
    const limit = stored >= 10_000;
    return [
      { name: `turn overhead, ${size} messages stored`, unit: 'ms', values: summarize(turns.slice(warmUp)), floor: limit ? { value: 'p95', limit: 60 } : null },
      { name: `search with embedding of the query, ${size}`, unit: 'ms', values: summarize(searches.slice(warmUp)), floor: limit ? { value: 'p95', limit: 40 } : null },
      { name: `  stages of the turn (p95), ${size}`, unit: 'ms', values: Object.fromEntries([...perStage].map(([stage, values]) => [stage, summarize(values.slice(warmUp)).p95])), floor: null },
      { name: `memory of the process, ${size}`, unit: 'MB', values: { rss: Math.round(process.memoryUsage.rss() / 1e6) }, floor: null },
    ];
  } finally {
    await engine.close();
  }
}
