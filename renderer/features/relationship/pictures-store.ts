// Pictures of companions: read once each, kept as data addresses, dropped when a companion changes.
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
  return createStore<PicturesState>()((set) => ({
    pictures: {},
    want(personality, name) {
      const key = pictureKey(personality, name);
      if (asked.has(key)) return;
      const own = ++turn;
      asked.set(key, own);
      client.characters.asset({ id: personality, name }).then(({ media_type: type, data }) => {
        if (asked.get(key) === own) set(({ pictures }) => ({ pictures: { ...pictures, [key]: `data:${type};base64,${data}` } }));
      }, () => {});
    },
    applyEvent(event) {
      if (event.type !== 'personality-changed' && event.type !== 'personality-deleted') return;
      const start = pictureKey(event.id, '');
      for (const key of asked.keys()) if (key.startsWith(start)) asked.delete(key);
      set(({ pictures }) => ({ pictures: Object.fromEntries(Object.entries(pictures).filter(([key]) => !key.startsWith(start))) }));
    },
  }));
}
export type PicturesStore = ReturnType<typeof createPicturesStore>;
