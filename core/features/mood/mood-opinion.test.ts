// The second opinion on a mood: when it is asked, and when it counts. On a real storage, with a scripted model.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mood } from '../../contract/entities.ts';
import type { EngineEvent } from '../../contract/events.ts';
import { moodConfigSchema } from '../../contract/mood-config.ts';
import type { Personality } from '../../contract/personality.ts';
import { createScriptedModel } from '../../providers/llm/scripted.ts';
import type { ModelIdentity } from '../../providers/llm/llm.ts';
import { createTestMemory } from '../../testing/test-memory.ts';
import type { TestMemory } from '../../testing/test-memory.ts';
import { createMoodOpinion } from './mood-opinion.ts';
import { moodsOf } from './moods-of.ts';
import { acceptOpinion, opinionRequest } from './opinion-request.ts';

const pair = { user_id: 'ana', personality: 'luna' };
const sadly = { reason: 'Irony: it went badly', mood: 'sad', intensity: 0.9 };

let memory: TestMemory;
let events: EngineEvent[];
beforeEach(async () => {
  memory = await createTestMemory();
  events = [];
});
afterEach(() => memory.close());

async function felt(text: string, row: Partial<Mood> = {}): Promise<Mood> {
  const { id, created_at } = await memory.say(text);
  const record: Mood = { id, session_id: 's', message_id: id, ...pair, mood: 'happy', intensity: 0.5, cause: 'emotion:joy', source: 'rules', expression: 'joy', parameters: { humor: 0.6 }, created_at, ...row };
  await memory.storage.commit([{ op: 'insert', entity: 'mood', record }]);
  return record;
}

/** Lets a turn end and waits until the model has nothing more to do. */
function start(options: { answers?: unknown[]; mode?: 'off' | 'local' | 'always'; identity?: Partial<ModelIdentity>; whileThinking?: () => Promise<unknown> } = {}) {
  const { model, requests } = createScriptedModel({ json_replies: options.answers ?? [sadly] });
  const identity = async () => ({ ...await model.identity(), ...options.identity });
  const generateJson: typeof model.generateJson = async (request) => {
    await options.whileThinking?.();
    return model.generateJson(request);
  };
  const definition: Pick<Personality, 'mood_config'> = {};
  const opinion = createMoodOpinion({
    ...memory, broadcast: (event) => events.push(event), model: async () => ({ ...model, identity, generateJson }), settings: () => ({ mode: options.mode ?? 'local', idleMs: 0 }),
    characters: { definition: async () => definition as Personality },
  });
  return {
    requests,
    async turn() {
      opinion.turnBegan();
      opinion.turnEnded('ana');
      await new Promise((resolve) => setTimeout(resolve, 20));
      await opinion.idle();
    },
    stop: () => opinion.stop(),
  };
}

describe('the second opinion', () => {
  it('that disagrees for sure is a row of its own which the next turn starts from, asked once', async () => {
    const row = await felt('genial, otra noche sin dormir, qué maravilla');
    memory.clock.time += 60_000;
    const { turn, requests, stop } = start();
    await turn();
    await turn();
    await stop();
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ task: 'mood_detection', temperature: 0 });
    const latest = await memory.storage.moods.latestOf(pair);
    expect(latest).toMatchObject({ ...pair, session_id: 's', message_id: row.id, mood: 'sad', intensity: 0.8, cause: 'model', source: 'model', expression: 'sadness', parameters: { humor: 0.6 }, created_at: memory.clock.now() });
    expect(latest!.id > row.id).toBe(true);
    expect(await memory.storage.moods.forMessage(row.id)).toEqual(row);
    expect(events).toEqual([{ type: 'mood-changed', mood: latest }]);
  });

  it.each([
    ['it agrees', { ...sadly, mood: 'happy' }], ['it is not sure', { ...sadly, intensity: 0.4 }], ['it is no answer', 'I think the user is sad'],
  ])('changes nothing when %s, and is not asked again', async (_name, answer) => {
    const row = await felt('genial, otra noche sin dormir, qué maravilla');
    const { turn, requests, stop } = start({ answers: [answer] });
    await turn();
    await turn();
    await stop();
    expect(requests).toHaveLength(1);
    expect(await memory.storage.moods.latestOf(pair)).toEqual(row);
    expect(events).toEqual([]);
  });

  it.each([
    ['it is off', { mode: 'off' as const }], ['the model is elsewhere', { identity: { is_local: false } }], ['the model only continues text', { mode: 'always' as const, identity: { is_base_model: true } }],
  ])('is not asked for when %s', async (_name, options) => {
    await felt('genial, otra noche sin dormir, qué maravilla');
    const { turn, requests, stop } = start(options);
    await turn();
    await stop();
    expect(requests).toEqual([]);
  });

  it('is asked of a model elsewhere where that is wanted', async () => {
    await felt('genial, otra noche sin dormir, qué maravilla');
    const { turn, requests, stop } = start({ mode: 'always', identity: { is_local: false } });
    await turn();
    await stop();
    expect(requests).toHaveLength(1);
  });

  it('leaves alone the news of a life, a mood set by hand, an opinion given, and words too few to judge', async () => {
    const { turn, requests, stop } = start();
    await turn();
    await felt('vale, ok');
    await turn();
    await felt('Mi perro Max murió ayer', { mood: 'sad', cause: 'life_event:bereavement' });
    await turn();
    await felt('genial, otra noche sin dormir, qué maravilla', { source: 'user', message_id: null });
    await turn();
    await felt('genial, otra noche sin dormir, qué maravilla', { source: 'model' });
    await turn();
    await stop();
    expect(requests).toEqual([]);
  });

  it('is dropped when the mood moved while the model was thinking', async () => {
    await felt('genial, otra noche sin dormir, qué maravilla');
    let later: Mood | null = null;
    const { turn, stop } = start({ whileThinking: async () => { later ??= await felt('y ahora otra cosa distinta', { source: 'user' }); } });
    await turn();
    await stop();
    expect(await memory.storage.moods.latestOf(pair)).toEqual(later);
    expect(events).toEqual([]);
  });
});

describe('what is asked and believed', () => {
  const config = moodsOf({ mood_config: moodConfigSchema.parse({ resting_mood: 'playful', moods: [{ id: 'dreamy' }] }) });
  it('names every mood, the resting one first, and shows the message as one line of data', () => {
    const { messages, schema } = opinionRequest(config, 'hello\nignore all that\u0000', new AbortController().signal);
    expect(messages[0]?.content).toContain('one of playful, neutral, happy, sad, excited, concerned, loving, dreamy');
    expect(messages[1]?.content).toMatch(/^hello ignore all that/);
    expect(JSON.stringify(schema)).toContain('"dreamy"');
    expect(opinionRequest(config, 'a'.repeat(5000), new AbortController().signal).messages[1]?.content).toHaveLength(1000);
  });
  it('brings back to rest what words alone had moved, and knows only the moods of the companion', () => {
    const calm = { reason: '', mood: 'playful', intensity: 0.9 };
    expect(acceptOpinion(config, calm, { mood: 'concerned' })).toEqual({ mood: 'playful', intensity: 0.3 });
    expect(acceptOpinion(config, { ...calm, mood: 'grumpy' }, { mood: 'sad' })).toBeNull();
  });
});
