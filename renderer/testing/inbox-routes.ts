// The inbox of the in-memory client: approved proposals become facts, decisions can be taken back.
import { implement } from '@orpc/server';
import { contract, type EngineEvent, type Fact } from '../../core/contract/index.ts';
import type { Waiting } from '../features/inbox/inbox-store.ts';
import type { MemoryWorld } from './memory-client.ts';

type Tools = { now: () => number; newId: () => string; failIfTold: (name: string) => void; emit: (event: EngineEvent) => void };

export function createInboxRoutes(world: MemoryWorld, { now, newId, failIfTold, emit }: Tools) {
  const os = implement(contract).inbox;
  const waiting = (): Waiting[] => [...(world.proposals ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  const take = (ids: readonly string[]): Waiting[] => {
    const taken = waiting().filter(({ id }) => ids.includes(id));
    world.proposals = waiting().filter(({ id }) => !ids.includes(id));
    emit({ type: 'inbox-changed', user_id: 'default', pending: world.proposals.length });
    return taken;
  };
  const without = ({ quotation: _quotation, known_value: _known, ...proposal }: Waiting) => proposal;
  return {
    list: os.list.handler(({ input }) => {
      failIfTold('inbox');
      const all = waiting().filter((entry) => (!input.session_id || entry.session_id === input.session_id) && (!input.after || entry.id > input.after));
      return { proposals: all.slice(0, input.limit), pending: waiting().length };
    }),
    approve: os.approve.handler(({ input }) => {
      failIfTold('approve');
      const taken = take(input.ids);
      const correction = Object.fromEntries(Object.entries(input.fact ?? {}).filter(([, value]) => value !== undefined)) as Partial<Fact>;
      const facts = taken.map(({ fact }): Fact => ({ ...fact, ...correction, id: newId(), user_id: 'default', valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: now(), updated_at: now() }));
      world.facts.push(...facts);
      emit({ type: 'facts-changed', user_id: 'default' });
      return { facts, undo: taken.map(without) };
    }),
    reject: os.reject.handler(({ input }) => { failIfTold('reject'); return { undo: take(input.ids).map(without) }; }),
    restore: os.restore.handler(({ input }) => {
      world.facts = world.facts.filter(({ id }) => !input.fact_ids.includes(id));
      world.proposals = [...waiting(), ...input.proposals.map((proposal) => ({ ...proposal, quotation: world.messages.find(({ id }) => id === proposal.fact.source_message_ids[0])?.content ?? '', known_value: null }))];
      emit({ type: 'inbox-changed', user_id: 'default', pending: world.proposals.length });
      emit({ type: 'facts-changed', user_id: 'default' });
      return { restored: input.proposals.length };
    }),
  };
}
