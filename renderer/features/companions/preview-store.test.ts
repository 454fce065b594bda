// The preview and the trial over the in-memory client.
import { expect, it } from 'vitest';
import { createMemoryClient, engineError } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createPreviewStore } from './preview-store.ts';
import { createTryoutStore } from './tryout-store.ts';

async function start() {
  const memory = createMemoryClient(createSampleWorld('en', 1_800_000_000_000));
  const { definition } = await memory.client.characters.get({ id: 'luna' });
  return { memory, definition, preview: createPreviewStore(memory.client), tryout: createTryoutStore(memory.client) };
}

it('compiles the draft beside what is saved, in the chosen state', async () => {
  const { preview, definition } = await start();
  await preview.getState().begin('luna', 'en');
  preview.getState().choose({ level: 'friend', mood: 'sad', intensity: 1 });
  await preview.getState().compile('luna', { ...definition, advanced_parameters: { ...definition.advanced_parameters, humor: 0.7 } }, true);
  const { compiled, saved } = preview.getState();
  expect(saved?.parameters['humor']).toBeCloseTo(0.4);
  expect(compiled?.parameters['humor']).toBeCloseTo(0.65);
  expect(compiled?.layers.find(({ layer }) => layer === 'level')?.changes).toContainEqual({ parameter: 'humor', from: 0.7, to: 0.9 });
});

it('needs no second text while nothing is changed, and shows the newest answer only', async () => {
  const { preview, definition } = await start();
  const first = preview.getState().compile('luna', { ...definition, introduction: 'First.' }, true);
  const second = preview.getState().compile('luna', { ...definition, introduction: 'Second.' }, false);
  await Promise.all([first, second]);
  expect([preview.getState().compiled?.text.includes('Second.'), preview.getState().saved]).toEqual([true, null]);
});

it('tells what failed and goes on', async () => {
  const { preview, memory, definition } = await start();
  memory.world.fail.set('character.compile', engineError('internal', 'No words.'));
  await preview.getState().compile('luna', definition, false);
  expect(preview.getState().error?.message).toBe('No words.');
  await preview.getState().compile('luna', definition, false);
  expect(preview.getState().error).toBeNull();
});

it('talks with the draft, not with what is saved, and forgets on request', async () => {
  const { tryout, preview, definition, memory } = await start();
  const draft = { ...definition, persona: { ...definition.persona, name: 'Draft' } };
  await tryout.getState().send('luna', draft, preview.getState().choice, 'Hello');
  expect(tryout.getState().lines.map(({ speaker }) => speaker)).toEqual(['user', 'assistant']);
  expect(tryout.getState().lines[1]?.content).toMatch(/^Draft: \S+/);
  expect([tryout.getState().is_writing, memory.world.messages.some(({ content }) => content === 'Hello')]).toEqual([false, false]);
  tryout.getState().clear();
  expect(tryout.getState().lines).toEqual([]);
});

it('shows a refusal of the model', async () => {
  const { tryout, preview, definition, memory } = await start();
  memory.world.fail.set('character.try', engineError('model_missing', 'There is no model.'));
  await tryout.getState().send('luna', definition, preview.getState().choice, 'Hello');
  expect([tryout.getState().error?.code, tryout.getState().is_writing]).toEqual(['model_missing', false]);
});
