// Summaries of the in-memory client: one for the whole branch when asked to sum up.
import { implement } from '@orpc/server';
import { contract, type Summary } from '../../core/contract/index.ts';
import type { MemoryWorld } from './memory-client.ts';

type Tools = { now: () => number; newId: () => string; failIfTold: (name: string) => void };

export function createSummariesRoutes(world: MemoryWorld, { now, newId, failIfTold }: Tools) {
  const os = implement(contract).summaries;
  const of = (sessionId: string): Summary[] => (world.summaries ?? []).filter(({ session_id: id }) => id === sessionId);
  return {
    list: os.list.handler(({ input }) => { failIfTold('summaries'); return { summaries: of(input.session_id) }; }),
    all: os.all.handler(({ input }) => ({ summaries: [...(world.summaries ?? [])].reverse().slice(0, input.limit) })),
    make: os.make.handler(({ input }) => {
      failIfTold('summarise');
      const messages = world.messages.filter(({ session_id: id }) => id === input.session_id);
      const [first, last] = [messages[0], messages.at(-1)];
      if (of(input.session_id).length === 0 && first && last && messages.length >= 2) {
        world.summaries = [...(world.summaries ?? []), {
          id: newId(), session_id: input.session_id, user_id: 'default', source_message_ids: messages.map(({ id }) => id), first_message_id: first.id, last_message_id: last.id, first_depth: first.depth, last_depth: last.depth,
          content: first.content, language: 'en', source: 'rules', started_at: first.created_at, ended_at: last.created_at, created_at: now(), updated_at: now(),
        }];
      }
      return { summaries: of(input.session_id) };
    }),
  };
}
