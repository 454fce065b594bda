import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestEngine } from '../../../testing/test-engine.ts';
import type { TestEngine } from '../../../testing/test-engine.ts';

let test: TestEngine;
beforeAll(async () => {
  test = await createTestEngine();
  const { memory } = test.engine.client;
  await memory.addFact({ category: 'relationships', key: 'pet_dog', value: 'Max' });
  await memory.addFact({ category: 'preferences', key: 'favorite_food', value: 'tortilla' });
  await memory.addFact({ category: 'work', key: 'employer', value: 'el museo del puerto', scope: 'luna' });
  await memory.addFact({ category: 'work', key: 'profession', value: 'guía', user_id: 'eva' });
});
afterAll(() => test.close());

const found = async (query: string, filters = {}, user_id = 'default') => {
  const { results } = await test.engine.client.memory.search({ query, user_id, filters: { kinds: ['fact'], ...filters } });
  return results.map(({ kind, text }) => `${kind}: ${text}`);
};

describe('facts in a search', () => {
  it.each([['mascota'], ['¿cómo se llama mi perro?'], ['Max']])('%s finds the dog, in Spanish or English', async (query) => expect((await found(query))[0]).toMatch(/^fact: .*Max/));
  it.each([['my pet'], ['what is the name of my dog?']])('%s finds it too', async (query) => expect(await found(query)).toEqual([expect.stringContaining('dog')]));
  it('says nothing for what no fact is about', async () => expect(await found('el precio del alquiler en otoño')).toEqual([]));
  it('keeps to the user, the category, the companion and the time asked for', async () => {
    expect(await found('museo')).toHaveLength(1);
    expect(await found('museo', { personality: 'luna' })).toHaveLength(1);
    expect(await found('museo', { personality: 'other' })).toEqual([]);
    expect(await found('museo', { categories: ['health'] })).toEqual([]);
    expect(await found('museo', { to: 1 })).toEqual([]);
    expect(await found('museo', { speaker: 'user' })).toEqual([]);
    expect(await found('museo', {}, 'eva')).toEqual([]);
    expect(await found('guía', {}, 'eva')).toHaveLength(1);
  });
});
