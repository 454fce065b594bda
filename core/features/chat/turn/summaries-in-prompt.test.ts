// Long conversations: old turns become a note, the note and the turns after it stay byte for byte the same for many turns, and nothing of it happens while summaries are off.
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../contract/entities.ts';
import { createTestChat, endOf } from '../../../testing/test-chat.ts';
import { makeClassification } from '../../../providers/storage/conformance/records.ts';
import { createScriptedModel } from '../../../providers/llm/scripted.ts';
import type { ChatEvent, ChatRequest, LanguageModel } from '../../../providers/llm/llm.ts';
import type { TestChat } from '../../../testing/test-chat.ts';

const towns = ['Rome', 'Paris', 'Oslo', 'Lima', 'Quito', 'Cairo', 'Delhi', 'Tokyo', 'Sofia', 'Turin'];
const line = (index: number) => `In week ${index} I moved to ${towns[index % towns.length]} with my sister, trip number ${index * 37}`;

/** Says `turns` things; between turns the background work is done, as it is between people's messages. */
async function converse(test: TestChat, sessionId: string, turns: number, from = 0) {
  const asked: { first: string; all: string[]; tokens: { summary: number }; evaluated: number | null; start: string | null; summary: string | null; roles: string[] }[] = [];
  for (let index = from; index < from + turns; index += 1) {
    const end = endOf(await test.say(sessionId, line(index)));
    await test.jobs.idle();
    const request = test.requests.at(-1)!;
    const trace = (await test.storage.traces.forMessage(end.message.id))!;
    const session = (await test.storage.sessions.get(sessionId))!;
    asked.push({
      first: request.messages[1]!.content, all: request.messages.map(({ role, content }) => `${role}: ${content}`), tokens: trace.tokens, evaluated: trace.usage?.evaluated_prompt_tokens ?? null, start: session.prompt_start_id,
      summary: session.prompt_summary, roles: request.messages.map(({ role }) => role),
    });
  }
  return asked;
}
const settings = { summaries: { isOn: true, every: 4, recentMessages: 8, tokenBudget: 400 }, promptTokenBudget: 100_000, recallLimit: 0 };

describe('a long conversation', () => {
  it('moves its beginning far and seldom, to the end of a stretch, and repeats what stands for the rest byte for byte', async () => {
    const test = await createTestChat({ settings, script: { replies: ['That sounds like quite a journey.'], context_tokens: 100_000 } });
    const { id } = await test.session();
    const asked = await converse(test, id, 26);
    // The beginning moves when more than sixteen messages stand in the prompt, so that eight to eleven do.
    const starts = asked.map(({ start }) => start);
    const moves = asked.flatMap((_, index) => (index > 0 && starts[index] !== starts[index - 1] ? [index] : []));
    expect(moves.length).toBeGreaterThanOrEqual(3);
    expect(moves.length).toBeLessThanOrEqual(7);
    moves.slice(1).forEach((turn, index) => expect(turn - moves[index]!).toBeGreaterThanOrEqual(3));
    for (const start of new Set(starts.filter((one) => one !== null))) expect((await test.storage.messages.get(start))!.depth % 4).toBe(0);
    for (const [index, turn] of asked.entries()) {
      expect(turn.roles.slice(1)).toEqual(turn.roles.slice(1).map((_, place) => (place % 2 === 0 ? 'user' : 'assistant')));
      if (index === 0 || moves.includes(index)) continue;
      // Everything up to the question before is the same, the note among it: a cache serves it.
      expect(turn.all.slice(0, asked[index - 1]!.all.length)).toEqual(asked[index - 1]!.all);
      expect(turn.summary).toBe(asked[index - 1]!.summary);
      expect(turn.evaluated).toBeLessThan(40);
    }
    for (const turn of moves) {
      const { first, summary, tokens } = asked[turn]!;
      expect(summary).toMatch(/^\[Earlier in this conversation \(notes, no instructions\):\n/);
      expect(first.startsWith(`${summary}\n\n`)).toBe(true);
      expect(tokens.summary).toBeGreaterThan(20);
      expect(tokens.summary).toBeLessThanOrEqual(400);
    }
    expect(asked[0]!.tokens.summary).toBe(0);
    expect(asked.at(-1)!.all.length).toBeLessThanOrEqual(18);
    await test.close();
  });

  it('a summary worded better later waits until the beginning moves again', async () => {
    const test = await createTestChat({ settings, script: { replies: ['I see.'], context_tokens: 100_000 } });
    const { id } = await test.session();
    const before = (await converse(test, id, 11)).at(-1)!;
    expect(before.summary).not.toBeNull();
    const [first] = await test.storage.summaries.ofSession(id);
    await test.storage.commit([{ op: 'update', entity: 'summary', id: first!.id, set: { content: 'The user moved a lot.', source: 'some/model' } }]);
    const [next] = await converse(test, id, 1, 11);
    expect(next!.summary).toBe(before.summary);
    expect(next!.all.slice(0, before.all.length)).toEqual(before.all);
    const later = await converse(test, id, 6, 12);
    expect(later.at(-1)!.summary).not.toBe(before.summary);
    expect(later.at(-1)!.summary).toContain('The user moved a lot.');
    await test.close();
  });

  it('that a prompt has no room for is cut at the end of a stretch, with a note within a third of the room', async () => {
    const test = await createTestChat({ settings: { ...settings, promptTokenBudget: 1500 }, script: { replies: ['A long reply with quite a few words in it, so that the room is soon gone. '.repeat(2)] } });
    const { id } = await test.session();
    const asked = await converse(test, id, 22);
    const last = asked.at(-1)!;
    expect(last.summary).not.toBeNull();
    expect(last.tokens.summary).toBeGreaterThan(0);
    expect((await test.storage.messages.get(last.start!))!.depth % 4).toBe(0);
    for (const { tokens } of asked) {
      const { prefix, summary, history, recalled, message, budget } = tokens as { [name: string]: number };
      expect(prefix! + summary! + history! + recalled! + message!).toBeLessThanOrEqual(budget!);
    }
    await test.close();
  });

  it('is as it was without summaries: no rows, no note, cut when the room is gone', async () => {
    const test = await createTestChat({ settings: { ...settings, summaries: { ...settings.summaries, isOn: false } }, script: { replies: ['I see.'], context_tokens: 100_000 } });
    const { id } = await test.session();
    const asked = await converse(test, id, 22);
    expect(asked.at(-1)).toMatchObject({ start: null, summary: null, tokens: { summary: 0 } });
    expect(asked.at(-1)!.all).toHaveLength(1 + 43);
    expect(await test.storage.summaries.ofSession(id)).toEqual([]);
    await test.close();
  });

  it('forgets the note when summaries are switched off, and goes on from where the prompt begins', async () => {
    const change = { ...settings };
    const test = await createTestChat({ settings: change, script: { replies: ['I see.'], context_tokens: 100_000 } });
    const { id } = await test.session();
    const before = (await converse(test, id, 11)).at(-1)!;
    change.summaries = { ...settings.summaries, isOn: false };
    const [off] = await converse(test, id, 1, 11);
    expect(off!.tokens.summary).toBe(0);
    expect(off!.first).not.toContain('Earlier in this conversation');
    expect(off!.start).toBe(before.start);
    await test.close();
  });
});

describe('a model elsewhere', () => {
  const end: ChatEvent = { type: 'end', finish: 'stop', usage: null };
  const sent: ChatRequest[] = [];
  const elsewhere: LanguageModel = {
    ...createScriptedModel({ context_tokens: 100_000 }).model, identity: async () => ({ id: 'cloud', model: 'big', location: 'cloud.example', is_local: false }),
    async *chat(request) {
      sent.push(request);
      yield { type: 'text-delta', text: 'I see.' };
      yield end;
    },
  };

  it('gets no note of what must stay here, and none that would tell of it is made for it', async () => {
    const test = await createTestChat({ settings, script: { replies: ['I see.'], context_tokens: 100_000 } });
    const { id } = await test.session();
    const before = (await converse(test, id, 11)).at(-1)!;
    const [first] = await test.storage.messages.path({ leaf_id: before.start!, limit: 99 });
    await test.storage.commit([{ op: 'put', entity: 'classification', record: makeClassification(first!.id, { session_id: id, privacy: 'secret' }) }]);
    test.place.model = elsewhere;
    for (let turn = 11; turn < 17; turn += 1) {
      const start = (await test.say(id, line(turn))).find((event) => event.type === 'reply-start');
      expect(start?.withheld).toBe(1);
      await test.jobs.idle();
    }
    expect(JSON.stringify(sent)).not.toContain('Earlier in this conversation');
    expect(sent).toHaveLength(6);
    // Nothing moved meanwhile: what was kept for this machine is still what stands here.
    expect(await test.storage.sessions.get(id)).toMatchObject({ prompt_start_id: before.start, prompt_summary: before.summary });
    await test.close();
  });
});

describe('another branch', () => {
  it('that forks before the prompt began is answered from its own turns, without the other’s note', async () => {
    const test = await createTestChat({ settings, script: { replies: ['I see.'], context_tokens: 100_000 } });
    const { id } = await test.session();
    expect((await converse(test, id, 11)).at(-1)!.summary).not.toBeNull();
    const path: Message[] = await test.storage.messages.path({ leaf_id: (await test.storage.sessions.get(id))!.active_leaf_id!, limit: 100 });
    const fork = path[3]!;
    endOf(await test.say(id, 'Let us talk about my garden instead', { parent_id: fork.id }));
    await test.jobs.idle();
    const request = test.requests.at(-1)!;
    expect(request.messages.map(({ content }) => content).join('\n')).not.toContain('Earlier in this conversation');
    expect(request.messages).toHaveLength(6);
    await test.close();
  });

  it('of a note that was taken back, the next turn makes one from what is left', async () => {
    const test = await createTestChat({ settings, script: { replies: ['I see.'], context_tokens: 100_000 } });
    const { id } = await test.session();
    const before = (await converse(test, id, 11)).at(-1)!;
    const quoted = (await test.storage.summaries.ofSession(id))[0]!;
    await test.storage.commit([{ op: 'erase-message', id: quoted.source_message_ids[0]! }], { isForgetting: true });
    await test.summaries.afterBranchChange({ session_id: id, left: [], entered: [], gone: [quoted.source_message_ids[0]!] });
    test.jobs.kick();
    await test.jobs.idle();
    const [next] = await converse(test, id, 1, 11);
    expect(next!.start).toBe(before.start);
    expect(next!.summary).not.toBe(before.summary);
    expect(next!.summary).toMatch(/^\[Earlier/);
    expect(next!.all.join('\n')).not.toContain('In week 0 I moved');
    await test.close();
  });
});
