// The contract's affinity: where a relationship stands and why, and the two things a person may do about it by hand.
import type { Affinity, AffinityEvent } from '../../contract/entities.ts';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import type { AffinityView } from '../../contract/feelings.ts';
import type { Personality } from '../../contract/personality.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Language } from '../../lib/language.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { levelsOf } from '../character/index.ts';
import type { CharacterService } from '../character/index.ts';
import type { HandlerBuilder } from '../handler-builder.ts';
import { affinityView } from './affinity-view.ts';
import { newAffinity } from './apply-message.ts';
import { setPoints, takeBack } from './by-hand.ts';
import type { ByHand } from './by-hand.ts';
import type { AffinityMove } from './ledger.ts';
import { affinityRulesOf } from './resolved-config.ts';
import { round } from './round.ts';

type Parts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; characters: Pick<CharacterService, 'definition'> };
type Pair = { user_id: string; personality: string };
type Change = { move: (state: ByHand) => AffinityMove; /** The entry it takes back. */ reverts: string | null };

export function createAffinityHandlers(builder: HandlerBuilder, parts: Parts) {
  const { storage, clock, ids, broadcast } = parts;
  const row = (pair: Pair): Promise<Affinity | null> => storage.affinity.get(pair.user_id, pair.personality);
  const ownLanguage = ({ persona }: Personality): Language => (persona.language === 'es' ? 'es' : 'en');

  async function view(pair: Pair, language?: Language): Promise<AffinityView> {
    const [personality, kept] = await Promise.all([parts.characters.definition(pair.personality), row(pair)]);
    const now = clock.now();
    const affinity = kept ?? newAffinity(pair.user_id, pair.personality, now);
    return affinityView({ personality, config: affinityRulesOf(personality), levels: levelsOf(personality), affinity, now, language: language ?? ownLanguage(personality) });
  }

  /** Reads, moves and writes; again when somebody moved the relationship in between. */
  async function change(pair: Pair, asked: Change): Promise<AffinityView> {
    const personality = await parts.characters.definition(pair.personality);
    while (!(await tryToChange(pair, personality, asked)));
    return view(pair);
  }

  async function tryToChange(pair: Pair, personality: Personality, { move, reverts }: Change): Promise<boolean> {
    const known = await row(pair);
    const now = clock.now();
    const state = { config: affinityRulesOf(personality), levels: levelsOf(personality), affinity: known ?? newAffinity(pair.user_id, pair.personality, now), now, language: ownLanguage(personality) };
    const { affinity, entries } = move(state);
    const events = entries.map((entry): AffinityEvent => ({
      id: ids.next(), user_id: pair.user_id, personality: pair.personality, message_id: null, ...entry, reverts: entry.kind === 'revert' ? reverts : null, created_at: now,
    }));
    const { id, ...set } = affinity;
    try {
      await storage.commit([
        ...events.map((record) => ({ op: 'insert', entity: 'affinity_event', record }) as const),
        known
          ? { op: 'update', entity: 'affinity', id, set, expect: { points: known.points, messages: known.messages, updated_at: known.updated_at } }
          : { op: 'insert', entity: 'affinity', record: affinity },
      ]);
    } catch (error) {
      if (!isLuminoraError(error) || error.code !== 'conflict') throw error;
      if (reverts !== null && (await storage.affinity.revertOf(reverts))) throw takenBackBefore(reverts);
      const present = await row(pair);
      // Nobody moved it: trying again would end the same way.
      if (present?.points === known?.points && present?.messages === known?.messages && present?.updated_at === known?.updated_at) throw error;
      return false;
    }
    broadcast({ type: 'affinity-changed', affinity, events });
    return true;
  }

  return {
    get: builder.affinity.get.handler(({ input }) => view(input, input.language)),
    events: builder.affinity.events.handler(async ({ input }) => {
      const { user_id, personality, limit, before, since, moved_only } = input;
      const found = await storage.affinity.events({ user_id, personality, limit: limit + 1, moved_only, ...(before === undefined ? {} : { before }), ...(since === undefined ? {} : { since }) });
      const events = found.slice(0, limit);
      return { events, next_before: found.length > limit ? events.at(-1)?.id ?? null : null };
    }),
    set: builder.affinity.set.handler(({ input }) => change(input, { move: (state) => setPoints(state, input.points, input.reason), reverts: null })),
    revert: builder.affinity.revert.handler(async ({ input }) => {
      const event = await storage.affinity.event(input.id);
      if (!event) throw new LuminoraError('not_found', `There is no entry "${input.id}" in the ledger.`, { details: { id: input.id } });
      if (event.delta === 0) throw new LuminoraError('invalid_input', 'This entry moved no points: there is nothing to take back.', { details: { field: 'id' } });
      // Where branches came and went, entries have taken it back and brought it back since.
      const chain = [event];
      for (let next = await storage.affinity.revertOf(event.id); next; next = await storage.affinity.revertOf(next.id)) chain.push(next);
      if (chain.length % 2 === 0) throw takenBackBefore(event.id);
      const delta = round(chain.reduce((sum, one) => sum + one.delta, 0));
      return change(event, { move: (state) => takeBack(state, { ...event, delta }), reverts: chain.at(-1)!.id });
    }),
  };
}

function takenBackBefore(id: string): LuminoraError {
  return new LuminoraError('conflict', 'This entry has been taken back before.', { details: { id } });
}
