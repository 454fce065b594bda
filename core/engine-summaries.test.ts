// Summaries in a running engine: made in the background, listed, made on request, told to screens, and really off.
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from './contract/events.ts';
import { createTestEngine } from './testing/test-engine.ts';
import type { TestEngine } from './testing/test-engine.ts';

let test: TestEngine | null = null;
afterEach(async () => {
  await test?.close();
  test = null;
});
const places = ['Rome', 'Oslo', 'Lima', 'Quito', 'Cairo', 'Delhi', 'Sofia', 'Turin', 'Porto'];

async function talk(engine: TestEngine, turns: number): Promise<string> {
  const session = await engine.engine.client.sessions.create({});
  for (let turn = 0; turn < turns; turn += 1) await engine.say(session.id, `My sister Eva moved to ${places[turn]!} on day ${turn + 3}`);
  await engine.engine.jobsIdle();
  return session.id;
}

describe('summaries', () => {
  it('come by themselves after ten messages and four more, and of the latest stretch on request', async () => {
    test = await createTestEngine({ script: { replies: ['How nice.'] } });
    const { client } = test.engine;
    const told: EngineEvent[] = [];
    const stop = new AbortController();
    const events = await client.system.events({}, { signal: stop.signal });
    const listening = (async () => { for await (const event of events) told.push(event); })().catch(() => undefined);
    const session_id = await talk(test, 7);
    const { summaries } = await client.summaries.list({ session_id });
    expect(summaries.map(({ first_depth, last_depth }) => [first_depth, last_depth])).toEqual([[0, 9]]);
    expect(summaries[0]!.content).toMatch(/^The user said: “My sister Eva moved to /);
    expect((await client.summaries.all({})).summaries).toEqual(summaries);
    expect(told).toContainEqual({ type: 'summaries-changed', session_id });
    const other = await talk(test, 5);
    expect((await client.summaries.list({ session_id: other })).summaries).toEqual([]);
    const made = (await client.summaries.make({ session_id: other })).summaries;
    expect(made).toHaveLength(1);
    expect((await client.summaries.all({})).summaries.map(({ session_id: one }) => one)).toEqual([other, session_id]);
    await expect(client.summaries.list({ session_id: 'nope' })).rejects.toMatchObject({ code: 'not_found' });
    stop.abort();
    await listening;
  });

  it('belong to the branch on screen and go with what they were made of', async () => {
    test = await createTestEngine({ script: { replies: ['How nice.'] } });
    const { client } = test.engine;
    const session_id = await talk(test, 7);
    const [summary] = (await client.summaries.list({ session_id })).summaries;
    const { messages } = await client.sessions.history({ session_id });
    for await (const _event of await client.chat.edit({ message_id: messages[8]!.id, message: 'Let us speak of my garden instead' })) { /* to its end */ }
    await test.engine.jobsIdle();
    // Messages 1 to 8, the other ninth and its reply: ten again, but nothing follows them yet.
    expect((await client.summaries.list({ session_id })).summaries).toEqual([]);
    const [anew] = (await client.summaries.make({ session_id })).summaries;
    expect(anew).toMatchObject({ first_depth: 0, last_depth: 9, first_message_id: summary!.first_message_id });
    await client.chat.swipe({ message_id: messages[8]!.id });
    await test.engine.jobsIdle();
    expect((await client.summaries.list({ session_id })).summaries).toMatchObject([{ content: summary!.content, source_message_ids: summary!.source_message_ids }]);
    await client.chat.remove({ message_id: messages[8]!.id });
    await test.engine.jobsIdle();
    // The other branch is shown then.
    expect((await client.summaries.make({ session_id })).summaries).toMatchObject([{ content: anew!.content, last_message_id: anew!.last_message_id }]);
    expect((await client.summaries.all({})).summaries).toHaveLength(1);
  });

  it('are worded by a local model in quiet times, also while no facts are learnt, as far as it can be believed', async () => {
    const script = { replies: ['How nice.'], json_replies: [{ summaries: [{ part: 1, summary: "The user's sister Eva moved to Rome, to Oslo and to Lima." }] }] };
    test = await createTestEngine({ script, defaults: { features: { fact_extraction: false }, memory: { refine_after_seconds: 0 }, llm_provider: { name: 'scripted', config: script } } });
    const session_id = await talk(test, 7);
    // The quiet time after this turn finds the summary there.
    await test.say(session_id, 'That is all');
    await expect.poll(async () => (await test!.engine.client.summaries.list({ session_id })).summaries[0]?.source, { timeout: 15_000 }).toBe('scripted/scripted');
    expect((await test.engine.client.summaries.list({ session_id })).summaries[0]!.content).toBe("The user's sister Eva moved to Rome, to Oslo and to Lima.");
  });

  it('are not made at all while features.summaries is off', async () => {
    test = await createTestEngine({ script: { replies: ['How nice.'] }, flags: { features: { summaries: false } } });
    const session_id = await talk(test, 7);
    expect((await test.engine.client.summaries.list({ session_id })).summaries).toEqual([]);
    await expect(test.engine.client.summaries.make({ session_id })).rejects.toMatchObject({ code: 'feature_off' });
  });
});
