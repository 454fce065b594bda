// The contract's affinity on a real database: what is seen, set and taken back, and what happens when two do so at once.
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { affinityConfigSchema } from '../../contract/affinity-config.ts';
import type { EngineEvent } from '../../contract/events.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { Personality } from '../../contract/personality.ts';
import { personalitySchema } from '../../contract/personality.ts';
import { silentLog } from '../../lib/log.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { createTestMemory } from '../../testing/test-memory.ts';
import type { TestMemory } from '../../testing/test-memory.ts';
import { defaultLevels, levelsOf } from '../character/index.ts';
import { createHandlerBuilder } from '../handler-builder.ts';
import type { MessageSignals } from '../message-condition.ts';
import { affinityRulesOf, applyMessage, createAffinityHandlers, newAffinity } from './index.ts';

const day = 86_400_000;
const pair = { personality: 'luna', user_id: 'ana' };
const luna = (more: Partial<Personality> = {}): Personality => personalitySchema.parse({
  persona: { name: 'Luna', version: '1.0.0', description: 'Quiet', author: 'us', language: 'en', compatibility: ['any'] }, core_traits: { archetype: 'caregiver', temperament: 'calm', communication_style: 'casual' },
  linguistic_profile: { tone: ['warm'], syntax: 'simple', vocabulary: [] }, behavioral_rules: ['Listen.'], advanced_parameters: { humor: 0.4 }, ...more,
});
const said = (signals: Partial<MessageSignals>): MessageSignals => ({ text: 'you', emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null, importance: 3, ...signals });
const thanks = said({ interactions: ['thanks'] });
const insult = said({ interactions: ['insult'], sentiment: 'negative' });

let memory: TestMemory;
let personality: Personality;
let sent: EngineEvent[];
beforeEach(async () => { memory = await createTestMemory(); personality = luna(); sent = []; });
afterEach(() => memory.close());

function open(storage: StorageProvider = memory.storage) {
  const { clock, ids } = memory;
  const characters = { definition: async (id: string) => { if (id !== 'luna') throw new LuminoraError('not_found', `There is no companion "${id}".`); return personality; } };
  return createRouterClient(createAffinityHandlers(createHandlerBuilder(silentLog), { storage, clock, ids, broadcast: (event) => { sent.push(event); }, characters }), { context: {} as never });
}

/** As a turn does. */
async function say(message: MessageSignals, after = 60_000): Promise<string> {
  const { storage, clock, ids } = memory;
  clock.time += after;
  const known = await storage.affinity.get('ana', 'luna');
  const { affinity, entries } = applyMessage(affinityRulesOf(personality), levelsOf(personality), known ?? newAffinity('ana', 'luna', clock.now()), message, clock.now(), 'en');
  const events = entries.map((entry) => ({ id: ids.next(), user_id: 'ana', personality: 'luna', message_id: null, ...entry, reverts: null, created_at: clock.now() }));
  await storage.commit([...events.map((record) => ({ op: 'insert', entity: 'affinity_event', record }) as const), { op: 'put', entity: 'affinity', record: affinity }]);
  return events[0]!.id;
}
const ledger = async () => (await memory.storage.affinity.events({ ...pair, limit: 500 })).toReversed();
const sum = async () => (await ledger()).reduce((total, { delta }) => total + delta, 0);

describe('affinity.get', () => {
  it('before the first word: nothing yet, and what comes next', async () => {
    const view = await open().get({ ...pair });
    expect(view.affinity).toMatchObject({ points: 0, level: 'stranger', last_interaction_at: null });
    expect(view.levels.map(({ name, from, to }) => [name, from, to])).toEqual([['stranger', 0, 21], ['acquaintance', 21, 41], ['friend', 41, 61], ['close_friend', 61, 81], ['soulmate', 81, 100]]);
    expect(view.next_level).toEqual({
      name: 'acquaintance', points_needed: 21, adjustments: defaultLevels[1]!.modifiers.behavioral_adjustments,
      changes: [{ parameter: 'formality', from: 0.6, to: 0.55 }, { parameter: 'humor', from: 0.3, to: 0.35 }, { parameter: 'empathy', from: 0.45, to: 0.5 }, { parameter: 'directness', from: 0.4, to: 0.5 }],
    });
    expect(view.decay).toEqual({ begins_at: null, points_per_day: 0.5 });
    expect(await memory.storage.affinity.get('ana', 'luna')).toBeNull();
  });
  it('speaks the language asked', async () => {
    const { levels, milestones, next_level: next } = await open().get({ ...pair, language: 'es' });
    expect([levels[0]?.description, next?.adjustments[1]]).toEqual(['Acaba de empezar.', 'Deja ver tu curiosidad.']);
    expect(milestones.find(({ id }) => id === 'hundred_messages')).toEqual({ id: 'hundred_messages', title: 'Cien mensajes', reached_at: null, missing: 'Falta: 100 mensajes más.' });
    expect(milestones.find(({ id }) => id === 'level_friend')).toMatchObject({ title: 'Llegar a ser amistad', missing: 'Falta: 41 puntos más.' });
    expect(milestones.find(({ id }) => id === 'first_confidence')?.missing).toContain('Le confiaste un secreto');
  });
  it('shows today, the milestones reached, and silence counted in without writing it down', async () => {
    for (let index = 0; index < 10; index += 1) await say(thanks);
    const today = await open().get(pair);
    expect(today.today).toEqual({ gained: 1.2, lost: 0, gain_cap: 4, loss_cap: 12 });
    expect(today.milestones.find(({ id }) => id === 'ten_messages')).toMatchObject({ reached_at: memory.clock.now(), missing: '' });
    expect(today.decay.begins_at).toBe(memory.clock.now() + 4 * day);
    memory.clock.time += 5 * day;
    const later = await open().get(pair);
    expect([later.affinity.points, later.today.gained]).toEqual([0.2, 0]);
    expect((await memory.storage.affinity.get('ana', 'luna'))?.points).toBe(1.2);
  });
  it('knows a personality of its own: levels, milestones, caps', async () => {
    personality = luna({
      hierarchical_config: { enabled: true, relationship_levels: [{ name: 'far', affinity_range: [0, 50], modifiers: {} }, { name: 'near', affinity_range: [51, 100], modifiers: { advanced_parameters: { humor: 0.2 } } }] },
      affinity_config: affinityConfigSchema.parse({ daily_gain_cap: 9, milestones: [{ id: 'm', title: 'Both', messages: 2, days_known: 3, level: 'near' }], decay: { points_per_day: 0 } }),
    });
    const view = await open().get(pair);
    expect(view.levels.map(({ name }) => name)).toEqual(['far', 'near']);
    expect(view.milestones).toEqual([{ id: 'm', title: 'Both', reached_at: null, missing: 'Still to come: 51 more points, 2 more messages, 3 more days.' }]);
    expect(view.today.gain_cap).toBe(9);
    expect((await open().get(pair)).affinity.level).toBe('far');
  });
  it('of a companion that is not there is not found', () => expect(open().get({ ...pair, personality: 'nobody' })).rejects.toMatchObject({ code: 'not_found' }));
});

describe('affinity.events', () => {
  it('comes in pages, newest first, and may leave out what moved nothing', async () => {
    const ids = [];
    for (let index = 0; index < 5; index += 1) ids.push(await say(thanks));
    const newest = await open().events({ ...pair, limit: 2 });
    expect(newest).toMatchObject({ events: [{ id: ids[4] }, { id: ids[3] }], next_before: ids[3] });
    const rest = await open().events({ ...pair, limit: 3, before: newest.next_before! });
    expect([rest.events.map(({ id }) => id), rest.next_before]).toEqual([[ids[2], ids[1], ids[0]], null]);
    const hello = said({ interactions: ['greeting'] });
    const [paid, unpaid] = [await say(hello), await say(hello)];
    expect((await open().events({ ...pair, limit: 2 })).events.map(({ id }) => id)).toEqual([unpaid, paid]);
    expect((await open().events({ ...pair, limit: 1, moved_only: true })).events.map(({ id }) => id)).toEqual([paid]);
  });
});

describe('affinity.set', () => {
  it('moves the points, notes it, changes the level and tells the screens', async () => {
    await say(thanks);
    const view = await open().set({ ...pair, points: 65, reason: 'We know each other from before' });
    expect(view.affinity).toMatchObject({ points: 65, level: 'close_friend', highest_points: 65, messages: 1 });
    expect((await ledger()).slice(1)).toMatchObject([{ kind: 'manual', delta: 64.4, reason: 'We know each other from before', points: 65, message_id: null }, { kind: 'level', rule: 'close_friend', delta: 0 }]);
    expect(sent).toMatchObject([{ type: 'affinity-changed', affinity: { points: 65 }, events: [{ kind: 'manual' }, { kind: 'level' }] }]);
    expect(await sum()).toBeCloseTo(65, 6);
  });
  it('works before the first word, and after a silence ends where it is told', async () => {
    await open().set({ ...pair, points: 50 });
    expect(await memory.storage.affinity.get('ana', 'luna')).toMatchObject({ points: 50, level: 'friend', last_interaction_at: null });
    await say(thanks);
    memory.clock.time += 13 * day;
    expect((await open().get(pair)).affinity.points).toBe(45.6);
    expect((await open().set({ ...pair, points: 70 })).affinity.points).toBe(70);
    expect((await ledger()).map(({ kind }) => kind).slice(-3)).toEqual(['absence', 'manual', 'level']);
    expect(await sum()).toBeCloseTo(70, 6);
    memory.clock.time += day;
    expect((await open().get(pair)).affinity.points).toBe(69.5);
  });
  it('to a high level: with the next word come the milestones of all levels on the way', async () => {
    await open().set({ ...pair, points: 90 });
    await say(thanks);
    expect((await ledger()).filter(({ kind }) => kind === 'milestone').map(({ rule }) => rule)).toEqual(['level_acquaintance', 'level_friend', 'level_close_friend', 'level_soulmate']);
  });
  it('keeps a message that came in between, also one worth nothing', async () => {
    const hello = said({ interactions: ['greeting'] });
    await say(hello);
    const { storage } = memory;
    let isFirst = true;
    const client = open({
      ...storage, affinity: {
        ...storage.affinity, get: async (userId, personality) => {
          const row = await storage.affinity.get(userId, personality);
          if (isFirst) { isFirst = false; await say(hello, 0); }
          return row;
        },
      },
    });
    await client.set({ ...pair, points: 50 });
    expect(await storage.affinity.get('ana', 'luna')).toMatchObject({ points: 50, messages: 2 });
    expect(await sum()).toBeCloseTo(50, 6);
  });
  it('many at once all count: nobody writes over another', async () => {
    const client = open();
    await Promise.all([10, 20, 30, 40, 50].map((points) => client.set({ ...pair, points })));
    const { points } = (await memory.storage.affinity.get('ana', 'luna'))!;
    expect((await ledger()).filter(({ kind }) => kind === 'manual')).toHaveLength(5);
    expect(await sum()).toBeCloseTo(points, 6);
  });
});

describe('affinity.revert', () => {
  it('takes an entry back once, and what limits and apologies look at forgets it', async () => {
    await open().set({ ...pair, points: 30 });
    const id = await say(insult);
    expect((await memory.storage.affinity.get('ana', 'luna'))?.points).toBe(26);
    const view = await open().revert({ id });
    expect(view.affinity.points).toBe(30);
    expect(view.today).toMatchObject({ lost: 0 });
    expect((await ledger()).at(-1)).toMatchObject({ kind: 'revert', rule: 'insult', delta: 4, reverts: id, reason: 'You were insulting' });
    await expect(open().revert({ id })).rejects.toMatchObject({ code: 'conflict' });
    expect((await ledger()).filter(({ kind }) => kind === 'revert')).toHaveLength(1);
    await say(said({ interactions: ['apology'] }));
    expect((await ledger()).at(-1)).toMatchObject({ rule: 'time_together' });
    expect(await sum()).toBeCloseTo((await memory.storage.affinity.get('ana', 'luna'))!.points, 6);
  });
  it('of a height that never was leaves silence its due', async () => {
    await open().set({ ...pair, points: 20 });
    await say(said({}));
    await open().set({ ...pair, points: 100, reason: 'A slip' });
    await open().revert({ id: (await ledger()).findLast(({ kind }) => kind === 'manual')!.id });
    expect(await memory.storage.affinity.get('ana', 'luna')).toMatchObject({ points: 20.02, highest_points: 20.02 });
    memory.clock.time += 7 * day;
    expect((await open().get(pair)).affinity.points).toBe(18.02);
  });
  it('asked twice at once happens once', async () => {
    const id = await say(thanks);
    const asked = await Promise.allSettled([open().revert({ id }), open().revert({ id })]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict', message: expect.stringContaining('taken back before') } });
    expect((await memory.storage.affinity.get('ana', 'luna'))?.points).toBe(0);
    expect(sent).toHaveLength(1);
  });
  it('puts back what was taken back, and ends at 0', async () => {
    const id = await say(thanks);
    await open().revert({ id });
    const revert = (await ledger()).at(-1)!;
    expect((await open().revert({ id: revert.id })).affinity.points).toBe(0.6);
    await open().set({ ...pair, points: 0 });
    expect((await open().revert({ id: (await ledger()).at(-2)!.id })).affinity.points).toBe(0);
    expect(await sum()).toBeCloseTo(0, 6);
  });
  it('refuses what moved nothing and what is not there', async () => {
    await open().set({ ...pair, points: 50 });
    const level = (await ledger()).find(({ kind }) => kind === 'level')!;
    await expect(open().revert({ id: level.id })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(open().revert({ id: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
