// Pictures are read once, and anew when their companion changes.
import { expect, it } from 'vitest';
import type { Client } from '../../../core/contract/index.ts';
import { pictureFor } from './companion-portrait.tsx';
import { createPicturesStore } from './pictures-store.ts';

function start() {
  const asked: string[] = [];
  const asset = (input: { id: string; name: string }) => {
    asked.push(`${input.id}/${input.name}`);
    return input.name === 'gone' ? Promise.reject(new Error('not found')) : Promise.resolve({ name: input.name, media_type: 'image/png', bytes: 3, updated_at: 0, data: `AAA${asked.length}` });
  };
  return { asked, store: createPicturesStore({ characters: { asset } } as unknown as Client) };
}

it('asks for a picture once, also when it cannot be read', async () => {
  const { asked, store } = start();
  for (const name of ['joy', 'joy', 'gone', 'gone']) store.getState().want('luna', name);
  await expect.poll(() => store.getState().pictures).toEqual({ 'luna/joy': 'data:image/png;base64,AAA1' });
  expect(asked).toEqual(['luna/joy', 'luna/gone']);
});

it('reads anew what was asked for when the companion has changed, shows the old one meanwhile, and leaves those of others', async () => {
  const { store, asked } = start();
  store.getState().want('luna', 'joy');
  store.getState().want('luna-2', 'joy');
  await expect.poll(() => Object.keys(store.getState().pictures)).toHaveLength(2);
  store.getState().applyEvent({ type: 'personality-changed', id: 'luna' });
  store.getState().applyEvent({ type: 'personality-changed', id: 'luna' });
  expect(store.getState().pictures['luna/joy']).toBe('data:image/png;base64,AAA1');
  await expect.poll(() => store.getState().pictures['luna/joy']).toBe('data:image/png;base64,AAA4');
  expect(asked.filter((key) => key === 'luna-2/joy')).toHaveLength(1);
});

it('drops those of a companion that is gone', async () => {
  const { store } = start();
  store.getState().want('luna', 'joy');
  await expect.poll(() => Object.keys(store.getState().pictures)).toHaveLength(1);
  store.getState().applyEvent({ type: 'personality-deleted', id: 'luna' });
  expect(store.getState().pictures).toEqual({});
});

it('shows the expression of the mood, else the portrait, else the calm face, else none', () => {
  expect([pictureFor(['portrait', 'joy'], 'joy'), pictureFor(['portrait', 'joy'], 'grief'), pictureFor(['neutral', 'joy'], 'grief'), pictureFor(['joy'], null)]).toEqual(['joy', 'portrait', 'neutral', null]);
});
