// Pictures of companions: read once each, kept as data addresses, read anew when a companion changes.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent } from '../../../core/contract/index.ts';

export type PicturesState = {
  /** By "companion/name". */
  pictures: Record<string, string>;
  /** Asks for a picture that is not there yet. One that cannot be read is not asked for again until the companion changes. */
  want(personality: string, name: string): void;
  applyEvent(event: EngineEvent): void;
};

export function pictureKey(personality: string, name: string): string {
  return `${personality}/${name}`;
}

export function createPicturesStore(client: Client) {
  const asked = new Map<string, number>();
  let turn = 0;
  return createStore<PicturesState>()((set, get) => {
    const drop = (gone: string): void => set(({ pictures }) => ({ pictures: Object.fromEntries(Object.entries(pictures).filter(([key]) => key !== gone)) }));
    return {
      pictures: {},
      want(personality, name) {
        const key = pictureKey(personality, name);
        if (asked.has(key)) return;
        const own = ++turn;
        asked.set(key, own);
        client.characters.asset({ id: personality, name }).then(({ media_type: type, data }) => {
          if (asked.get(key) === own) set(({ pictures }) => ({ pictures: { ...pictures, [key]: `data:${type};base64,${data}` } }));
        }, () => { if (asked.get(key) === own) drop(key); });
      },
      applyEvent(event) {
        if (event.type !== 'personality-changed' && event.type !== 'personality-deleted') return;
        const start = pictureKey(event.id, '');
        const keys = [...asked.keys()].filter((key) => key.startsWith(start));
        for (const key of keys) asked.delete(key);
        // What was asked for may be on screen: the old picture stays there until the new one comes.
        for (const key of keys) if (event.type === 'personality-changed') get().want(event.id, key.slice(start.length)); else drop(key);
      },
    };
  });
}
export type PicturesStore = ReturnType<typeof createPicturesStore>;
