// Questions about companions, through the engine.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';

let test: TestEngine;
beforeAll(async () => { test = await createTestEngine(); }, 30_000);
afterAll(() => test.close());

describe('a definition is looked at', () => {
  it('with the moods it names and does not have, of its own and of ours', async () => {
    const { characters } = test.engine.client;
    const { definition } = await characters.get({ id: 'luna' });
    const when = { keywords: ['rain'] };
    const triggers = [{ id: 'rain', when, mood: 'dreamy', intensity: 0.5 }, { id: 'sun', when, mood: 'happy', intensity: 0.5 }, { id: 'hail', when, mood: 'stormy', intensity: 0.5 }];
    const { findings, definition: read } = await characters.validate({ definition: { ...definition, mood_config: { moods: [{ id: 'dreamy' }], triggers } } });
    expect(findings).toMatchObject([{ severity: 'warning', path: 'mood_config.triggers.2.mood' }]);
    expect(read?.mood_config?.triggers).toHaveLength(3);
    expect((await characters.validate({ definition })).findings).toEqual([]);
    expect(await characters.validate({ definition: 7 })).toMatchObject({ definition: null, findings: [{ severity: 'error' }] });
  });
});
