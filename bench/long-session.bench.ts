// One conversation of a hundred thousand messages: opening it, going back in it, looking at another branch, deleting its end, and deleting it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestEngine } from '../core/testing/test-engine.ts';
import { fillConversation } from './long-conversation.ts';
import { round, summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const pageSize = 50;

export async function benchLongSession(size: number, runs: number, say: (line: string) => void): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-long-'));
  try {
    say(`filling a conversation with ${size} messages ...`);
    const { sessionId, other, middle } = await fillConversation(folder, size);
    // Vectors and summaries are not what is measured: nothing of the past is indexed or summarised meanwhile.
    const test = await createTestEngine({ dataFolder: folder, defaults: { features: { semantic_search: false, summaries: false }, llm_provider: { name: 'scripted', config: { replies: ['I see.'] } } } });
    try {
      const { client } = test.engine;
      await test.engine.jobsIdle();
      const timed = async (work: () => Promise<unknown>): Promise<number> => {
        const start = performance.now();
        await work();
        return performance.now() - start;
      };
      const opening: number[] = [];
      for (let run = 0; run < runs; run += 1) opening.push(await timed(async () => { await client.sessions.get({ session_id: sessionId }); await client.sessions.history({ session_id: sessionId, limit: pageSize }); }));
      const paging: number[] = [];
      let pages = 0;
      for (let before: string | null = ''; before !== null;) {
        const start = performance.now();
        const page: { next_before: string | null } = await client.sessions.history({ session_id: sessionId, limit: pageSize, ...(before === '' ? {} : { before }) });
        paging.push(performance.now() - start);
        before = page.next_before;
        pages += 1;
      }
      const turns: number[] = [];
      for (let run = 0; run < Math.min(runs, 20); run += 1) turns.push(await timed(() => test.say(sessionId, `And then number ${run}?`)));
      await test.engine.jobsIdle();
      const there = await timed(() => client.chat.swipe({ message_id: other }));
      const onOther = await timed(() => client.sessions.history({ session_id: sessionId, limit: pageSize }));
      const back = await timed(() => client.chat.swipe({ message_id: middle }));
      const cut = await timed(() => client.chat.remove({ message_id: other }));
      const deleted = await timed(() => client.sessions.delete({ session_id: sessionId }));
      return [
        { name: `opening a conversation of ${size}`, unit: 'ms', values: summarize(opening), floor: { value: 'p95', limit: 100 } },
        { name: `a page of it, all ${pages} of them`, unit: 'ms', values: summarize(paging), floor: { value: 'p95', limit: 100 } },
        { name: 'a turn in it, without vectors', unit: 'ms', values: summarize(turns), floor: null },
        { name: `another branch from its middle on (${size / 2} leave)`, unit: 'ms', values: { there: round(there), back: round(back), page: round(onOther) }, floor: null },
        { name: `deleting a branch of ${size / 10}, and all of it`, unit: 'ms', values: { branch: round(cut), all: round(deleted) }, floor: null },
      ];
    } finally {
      await test.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
