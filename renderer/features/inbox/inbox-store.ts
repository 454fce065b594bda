// What waits for the user's word: read, chosen, kept, turned down, put back. Failed writes throw; the caller tells the person.
import { createStore } from 'zustand/vanilla';
import type { Client, EngineEvent, ErrorData, Fact, Proposal } from '../../../core/contract/index.ts';
import { readError } from '../../request-error.ts';

/** As the inbox answers it: with the start of what was said, and the present value of the same key. */
export type Waiting = Proposal & { quotation: string; known_value: Fact['value'] | null };
export type Correction = Partial<Pick<Fact, 'category' | 'key' | 'value' | 'scope'>>;
/** What a decision changed, for undoing it. */
export type Decision = { facts: readonly Fact[]; proposals: readonly Proposal[] };
export type InboxState = {
  proposals: readonly Waiting[];
  /** All that wait, also those not read yet. */
  pending: number;
  chosen: readonly string[];
  /** Of the chats they were said in, by id. */
  titles: Readonly<Record<string, string>>;
  is_loaded: boolean;
  is_loading: boolean;
  error: ErrorData | null;
  /** Reads again as many as are shown; the first page when none is. */
  load(): Promise<void>;
  loadMore(): Promise<void>;
  choose(ids: readonly string[], isChosen: boolean): void;
  approve(ids: readonly string[], correction?: Correction): Promise<Decision>;
  reject(ids: readonly string[]): Promise<Decision>;
  restore(decision: Decision): Promise<void>;
  applyEvent(event: EngineEvent): void;
};
const pageSize = 100;
/** Most the engine takes in one call. */
const mostAtOnce = 500;

export function createInboxStore(client: Client) {
  let reads = 0;
  let isAskedAgain = false;
  return createStore<InboxState>()((set, get) => {
    /** A chat that cannot be read has no title. */
    const readTitles = async (isAnew: boolean): Promise<void> => {
      const unknown = [...new Set(get().proposals.map((proposal) => proposal.session_id))].filter((id) => isAnew || get().titles[id] === undefined);
      const found = await Promise.all(unknown.map((id) => client.sessions.get({ session_id: id }).then(({ title }) => [id, title] as const, () => [id, ''] as const)));
      set(({ titles }) => ({ titles: { ...(isAnew ? {} : titles), ...Object.fromEntries(found) } }));
    };
    /** @param isAnew titles may have changed as well */
    const read = async (limit: number, { after, isAnew = false }: { after?: string; isAnew?: boolean } = {}): Promise<void> => {
      const turn = ++reads;
      set({ is_loading: true });
      try {
        const page = await client.inbox.list({ limit, ...(after ? { after } : {}) });
        if (turn !== reads) return;
        const known = after ? get().proposals : [];
        const proposals = [...known, ...page.proposals.filter(({ id }) => !known.some((entry) => entry.id === id))];
        set(({ chosen }) => ({ proposals, pending: page.pending, chosen: chosen.filter((id) => proposals.some((entry) => entry.id === id)), is_loaded: true, is_loading: false, error: null }));
        void readTitles(isAnew);
        if (!isAskedAgain) return;
        isAskedAgain = false;
        await read(whole());
      } catch (error) {
        if (turn === reads) set({ is_loaded: true, is_loading: false, error: readError(error) });
      }
    };
    const whole = (): number => Math.min(mostAtOnce, Math.max(pageSize, get().proposals.length));
    /** What was decided is no longer shown; a read on its way is older than that. */
    const drop = (ids: readonly string[]): void => {
      reads += 1;
      set(({ proposals, pending, chosen }) => {
        const kept = proposals.filter(({ id }) => !ids.includes(id));
        return { proposals: kept, pending: Math.max(kept.length, pending - (proposals.length - kept.length)), chosen: chosen.filter((id) => !ids.includes(id)), is_loading: false };
      });
    };
    const inParts = async (ids: readonly string[], ask: (part: string[]) => Promise<Decision>): Promise<Decision> => {
      let all: Decision = { facts: [], proposals: [] };
      for (let from = 0; from < ids.length; from += mostAtOnce) {
        const part = ids.slice(from, from + mostAtOnce);
        const done = await ask(part);
        all = { facts: [...all.facts, ...done.facts], proposals: [...all.proposals, ...done.proposals] };
        drop(part);
      }
      // The engine's own count may have come in between.
      if (get().pending !== get().proposals.length) await read(whole());
      return all;
    };
    return {
      proposals: [], pending: 0, chosen: [], titles: {}, is_loaded: false, is_loading: false, error: null,
      load: () => read(whole(), { isAnew: true }),
      async loadMore() {
        const last = get().proposals.at(-1);
        if (last && get().pending > get().proposals.length && !get().is_loading) await read(pageSize, { after: last.id });
      },
      choose: (ids, isChosen) => set(({ chosen }) => ({ chosen: isChosen ? [...new Set([...chosen, ...ids])] : chosen.filter((id) => !ids.includes(id)) })),
      approve: (ids, correction) => inParts(ids, async (part) => { const { facts, undo } = await client.inbox.approve({ ids: part, ...(correction ? { fact: correction } : {}) }); return { facts, proposals: undo }; }),
      reject: (ids) => inParts(ids, async (part) => ({ facts: [], proposals: (await client.inbox.reject({ ids: part })).undo })),
      async restore({ facts, proposals }) {
        for (let from = 0; from < proposals.length; from += mostAtOnce) {
          await client.inbox.restore({ proposals: proposals.slice(from, from + mostAtOnce), fact_ids: facts.slice(from, from + mostAtOnce).map(({ id }) => id) });
        }
        await get().load();
      },
      applyEvent(event) {
        if (event.type !== 'inbox-changed') return;
        const isKnown = event.pending === get().pending;
        set({ pending: event.pending });
        if (!get().is_loaded || isKnown) return;
        // While an import runs they come one upon the other: one reading more is enough.
        if (get().is_loading) isAskedAgain = true; else void read(whole());
      },
    };
  });
}
export type InboxStore = ReturnType<typeof createInboxStore>;

export type InboxGroup = { id: string; reason: Proposal['reason']; session_id: string; proposals: Waiting[] };

/** By why they wait and where they were said, in the order they came. */
export function groupProposals(proposals: readonly Waiting[]): InboxGroup[] {
  const groups = new Map<string, InboxGroup>();
  for (const proposal of proposals) {
    const id = `${proposal.reason}-${proposal.session_id}`;
    const group = groups.get(id) ?? { id, reason: proposal.reason, session_id: proposal.session_id, proposals: [] };
    group.proposals.push(proposal);
    groups.set(id, group);
  }
  return [...groups.values()];
}
