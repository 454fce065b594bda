import { afterEach, describe, expect, it } from 'vitest';
import { createScriptedModel } from '../../../providers/llm/scripted.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import { makeClassification, makeFact } from '../../../providers/storage/conformance/records.ts';
import { createTestMemory } from '../../../testing/test-memory.ts';
import { createFactBatch } from './batches.ts';
import { createTestEngine } from '../../../testing/test-engine.ts';
import type { TestEngine } from '../../../testing/test-engine.ts';

let test: TestEngine;
afterEach(() => test.close());

async function start(json_replies: unknown[], memory: Record<string, unknown> = {}) {
  test = await createTestEngine({ script: { replies: ['Hm.'], json_replies }, defaults: { memory: { refine_after_seconds: 0, ...memory } } });
  const session = await test.engine.client.sessions.create({});
  return async (text: string) => {
    await test.say(session.id, text);
    await test.engine.jobsIdle();
  };
}

const facts = async () => (await test.engine.client.memory.facts({})).facts.map(({ key, value, source }) => ({ key, value, source }));

/** A quiet time is short but real: looks again until what is expected is there, for at most five seconds. */
async function until(expected: (known: Awaited<ReturnType<typeof facts>>) => boolean): Promise<void> {
  for (let look = 0; look < 100 && !expected(await facts()); look += 1) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('a model that looks again', () => {
  it('adds what the rules did not read, once, from the words of the user alone, and leaves what they did', async () => {
    const proposals = { facts: [
      { message: 1, category: 'work', key: 'badge_colour', value: 'turquoise' }, { message: 1, category: 'personal_info', key: 'name', value: 'Turquoise' },
      { message: 1, category: 'work', key: 'employer', value: 'a company nobody named' },
    ] };
    const say = await start([proposals, { facts: [] }]);
    await say('Me llamo Ana. They gave me a turquoise one at the entrance.');
    await say('And so it went on and on.');
    await until((known) => known.some(({ key }) => key === 'badge_colour'));
    expect(await facts()).toEqual([{ key: 'name', value: 'Ana', source: 'rules-es' }, { key: 'badge_colour', value: 'turquoise', source: 'scripted/scripted' }]);
  });

  it('reads no message again of which the user took back what it had taught', async () => {
    const say = await start([{ facts: [{ message: 1, category: 'work', key: 'badge_colour', value: 'turquoise' }] }], { refinement: 'off' });
    await say('Me llamo Ana. They gave me a turquoise one at the entrance.');
    const [name] = (await test.engine.client.memory.facts({})).facts;
    const { deleted } = await test.engine.client.memory.deleteFact({ id: name!.id });
    await test.engine.client.settings.write({ changes: [{ path: 'memory.refinement', value: 'local' }] });
    await say('Hm.');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await facts()).toEqual([]);
    await test.engine.client.memory.restoreFact({ fact: deleted });
    await say('Hm.');
    await until((known) => known.length === 2);
    expect((await facts()).map(({ key }) => key)).toEqual(['name', 'badge_colour']);
  });

  it('does nothing when it is off', async () => {
    const say = await start([{ facts: [{ message: 1, category: 'work', key: 'badge_colour', value: 'turquoise' }] }], { refinement: 'off' });
    await say('They gave me a turquoise one at the entrance.');
    await say('And so it went on and on.');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await facts()).toEqual([]);
  });
});

describe('a model elsewhere', () => {
  it('is shown nothing that must stay on this machine', async () => {
    const memory = await createTestMemory();
    const said = [await memory.say('The doctor found porphyria in my blood'), await memory.say('My password is hunter22 for the bank'), await memory.say('My sister Eva is visiting me this week')];
    await memory.storage.commit([
      ...said.map((message): Change => ({ op: 'put', entity: 'classification', record: makeClassification(message.id, { session_id: 's', privacy: 'personal' }) })),
      { op: 'insert', entity: 'fact', record: makeFact('f', { local_only: true, source_message_ids: [said[0]!.id] }) },
    ]);
    const asked = async (is_local: boolean): Promise<string> => {
      const { model, requests } = createScriptedModel({ json_replies: [{ facts: [] }] });
      const batch = createFactBatch({ ...memory, broadcast: () => undefined, learn: async () => ({ changes: [], learnt: null }) });
      await batch('ana', { ...model, identity: async () => ({ id: 'x', model: 'y', location: 'z', is_local }) }, 'x/y', new AbortController().signal);
      await memory.storage.commit([{ op: 'delete', entity: 'setting', id: 'refined-facts/ana' }]);
      return JSON.stringify(requests);
    };
    expect(await asked(true)).toContain('porphyria');
    const there = await asked(false);
    expect(there).toContain('sister Eva');
    expect(there).not.toMatch(/porphyria|hunter22/);
    await memory.close();
  });
});
