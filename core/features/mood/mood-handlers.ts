// Mood's part of the contract: how a companion feels, how it went, and setting it by hand.
import type { EngineEvent } from '../../contract/events.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { Mood } from '../../contract/entities.ts';
import type { MoodView } from '../../contract/feelings.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { CharacterService } from '../character/index.ts';
import type { HandlerBuilder } from '../handler-builder.ts';
import { expressionOf } from './expression.ts';
import { moodsOf } from './moods-of.ts';
import { moodView, rowsLookedThrough } from './mood-view.ts';

export type MoodHandlerParts = { storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; characters: Pick<CharacterService, 'definition'> };
type Pair = { user_id: string; personality: string };

export function createMoodHandlers(builder: HandlerBuilder, { storage, clock, ids, broadcast, characters }: MoodHandlerParts) {
  async function view({ user_id, personality }: Pair): Promise<MoodView> {
    const [definition, rows] = await Promise.all([characters.definition(personality), storage.moods.list({ user_id, personality, limit: rowsLookedThrough })]);
    return moodView(moodsOf(definition), rows, clock.now());
  }

  return {
    current: builder.moods.current.handler(({ input }) => view(input)),

    history: builder.moods.history.handler(async ({ input: { user_id, personality, limit, before, since } }) => {
      await characters.definition(personality);
      const moods = await storage.moods.list({ user_id, personality, limit: limit + 1, ...(before === undefined ? {} : { before }), ...(since === undefined ? {} : { since }) });
      const shown = moods.slice(0, limit);
      return { moods: shown, next_before: moods.length > limit ? shown.at(-1)!.id : null };
    }),

    set: builder.moods.set.handler(async ({ input: { user_id, personality, mood, intensity } }) => {
      const definition = await characters.definition(personality);
      const config = moodsOf(definition);
      const wanted = config.moods.find(({ id }) => id === mood);
      if (!wanted) {
        throw new LuminoraError('invalid_input', `${definition.persona.name} has no mood "${mood}". It has: ${config.moods.map(({ id }) => id).join(', ')}.`, { details: { field: 'mood', moods: config.moods.map(({ id }) => id) } });
      }
      const [[session], before] = await Promise.all([storage.sessions.list({ user_id, personality, limit: 1 }), storage.moods.latestOf({ user_id, personality })]);
      if (!session) throw new LuminoraError('not_found', `There was never a conversation with ${definition.persona.name}, so it has no mood to set. Start one first.`, { details: { personality } });
      const row: Mood = {
        id: ids.next(), session_id: session.id, message_id: null, user_id, personality, mood, intensity, cause: 'user', source: 'user', expression: expressionOf(wanted, null),
        parameters: before?.parameters ?? {}, created_at: clock.now(),
      };
      await storage.commit([{ op: 'insert', entity: 'mood', record: row }]);
      broadcast({ type: 'mood-changed', mood: row });
      return view({ user_id, personality });
    }),
  };
}
