// Companions, pictures, wishes, drafts and lorebooks through the engine's door, as screens and programs use them.
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../contract/index.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';

const png = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]);
let test: TestEngine;
let client: Client;
beforeEach(async () => {
  test = await createTestEngine();
  client = test.engine.client;
});
afterEach(() => test.close());
const promptOf = async (sessionId: string) => {
  const { messages } = await client.sessions.history({ session_id: sessionId });
  return (await client.chat.trace({ message_id: messages.at(-1)!.id }));
};

describe('a companion through the door', () => {
  it('is compiled as a draft, at any level and mood it has', async () => {
    const { definition } = await client.characters.get({ id: 'luna' });
    const draft = { ...definition, advanced_parameters: { ...definition.advanced_parameters, humor: 1 } };
    const [before, after] = await Promise.all([client.characters.compile({ id: 'luna' }), client.characters.compile({ id: 'luna', definition: draft, level: 'friend', mood: 'sad', intensity: 1, language: 'es' })]);
    expect([before.level, before.mood, after.level, after.mood]).toEqual(['stranger', 'neutral', 'friend', 'sad']);
    expect(after.text).toContain('Eres Luna');
    expect(after.layers.map(({ layer }) => layer)).toEqual(['base', 'level', 'mood', 'user', 'smoothing']);
    await expect(client.characters.compile({ id: 'luna', level: 'enemy' })).rejects.toMatchObject({ code: 'invalid_input', data: { details: { field: 'level' } } });
    await expect(client.characters.compile({ id: 'luna', mood: 'hungry' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await client.characters.schema())['properties']).toHaveProperty('mood_config');
    expect((await client.characters.blend({ first: 'luna', second: 'walt', weight: 0.5, name: 'Lunwalt' })).definition.persona.name).toBe('Lunwalt');
    expect((await client.characters.validate({ definition: { persona: {} } })).definition).toBeNull();
  });

  it('talks as a draft without leaving a trace', async () => {
    const said: string[] = [];
    let end: unknown;
    for await (const event of await client.characters.tryOut({ id: 'luna', message: 'Hi', history: [{ speaker: 'user', content: 'a' }, { speaker: 'assistant', content: 'b' }], mood: 'sad' })) {
      if (event.type === 'text-delta') said.push(event.text);
      else end = event;
    }
    expect(said.join('')).toContain('Hi');
    expect(end).toMatchObject({ error: null });
    expect((await client.sessions.list({})).sessions).toEqual([]);
    expect((await client.affinity.get({ personality: 'luna' })).affinity.points).toBe(0);
  });

  it('has a portrait and a pack of expressions, which can be taken away', async () => {
    const data = png.toString('base64');
    await client.characters.putAsset({ id: 'luna', name: 'portrait', data });
    const pack = await client.characters.putSprites({ id: 'luna', data: Buffer.from(zipSync({ 'joy.png': png, 'happiness.png': png, 'readme.txt': png })).toString('base64') });
    expect(pack.assets.map(({ name }) => name)).toEqual(['joy']);
    expect(pack.findings).toHaveLength(2);
    expect((await client.characters.assets({ id: 'luna' })).assets.map(({ name }) => name)).toEqual(['joy', 'portrait']);
    expect((await client.characters.asset({ id: 'luna', name: 'joy' })).data).toBe(data);
    expect((await client.characters.removeAsset({ id: 'luna', name: 'joy' })).deleted).toBe(true);
    await expect(client.characters.asset({ id: 'luna', name: 'joy' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.characters.putAsset({ id: 'nobody', name: 'portrait', data })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is for one user as that user wishes', async () => {
    await client.characters.override({ id: 'luna', user_id: 'ana', overrides: { behavioral_adjustments: ['Call me Captain.'] } });
    expect(await client.characters.overrides({ id: 'luna', user_id: 'ana' })).toEqual({ behavioral_adjustments: ['Call me Captain.'] });
    for (const [user, expected] of [['ana', true], ['bea', false]] as const) {
      const session = await client.sessions.create({ user_id: user, personality: 'luna' });
      await test.say(session.id, 'Hello there, how are you?');
      expect((await promptOf(session.id)).character.text.includes('Call me Captain.')).toBe(expected);
    }
  });
});

describe('a lorebook through the door', () => {
  it('is added, imported, tried, switched off, and enters the prompt only while it is on', async () => {
    const entry = { keys: ['lighthouse'], content: 'The lighthouse has been dark since May.', extensions: {}, enabled: true, insertion_order: 1 };
    const made = await client.lorebooks.create({ name: 'Harbour', definition: { entries: [entry], extensions: {} } });
    const { lorebook, findings } = await client.lorebooks.import({ file_name: 'world.json', personality: 'walt', data: { entries: { 0: { key: ['gym'], content: 'The gym floods.', uid: 1 } } } });
    expect([lorebook.name, findings]).toEqual(['world', []]);
    await expect(client.lorebooks.import({ data: { nothing: true } })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await client.lorebooks.list()).lorebooks.map(({ id }) => id)).toEqual([made.id, lorebook.id]);
    expect((await client.lorebooks.activate({ personality: 'walt', messages: ['the gym by the lighthouse'] })).entries.map(({ content }) => content).sort()).toEqual(['The gym floods.', 'The lighthouse has been dark since May.']);
    expect((await client.lorebooks.activate({ personality: 'luna', messages: ['the gym'] })).entries).toEqual([]);
    const told = async () => {
      const session = await client.sessions.create({ personality: 'luna' });
      await test.say(session.id, 'Tell me of the lighthouse');
      return (await promptOf(session.id)).recalled.filter(({ kind }) => kind === 'lore').map(({ text }) => text);
    };
    expect(await told()).toEqual(['The lighthouse has been dark since May.']);
    expect((await client.lorebooks.save({ id: made.id, is_enabled: false })).is_enabled).toBe(false);
    expect(await told()).toEqual([]);
    expect((await client.lorebooks.remove({ id: made.id })).name).toBe('Harbour');
    await expect(client.lorebooks.remove({ id: made.id })).rejects.toMatchObject({ code: 'not_found' });
  });
});
