// Which features are switched off, so that screens of theirs can say so.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent } from '../../../core/contract/index.ts';

export type FeaturesState = {
  /** Names as in the configuration: "analytics". Empty until it is known. */
  off: ReadonlySet<string>;
  load(): Promise<void>;
  switchOn(name: string): Promise<void>;
  applyEvent(event: EngineEvent): void;
};

export function createFeaturesStore(client: Client) {
  return createStore<FeaturesState>()((set, get) => ({
    off: new Set(),
    async load() {
      const settings = await client.settings.read().catch(() => null);
      if (settings) set({ off: new Set(settings.values.flatMap(({ path, value }) => (path.startsWith('features.') && value === false ? [path.slice('features.'.length)] : []))) });
    },
    async switchOn(name) {
      await client.settings.write({ changes: [{ path: `features.${name}`, value: true }] });
      await get().load();
    },
    applyEvent(event) {
      if (event.type === 'settings-changed' && event.paths.some((path) => path.startsWith('features'))) void get().load();
    },
  }));
}
export type FeaturesStore = ReturnType<typeof createFeaturesStore>;
