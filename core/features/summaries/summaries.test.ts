// Summaries over a real database: made once by their job, of the active branch, gone with their sources, and off when they are off.
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../contract/events.ts';
import type { Message } from '../../contract/entities.ts';
import { createJobRunner } from '../../jobs/job-runner.ts';
import { createTestMemory } from '../../testing/test-memory.ts';
import { createScriptedModel } from '../../providers/llm/scripted.ts';
import { createFactReader } from '../memory/index.ts';
import { createSummaries } from './create-summaries.ts';
import { createSummaryBatch } from './refine-summaries.ts';

async function start(options: { isOn?: boolean; every?: number; forgotten?: RegExp } = {}) {
  const memory = await createTestMemory();
  const { storage, clock, ids } = memory;
  const events: EngineEvent[] = [];
  const settings = { isOn: options.isOn ?? true, every: options.every ?? 10 };
  const parts = {
    storage, clock, ids, broadcast: (event: EngineEvent) => void events.push(event), readFacts: createFactReader(), settings: () => settings,
    tombstones: {
      leaveOut: async (messages: readonly Message[]) => messages.map((message) => (options.forgotten?.test(message.content) ? { ...message, content: '' } : message)),
      areAbout: async (_userId: string, texts: readonly string[]) => texts.map((text) => options.forgotten?.test(text) ?? false),
    },
  };
  const summaries = createSummaries(parts);
  const jobs = createJobRunner({ storage, clock, log: memory.log, handlers: summaries.handlers });
  const runJobs = async () => {
    jobs.kick();
    await jobs.idle();
  };
  return {
    ...memory, parts, summaries, events, settings, runJobs,
    /** Says `count` messages one after the other, each with the jobs its commit would add. */
    async talk(count: number, from = 0, more: Partial<Message> = {}): Promise<Message[]> {
      const said: Message[] = [];
      for (let index = from; index < from + count; index += 1) {
        const speaker = index % 2 === 0 ? 'user' as const : 'assistant' as const;
        const message = await memory.say(speaker === 'user' ? `I visited town number ${index} with my sister Eva` : 'How nice.', { speaker, ...(index === from ? more : {}) });
        await storage.commit(summaries.jobsFor(message));
        said.push(message);
      }
      return said;
    },
    contents: async () => (await summaries.list('s')).map(({ first_depth, last_depth, content }) => ({ first_depth, last_depth, content })),
    async close() {
      await jobs.stop();
      await memory.close();
    },
  };
}

describe('the job', () => {
  it('summarises ten messages when they are full and four follow, with their sources, once', async () => {
    const test = await start();
    const said = await test.talk(13);
    await test.runJobs();
    expect(await test.contents()).toEqual([]);
    said.push(...await test.talk(12, 13));
    await test.runJobs();
    await test.storage.commit(test.summaries.jobsFor(said[23]!));
    await test.runJobs();
    const all = await test.summaries.list('s');
    expect(all.map(({ first_depth, last_depth }) => [first_depth, last_depth])).toEqual([[0, 9], [10, 19]]);
    expect(all[0]).toMatchObject({
      user_id: 'ana', first_message_id: said[0]!.id, last_message_id: said[9]!.id, source_message_ids: said.slice(0, 10).map(({ id }) => id), started_at: said[0]!.created_at, ended_at: said[9]!.created_at, source: 'rules', language: 'en',
    });
    expect(all[0]!.content).toMatch(/^The user said: “I visited town number \d with my sister Eva”\./);
    expect(test.events).toEqual([{ type: 'summaries-changed', session_id: 's' }]);
    await test.close();
  });

  it('works off a long conversation that came in whole, and a shorter stretch where the length was another', async () => {
    const test = await start({ every: 8 });
    await test.talk(70);
    await test.runJobs();
    test.settings.every = 4;
    // The stretches that were there stay; only what is left is cut by the new length.
    const made = await test.summaries.make('s');
    expect(made.map(({ first_depth, last_depth }) => last_depth - first_depth + 1)).toEqual([...Array<number>(8).fill(8), 4]);
    await test.storage.commit(made.map(({ id }) => ({ op: 'delete', entity: 'summary', id })));
    const [last] = await test.talk(1, 70);
    await test.storage.commit([{ op: 'insert', entity: 'job', record: { id: test.ids.next(), kind: 'summarise', key: `s/${last!.id}`, payload: { session_id: 's' }, state: 'pending', attempts: 0, run_at: 0, error: null, created_at: 0, updated_at: 0 } }]);
    await test.storage.commit([]);
    await test.runJobs();
    expect(await test.contents()).toHaveLength(16);
    await test.close();
  });

  it('leaves out what was forgotten, and everything when nothing else was said', async () => {
    const test = await start({ forgotten: /number [0-8] / });
    const said = await test.talk(24);
    await test.runJobs();
    const [first, second] = await test.contents();
    expect(first!.content).toBe('Only small talk.');
    expect(second!.content).toMatch(/number 1\d /);
    expect((await test.summaries.list('s'))[0]!.source_message_ids).toContain(said[0]!.id);
    await test.close();
  });

  it('keeps nothing of a message that was forgotten while it was being summarised', async () => {
    const test = await start();
    const said = await test.talk(14);
    const leaveOut = test.parts.tombstones.leaveOut;
    test.parts.tombstones.leaveOut = async (messages) => {
      await test.storage.commit([{ op: 'erase-message', id: said[0]!.id }], { isForgetting: true });
      test.parts.tombstones.leaveOut = leaveOut;
      return leaveOut(messages);
    };
    await expect(test.summaries.make('s')).rejects.toMatchObject({ code: 'conflict' });
    expect(await test.contents()).toEqual([]);
    expect((await test.summaries.make('s'))[0]!.content).not.toContain('number 0');
    await test.close();
  });

  it('does nothing while summaries are off', async () => {
    const test = await start({ isOn: false });
    const said = await test.talk(30);
    expect(said.flatMap((message) => test.summaries.jobsFor(message))).toEqual([]);
    await test.summaries.afterBranchChange({ session_id: 's', left: ['x'], entered: [], gone: [] });
    await test.runJobs();
    expect(await test.storage.summaries.ofSession('s')).toEqual([]);
    await expect(test.summaries.make('s')).rejects.toMatchObject({ code: 'feature_off' });
    await test.close();
  });
});

describe('branches', () => {
  it('have their own summaries; those of what was left go, and are made again when it comes back', async () => {
    const test = await start();
    const first = await test.talk(24);
    await test.runJobs();
    const [shared, own] = await test.summaries.list('s');
    // Another message in the place of the thirteenth.
    const second = await test.talk(12, 100, { parent_id: first[11]!.id });
    await test.summaries.afterBranchChange({ session_id: 's', left: first.slice(12).map(({ id }) => id), entered: [], gone: [] });
    await test.runJobs();
    const there = await test.summaries.list('s');
    expect(there.map(({ id }) => id === shared!.id)).toEqual([true, false]);
    expect(there[1]!.content).toMatch(/number 1/);
    expect(there[1]!.source_message_ids).toEqual([...first.slice(10, 12), ...second.slice(0, 8)].map(({ id }) => id));
    expect(there[1]!.last_message_id).toBe(second[7]!.id);
    expect(await test.storage.summaries.ofSession('s')).toHaveLength(2);
    await test.storage.commit([{ op: 'activate-branch', session_id: 's', leaf_id: first.at(-1)!.id }]);
    // Nothing of the branch that was left is shown, even before anybody was told.
    expect((await test.summaries.list('s')).map(({ id }) => id)).toEqual([shared!.id]);
    await test.summaries.afterBranchChange({ session_id: 's', left: second.map(({ id }) => id), entered: first.slice(12).map(({ id }) => id), gone: [] });
    await test.runJobs();
    const back = await test.summaries.list('s');
    expect(back.map(({ content }) => content)).toEqual([shared!.content, own!.content]);
    expect((await test.summaries.all({ user_id: 'ana', limit: 2 })).map(({ id }) => id)).toEqual([back[1]!.id, shared!.id]);
    expect(await test.storage.summaries.ofSession('s')).toHaveLength(2);
    // Told late of a change that has been taken back: what is there stays.
    await test.summaries.afterBranchChange({ session_id: 's', left: first.slice(12).map(({ id }) => id), entered: [], gone: [] });
    expect(await test.summaries.list('s')).toEqual(back);
    await test.close();
  });

  it('a prompt that began on the branch that was left begins anew; one that began before it stays', async () => {
    const test = await start();
    const first = await test.talk(24);
    const setStart = (id: string) => test.storage.commit([{ op: 'update', entity: 'session', id: 's', set: { prompt_start_id: id, prompt_summary: '[note]' } }]);
    await test.talk(4, 100, { parent_id: first[11]!.id });
    const left = first.slice(12).map(({ id }) => id);
    await setStart(first[10]!.id);
    await test.summaries.afterBranchChange({ session_id: 's', left, entered: [], gone: [] });
    expect(await test.storage.sessions.get('s')).toMatchObject({ prompt_start_id: first[10]!.id, prompt_summary: '[note]' });
    await setStart(first[14]!.id);
    await test.summaries.afterBranchChange({ session_id: 's', left, entered: [], gone: [] });
    expect(await test.storage.sessions.get('s')).toMatchObject({ prompt_start_id: null, prompt_summary: null });
    await test.close();
  });

  it('a forgotten message takes its summary and the note along, and the stretch is summarised from what is left', async () => {
    const test = await start();
    const said = await test.talk(24);
    await test.runJobs();
    const [before, after] = await test.summaries.list('s');
    const quoted = said.find(({ content, depth }) => depth < 10 && before!.content.includes(content))!;
    await test.storage.commit([{ op: 'update', entity: 'session', id: 's', set: { prompt_start_id: said[10]!.id, prompt_summary: `[${before!.content}]` } }]);
    await test.storage.commit([{ op: 'erase-message', id: quoted.id }], { isForgetting: true });
    await test.summaries.afterBranchChange({ session_id: 's', left: [], entered: [], gone: [quoted.id] });
    expect((await test.storage.sessions.get('s'))!.prompt_summary).toBeNull();
    expect((await test.storage.summaries.ofSession('s')).map(({ id }) => id)).toEqual([after!.id]);
    await test.runJobs();
    const [anew] = await test.summaries.list('s');
    expect(anew!.source_message_ids).toEqual(before!.source_message_ids.filter((id) => id !== quoted.id));
    expect(anew!.content).not.toContain(quoted.content);
    // Told twice, nothing more happens; and of a message after the prompt's beginning the note says nothing.
    await test.storage.commit([{ op: 'update', entity: 'session', id: 's', set: { prompt_summary: '[new]' } }, { op: 'erase-message', id: said[22]!.id }], { isForgetting: true });
    await test.summaries.afterBranchChange({ session_id: 's', left: [], entered: [], gone: [said[22]!.id] });
    expect((await test.storage.sessions.get('s'))!.prompt_summary).toBe('[new]');
    expect(await test.contents()).toHaveLength(2);
    await test.close();
  });
});

describe('a model in quiet times', () => {
  const refine = async (test: Awaited<ReturnType<typeof start>>, worded: string) => {
    const { model, requests } = createScriptedModel({ json_replies: [{ summaries: [{ part: 1, summary: worded }] }] });
    const isMore = await createSummaryBatch(test.parts)('ana', model, 'scripted/scripted', new AbortController().signal);
    return { isMore, requests };
  };

  it('words a summary once, from its own messages, and only as far as it can be believed', async () => {
    const test = await start();
    await test.talk(14);
    await test.runJobs();
    const { isMore, requests } = await refine(test, 'The user visited towns with the sister Eva, number 4 among them.');
    expect([isMore, requests.length]).toEqual([true, 1]);
    expect(JSON.stringify(requests)).toContain('user: I visited town number 8');
    expect(JSON.stringify(requests)).not.toContain('number 12');
    expect((await test.summaries.list('s'))[0]).toMatchObject({ source: 'scripted/scripted', content: 'The user visited towns with the sister Eva, number 4 among them.' });
    expect((await refine(test, 'anything')).isMore).toBe(false);
    await test.close();
  });

  it('does not get its way with what was not said, nor with what was forgotten', async () => {
    const test = await start({ forgotten: /number 4/ });
    await test.talk(14);
    await test.runJobs();
    const [before] = await test.summaries.list('s');
    const { requests } = await refine(test, 'The user visited towns with the sister Eva, among them number 4.');
    expect(JSON.stringify(requests)).not.toContain('number 4');
    expect(await test.summaries.list('s')).toEqual([before]);
    test.settings.isOn = false;
    expect((await refine(test, 'x')).requests).toEqual([]);
    await test.close();
  });

  it('comes too late for a summary that went meanwhile', async () => {
    const test = await start();
    const said = await test.talk(14);
    await test.runJobs();
    const slow = createScriptedModel({ json_replies: [{ summaries: [{ part: 1, summary: 'The user visited several towns with the sister Eva, among them number 4.' }] }] });
    const model = { ...slow.model, generateJson: async (request: Parameters<typeof slow.model.generateJson>[0]) => {
      await test.storage.commit([{ op: 'erase-message', id: said[4]!.id }], { isForgetting: true });
      await test.summaries.afterBranchChange({ session_id: 's', left: [], entered: [], gone: [said[4]!.id] });
      return slow.model.generateJson(request);
    } };
    await createSummaryBatch(test.parts)('ana', model, 'scripted/scripted', new AbortController().signal);
    expect(await test.storage.summaries.ofSession('s')).toEqual([]);
    await test.close();
  });
});
