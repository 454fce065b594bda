// Lorebooks beside those inside companions: of one companion, or of everyone. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, Finding, LorebookRecord } from '../../../core/contract/index.ts';

export type LorebooksState = {
  books: readonly LorebookRecord[];
  load(): Promise<void>;
  /** @param text a V3 file, a card's book or world information, as JSON; throws a SyntaxError when it is none */
  importBook(fileName: string, personality: string, text: string): Promise<{ book: LorebookRecord; findings: readonly Finding[] }>;
  change(id: string, change: { is_enabled?: boolean; personality?: string }): Promise<void>;
  remove(id: string): Promise<LorebookRecord>;
  /** One that was deleted; it is a new one to the engine. */
  restore(book: LorebookRecord): Promise<void>;
  applyEvent(event: EngineEvent): void;
};

export function createLorebooksStore(client: Client) {
  let isWanted = false;
  return createStore<LorebooksState>()((set, get) => ({
    books: [],
    async load() {
      isWanted = true;
      set({ books: (await client.lorebooks.list()).lorebooks });
    },
    async importBook(fileName, personality, text) {
      const { lorebook, findings } = await client.lorebooks.import({ file_name: fileName, personality, data: JSON.parse(text) as unknown });
      await get().load();
      return { book: lorebook, findings };
    },
    async change(id, change) {
      await client.lorebooks.save({ id, ...change });
      await get().load();
    },
    async remove(id) {
      const gone = await client.lorebooks.remove({ id });
      await get().load();
      return gone;
    },
    async restore({ name, personality, definition, is_enabled: isEnabled }) {
      const { id } = await client.lorebooks.create({ name, personality, definition });
      if (!isEnabled) await client.lorebooks.save({ id, is_enabled: false });
      await get().load();
    },
    applyEvent(event) { if (event.type === 'lorebooks-changed' && isWanted) get().load().catch(() => {}); },
  }));
}
export type LorebooksStore = ReturnType<typeof createLorebooksStore>;
