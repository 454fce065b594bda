// What is known about the user: read, told, changed, forgotten, put back. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Fact } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

export type FactChange = Partial<Pick<Fact, 'category' | 'key' | 'value' | 'scope' | 'tags' | 'is_pinned' | 'local_only'>>;
export type NewFact = Pick<Fact, 'category' | 'key' | 'value'> & Partial<Pick<Fact, 'scope'>>;
/** What the table is narrowed to. */
export type FactsView = { categories: readonly Fact['category'][]; is_pinned: boolean; local_only: boolean; is_unsure: boolean; /** Name of a project; '' for everywhere. */ project: string };
export const wholeView: FactsView = { categories: [], is_pinned: false, local_only: false, is_unsure: false, project: '' };

export type FactsState = {
  facts: readonly Fact[];
  is_loaded: boolean;
  error: ErrorData | null;
  view: FactsView;
  load(): Promise<void>;
  show(change: Partial<FactsView>): void;
  add(fact: NewFact): Promise<Fact>;
  /** Another value makes another fact: the one that holds now comes back. */
  change(id: string, change: FactChange): Promise<Fact>;
  /** @param restorePrevious what it had superseded holds again */
  remove(id: string, restorePrevious?: boolean): Promise<Fact>;
  restore(fact: Fact): Promise<void>;
  history(id: string): Promise<readonly Fact[]>;
  /** The session a message belongs to; null when it is gone. */
  sessionOf(messageId: string): Promise<string | null>;
  applyEvent(event: EngineEvent): void;
};

export function createFactsStore(client: Client) {
  let reads = 0;
  return createStore<FactsState>()((set, get) => {
    /** What is on its way back from an earlier read is older than what was just written. */
    const put = (facts: readonly Fact[]): void => { if (get().is_loaded) { reads += 1; set({ facts }); } };
    return {
      facts: [], is_loaded: false, error: null, view: wholeView,
      async load() {
        const turn = ++reads;
        try {
          const { facts } = await client.memory.facts({ limit: 1000 });
          if (turn === reads) set((state) => ({ facts: keepSame(state.facts, facts), is_loaded: true, error: null }));
        } catch (error) {
          if (turn === reads) set({ error: readError(error), is_loaded: true });
        }
      },
      show: (change) => set(({ view }) => ({ view: { ...view, ...change } })),
      async add(wanted) {
        const fact = await client.memory.addFact(wanted);
        put([...get().facts.filter(({ id }) => id !== fact.id), fact]);
        await get().load();
        return fact;
      },
      async change(id, change) {
        const fact = await client.memory.changeFact({ id, ...change });
        put(get().facts.map((entry) => (entry.id === id ? fact : entry)));
        return fact;
      },
      async remove(id, restorePrevious = false) {
        const { deleted } = await client.memory.deleteFact({ id, restore_previous: restorePrevious });
        put(get().facts.filter((entry) => entry.id !== id));
        if (restorePrevious) await get().load();
        return deleted;
      },
      async restore(fact) {
        await client.memory.restoreFact({ fact });
        await get().load();
      },
      history: async (id) => (await client.memory.factHistory({ id })).facts,
      sessionOf: (messageId) => client.chat.message({ message_id: messageId }).then((message) => message.session_id, () => null),
      applyEvent(event) {
        if ((event.type === 'facts-learnt' || event.type === 'facts-changed') && get().is_loaded) void get().load();
      },
    };
  });
}
export type FactsStore = ReturnType<typeof createFactsStore>;

/** What did not change stays the same object, so that its row is not drawn again. */
function keepSame(before: readonly Fact[], after: readonly Fact[]): Fact[] {
  const known = new Map(before.map((fact) => [fact.id, fact]));
  return after.map((fact) => { const old = known.get(fact.id); return old && JSON.stringify(old) === JSON.stringify(fact) ? old : fact; });
}

/** The facts a view lets through. */
export function factsInView(facts: readonly Fact[], view: FactsView): Fact[] {
  return facts.filter((fact) => fact.valid_to === null && (view.categories.length === 0 || view.categories.includes(fact.category))
    && (!view.is_pinned || fact.is_pinned) && (!view.local_only || fact.local_only) && (!view.is_unsure || fact.confidence < 0.6) && (view.project === '' || fact.scope === `project:${view.project}`));
}
