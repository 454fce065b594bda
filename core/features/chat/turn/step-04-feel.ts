// Step 4: how the message feels moves the mood and the relationship, written together; once per message, however often its reply is made.
import { isLuminoraError } from '../../../contract/errors.ts';
import type { Affinity, Message, Mood, Sentiment, Session } from '../../../contract/entities.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import { addPoints, affinityEntry, levelOf } from '../../affinity/index.ts';
import { moodsOf, nextMood } from '../../mood/index.ts';
import type { TurnParts } from './turn-parts.ts';

export type Feeling = { mood: Mood; affinity: Affinity; delta: number; reason: string };

/** @param sentiment what the analysers say of the message */
export async function feel(parts: Pick<TurnParts, 'storage' | 'clock' | 'settings'>, session: Session, message: Message, sentiment: Sentiment): Promise<Feeling> {
  for (;;) {
    const felt = await tryToFeel(parts, session, message, sentiment);
    if (felt) return felt;
  }
}

/** Null when another session moved the relationship at the same time: it must be read again. */
async function tryToFeel(parts: Pick<TurnParts, 'storage' | 'clock' | 'settings'>, session: Session, message: Message, sentiment: Sentiment): Promise<Feeling | null> {
  const { storage } = parts;
  const now = parts.clock.now();
  const [previousMood, previousAffinity] = await Promise.all([storage.moods.latest(session.id), storage.affinity.get(session.user_id, session.personality)]);
  const affinity: Affinity = previousAffinity ?? {
    id: `${session.user_id}/${session.personality}`, user_id: session.user_id, personality: session.personality, points: 0, level: levelOf(0), created_at: now, updated_at: now,
  };
  // The rows of one message carry its id: finding them means this message was felt before (a repeat, another reply).
  if (previousMood?.message_id === message.id) return { mood: previousMood, affinity, delta: 0, reason: '' };

  const { isMoodOn, isAffinityOn } = parts.settings();
  const said = { text: message.content, emotion: 'neutral', emotions: [], sentiment, sentiment_score: 0, interactions: [], life_event: null, importance: 5 };
  const state = nextMood(moodsOf({}), isMoodOn ? previousMood : null, isMoodOn ? said : { ...said, sentiment: 'neutral' }, previousMood ? now - previousMood.created_at : 0);
  const mood: Mood = {
    id: message.id, session_id: session.id, message_id: message.id, user_id: session.user_id, personality: session.personality, ...state, source: 'rules', parameters: {}, created_at: now,
  };
  const entry = affinityEntry(sentiment);
  const points = addPoints(affinity.points, entry.delta);
  const moved: Affinity = { ...affinity, points, level: levelOf(points), updated_at: now };
  const changes: Change[] = isMoodOn ? [{ op: 'insert', entity: 'mood', record: mood }] : [];
  if (isAffinityOn) {
    changes.push(
      { op: 'insert', entity: 'affinity_event', record: { id: message.id, user_id: session.user_id, personality: session.personality, message_id: message.id, ...entry, created_at: now } },
      previousAffinity
        ? { op: 'update', entity: 'affinity', id: affinity.id, set: moved, expect: { points: affinity.points, updated_at: affinity.updated_at } }
        : { op: 'insert', entity: 'affinity', record: moved },
    );
  }
  try {
    if (changes.length > 0) await storage.commit(changes);
  } catch (error) {
    if (!isLuminoraError(error) || error.code !== 'conflict') throw error;
    const present = await storage.affinity.get(session.user_id, session.personality);
    if (present?.points !== previousAffinity?.points || present?.updated_at !== previousAffinity?.updated_at) return null;
    // Nothing else moved: the conflict is this message's own rows, it was felt before.
    return { mood: previousMood ?? mood, affinity, delta: 0, reason: '' };
  }
  return isAffinityOn ? { mood, affinity: moved, delta: entry.delta, reason: entry.reason } : { mood, affinity, delta: 0, reason: '' };
}
