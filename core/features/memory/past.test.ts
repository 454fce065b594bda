// What held once is answered as past, when it is asked for, and never as what holds now.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RecalledItem, Session } from '../../contract/entities.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';

let test: TestEngine;
let session: Session;
let time = Date.UTC(2024, 0, 10);
const clock = { now: () => time };
beforeEach(async () => {
  time = Date.UTC(2024, 0, 10);
  test = await createTestEngine({ clock, script: { replies: ['Aha.'] }, defaults: { memory: { refinement: 'off' } } });
  session = await test.engine.client.sessions.create({ personality: 'luna' });
});
afterEach(() => test.close());

async function tell(text: string, at: number) {
  time = at;
  await test.say(session.id, text);
  await test.engine.jobsIdle();
}
async function factsFor(text: string, personality = 'luna'): Promise<RecalledItem[]> {
  const asking = await test.engine.client.sessions.create({ personality });
  const end = (await test.say(asking.id, text)).find((event) => event.type === 'turn-end');
  await test.engine.jobsIdle();
  return (await test.engine.client.chat.trace({ message_id: end!.message.id })).recalled.filter(({ kind }) => kind === 'fact');
}
const moves = async () => {
  await tell('Vivo en Madrid', Date.UTC(2024, 0, 10));
  await tell('Trabajo en Correos', Date.UTC(2024, 1, 1));
  await tell('Ahora vivo en Soria', Date.UTC(2025, 2, 15));
  time = Date.UTC(2026, 0, 1);
};

it('an ordinary question brings the present alone, one about earlier days the past as well, with its time', async () => {
  await moves();
  const now = await factsFor('¿Dónde vivo?');
  expect(now.map(({ text }) => text)).toContain('El usuario vive en Soria');
  expect(JSON.stringify(now)).not.toContain('Madrid');
  const then = await factsFor('¿Dónde vivía antes?');
  expect(then.filter(({ past }) => past)).toMatchObject([{ text: 'El usuario vivía en Madrid (hasta 2025-03)', past: { from: Date.UTC(2024, 0, 10), to: Date.UTC(2025, 2, 15) } }]);
  expect(then.map(({ text }) => text)).toContain('El usuario vive en Soria');
  expect(then.map(({ text }) => text)).not.toContain('El usuario vive en Madrid');
  expect((await factsFor('¿Dónde trabajaba antes?')).filter(({ past }) => past)).toEqual([]);
  expect((await factsFor('Where did I use to live?')).filter(({ past }) => past).map(({ text }) => text)).toEqual(['The user lived in Madrid (until 2025-03)']);
});

it('the facts of a time, and the history of a value', async () => {
  await moves();
  const at = async (time: number) => (await test.engine.client.memory.facts({ at: time })).facts.map(({ value }) => value);
  expect(await at(Date.UTC(2023, 0, 1))).toEqual([]);
  expect(await at(Date.UTC(2024, 0, 20))).toEqual(['Madrid']);
  expect(await at(Date.UTC(2024, 6, 1))).toEqual(['Madrid', 'Correos']);
  expect(await at(Date.UTC(2025, 6, 1))).toEqual(['Soria', 'Correos']);
  const [city] = (await test.engine.client.memory.facts({ key: 'home_city' })).facts;
  expect((await test.engine.client.memory.factHistory({ id: city!.id })).facts.map(({ value }) => value)).toEqual(['Soria', 'Madrid']);
});

it('a search marks what holds no more', async () => {
  await moves();
  const found = async (query: string) => (await test.engine.client.memory.search({ query, filters: { kinds: ['fact'] } })).results.map(({ text, past }) => `${text}${past ? ' *' : ''}`);
  expect(await found('¿Dónde vivo?')).toEqual(['El usuario vive en Soria']);
  expect(await found('Madrid')).toEqual([expect.stringMatching(/Madrid \(.*2025-03\) \*$/)]);
  expect((await found('¿Dónde vivía antes?')).toSorted()).toEqual(['El usuario vive en Soria', 'El usuario vivía en Madrid (hasta 2025-03) *']);
});

it('the past of one companion, or of another project, is not told', async () => {
  await test.engine.client.memory.addFact({ category: 'personal_info', key: 'home_city', value: 'Vigo', scope: 'luna' });
  time += 1000;
  await test.engine.client.memory.addFact({ category: 'personal_info', key: 'home_city', value: 'Lugo', scope: 'luna' });
  const past = async (personality: string) => (await factsFor('¿Dónde vivía antes?', personality)).filter((item) => item.past).map(({ text }) => text);
  expect(await past('luna')).toHaveLength(1);
  expect(await past('bruno')).toEqual([]);
});
