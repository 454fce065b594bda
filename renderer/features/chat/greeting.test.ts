// Which words a chat begins with.
import { expect, it } from 'vitest';
import { createMemoryClient } from '../../testing/memory-client.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { createSessionsStore } from '../sessions/sessions-store.ts';
import { chosenGreeting, greetingsOf } from './greeting.ts';

it('greets in the language of the screen, else in its own, else in any', () => {
  const greetings = { en: ['Hello'], es: ['Hola', 'Buenas'], fr: ['Salut'] };
  expect(greetingsOf({ greetings, language: 'fr' }, 'es')).toEqual({ texts: ['Hola', 'Buenas'], language: 'es' });
  expect(greetingsOf({ greetings: { fr: ['Salut'], en: [] }, language: 'fr' }, 'en')).toEqual({ texts: ['Salut'], language: null });
  expect(greetingsOf({ greetings: { es: ['Hola'] }, language: 'fr' }, 'en')).toEqual({ texts: ['Hola'], language: 'es' });
  expect(greetingsOf({ greetings: {}, language: 'en' }, 'en')).toEqual({ texts: [], language: null });
});

it('tells the engine a number it knows, and nothing where there is no greeting', () => {
  expect(chosenGreeting({ texts: ['a', 'b'], language: 'es' }, 7)).toEqual({ index: 1, language: 'es' });
  expect(chosenGreeting({ texts: ['a'], language: null }, 0)).toEqual({ index: 0 });
  expect(chosenGreeting({ texts: [], language: null }, 0)).toBeUndefined();
});

it('begins a chat with the greeting that was shown, the others as its versions', async () => {
  const world = createSampleWorld('es');
  const memory = createMemoryClient(world);
  const session = await createSessionsStore(memory.client).getState().create('luna', { index: 1, language: 'es' });
  const { messages } = await memory.client.sessions.history({ session_id: session.id });
  expect(messages.map(({ content }) => content)).toEqual([world.companions[0]?.greetings['es']?.[1]]);
  expect(messages[0]?.sibling_ids).toHaveLength(3);
});
