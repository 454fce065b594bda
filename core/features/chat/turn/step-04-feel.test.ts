// Feeling a message once: whatever is made of its reply afterwards, and whatever is switched on and off in between.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../contract/events.ts';
import { collect, createTestChat, endOf, savedOf } from '../../../testing/test-chat.ts';
import type { TestChat } from '../../../testing/test-chat.ts';
import type { TurnSettings } from './turn-parts.ts';

const pair = { user_id: 'ana', personality: 'luna' };
const start = Date.UTC(2026, 4, 1);
let test: TestChat;
let time: number;
let settings: Partial<TurnSettings>;
let told: EngineEvent[];
beforeEach(async () => {
  time = start;
  settings = { language: 'es' };
  told = [];
  test = await createTestChat({ settings, clock: { now: () => time }, parts: { broadcast: (event) => told.push(event) } });
});
afterEach(() => test.close());

const lastWords = () => test.requests.at(-1)!.messages.at(-1)!.content;
const feelings = () => told.map(({ type }) => type).filter((type) => type === 'mood-changed' || type === 'affinity-changed');

describe('another reply to a message', () => {
  it('comes from the same character as the first, although the parameters were on their way', async () => {
    const session = await test.session();
    await test.say(session.id, 'Hola');
    const first = await test.say(session.id, 'Mi perro Max murió ayer');
    const words = lastWords();
    expect(words).toContain('Sientes');
    const { parameters, layers } = (await test.storage.traces.forMessage(endOf(first).message.id))!.character;
    expect(layers.find(({ layer }) => layer === 'smoothing')?.changes).not.toEqual([]);
    expect((await test.storage.moods.latestOf(pair))!.parameters).toEqual(parameters);
    const again = await collect(await test.chat.regenerate(endOf(first).message.id));
    expect(lastWords()).toBe(words);
    expect((await test.storage.traces.forMessage(endOf(again).message.id))!.character.parameters).toEqual(parameters);
  });

  it('says nothing of a mood once moods are switched off', async () => {
    const session = await test.session();
    const first = await test.say(session.id, 'Mi perro Max murió ayer');
    settings.isMoodOn = false;
    const again = await collect(await test.chat.regenerate(endOf(first).message.id));
    expect(again.find((event) => event.type === 'mood')).toMatchObject({ mood: { mood: 'neutral', cause: 'off' } });
    expect(lastWords()).not.toContain('Sientes');
    expect(await test.storage.moods.latestOf(pair)).toMatchObject({ mood: 'sad' });
  });

  it('to one that was never felt moves what is felt now, after what came later, once', async () => {
    Object.assign(settings, { isMoodOn: false, isAffinityOn: false });
    const session = await test.session();
    const early = await test.say(session.id, 'Mi perro Max murió ayer');
    Object.assign(settings, { isMoodOn: true, isAffinityOn: true });
    await test.say((await test.session()).id, 'Hola');
    await collect(await test.chat.regenerate(endOf(early).message.id));
    expect(await test.storage.moods.latestOf(pair)).toMatchObject({ mood: 'sad', message_id: savedOf(early).message.id });
    const events = await test.storage.affinity.events({ ...pair, limit: 10 });
    expect(events[0]).toMatchObject({ message_id: savedOf(early).message.id, points: (await test.storage.affinity.get('ana', 'luna'))!.points });
    await collect(await test.chat.regenerate(endOf(early).message.id));
    expect(await test.storage.affinity.events({ ...pair, limit: 10 })).toEqual(events);
  });

  it('to one that was felt without moods is worth nothing again with them', async () => {
    settings.isMoodOn = false;
    const session = await test.session();
    const early = await test.say(session.id, 'Gracias, me ayudaste mucho');
    settings.isMoodOn = true;
    await test.say((await test.session()).id, 'Hola');
    const points = (await test.storage.affinity.get('ana', 'luna'))!.points;
    await collect(await test.chat.regenerate(endOf(early).message.id));
    expect((await test.storage.affinity.get('ana', 'luna'))!.points).toBe(points);
  });
});

describe('with one of the two switched off', () => {
  it('the screens hear of the other, and of nothing that was not stored', async () => {
    const session = await test.session();
    settings.isAffinityOn = false;
    await test.say(session.id, 'Mi perro Max murió ayer');
    expect(feelings()).toEqual(['mood-changed']);
    told.length = 0;
    Object.assign(settings, { isMoodOn: false, isAffinityOn: true });
    await test.say(session.id, 'Gracias, me ayudaste mucho');
    expect(feelings()).toEqual(['affinity-changed']);
  });

  it('a clock that went back does not make the last word earlier', async () => {
    const session = await test.session();
    await test.say(session.id, 'Hola');
    settings.isAffinityOn = false;
    time -= 30 * 86_400_000;
    await test.say(session.id, 'Sigo aquí');
    expect((await test.storage.affinity.get('ana', 'luna'))!.last_interaction_at).toBe(start);
  });

  it('a companion with levels of its own is at the one its points stand for', async () => {
    const record = (await test.storage.personalities.get('luna'))!;
    const levels = [{ name: 'passerby', affinity_range: [0, 40], modifiers: { behavioral_adjustments: ['Trátale de usted.'] } }, { name: 'ally', affinity_range: [41, 100], modifiers: {} }];
    const definition = { ...record.definition, hierarchical_config: { enabled: true, relationship_levels: levels } };
    await test.storage.commit([{ op: 'update', entity: 'personality', id: 'luna', set: { definition, updated_at: record.updated_at + 1 } }]);
    settings.isAffinityOn = false;
    const events = await test.say((await test.session()).id, 'Hola');
    expect(events.find((event) => event.type === 'affinity')).toMatchObject({ affinity: { level: 'passerby' } });
    expect(test.requests.at(-1)!.messages[0]!.content).toContain('Trátale de usted.');
  });
});
