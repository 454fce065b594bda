// A second opinion on the mood, when nobody is talking: the model reads the user's last message once, and where it disagrees the next turn starts from what it says.
import type { EngineEvent } from '../../contract/events.ts';
import type { Mood } from '../../contract/entities.ts';
import { isLuminoraError } from '../../contract/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import type { CharacterService } from '../character/index.ts';
import { createRefiner } from '../memory/index.ts';
import type { RefineBatch, Refiner, RefinerParts } from '../memory/index.ts';
import { expressionOf } from './expression.ts';
import { moodsOf } from './moods-of.ts';
import { moodDefinition } from './next-mood.ts';
import { acceptOpinion, opinionRequest, opinionSchema } from './opinion-request.ts';

export type MoodOpinionParts = Omit<RefinerParts, 'batches'> & {
  storage: StorageProvider; clock: Clock; ids: IdSource; broadcast: (event: EngineEvent) => void; characters: Pick<CharacterService, 'definition'>;
};

const fewestWords = 3;

/** Begins after the quiet time of `settings`, is given up when a turn begins, and is never asked of a base model, nor, unless `mode` is always, of one elsewhere. */
export function createMoodOpinion(parts: MoodOpinionParts): Refiner {
  return createRefiner({ ...parts, batches: [createOpinionBatch(parts)] });
}

function createOpinionBatch(parts: MoodOpinionParts): RefineBatch {
  const { storage, clock, ids, broadcast, characters } = parts;

  /** The row to be judged: left by the rules for the last thing the user said, in the conversation last active. The news of a life are read well enough; nothing talks them away. */
  async function rowToJudge(userId: string): Promise<Mood | null> {
    const [session] = await storage.sessions.list({ user_id: userId, limit: 1 });
    const row = session ? await storage.moods.latestOf({ user_id: userId, personality: session.personality }) : null;
    return row?.source === 'rules' && row.message_id !== null && !row.cause.startsWith('life_event:') ? row : null;
  }

  return async (userId, model, _source, signal) => {
    const row = await rowToJudge(userId);
    if (!row) return false;
    const marker = `mood-opinion/${row.personality}/${userId}`;
    if ((await storage.settings.get(marker))?.value === row.id) return false;
    const message = await storage.messages.get(row.message_id!);
    if (!message || message.speaker !== 'user' || !message.is_active || message.content.trim().split(/\s+/).length < fewestWords) return false;
    const config = moodsOf(await characters.definition(row.personality));
    const answer = opinionSchema.safeParse(await model.generateJson(opinionRequest(config, message.content, signal)).catch(badAnswerAsNothing));
    // Somebody spoke, or set the mood by hand, or deleted the message, while the model was thinking.
    if (signal.aborted || (await rowToJudge(userId))?.id !== row.id) return false;
    const state = answer.success ? acceptOpinion(config, answer.data, row) : null;
    const now = clock.now();
    const opinion: Mood | null = state && { ...row, ...state, id: ids.next(), cause: 'model', source: 'model', expression: expressionOf(moodDefinition(config, state.mood), null), created_at: now };
    await storage.commit([
      { op: 'put', entity: 'setting', record: { id: marker, value: row.id, updated_at: now } },
      ...(opinion ? [{ op: 'insert' as const, entity: 'mood' as const, record: opinion }] : []),
    ]);
    if (opinion) broadcast({ type: 'mood-changed', mood: opinion });
    return false;
  };
}

/** An answer that is not what was asked for counts as none: asking again would give the same. */
function badAnswerAsNothing(error: unknown): null {
  if (isLuminoraError(error) && error.code === 'provider_bad_response') return null;
  throw error;
}
