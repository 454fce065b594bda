// Step 4: what was said moves the mood and the relationship, written together; once per message, however often its reply is made.
import { isLuminoraError } from '../../../contract/errors.ts';
import type { Affinity, AffinityEvent, Message, Mood, Session } from '../../../contract/entities.ts';
import type { MoodDefinition } from '../../../contract/mood-config.ts';
import type { Modifier, Parameters } from '../../../contract/parameters.ts';
import type { Level, Personality } from '../../../contract/personality.ts';
import type { Language } from '../../../lib/language.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import { affinityRulesOf, applyMessage, newAffinity } from '../../affinity/index.ts';
import { levelsOf, parametersOf, storedParameters } from '../../character/index.ts';
import type { MessageSignals } from '../../message-condition.ts';
import { moodsOf, nextMood } from '../../mood/index.ts';
import type { TurnParts } from './turn-parts.ts';

export type Feeling = {
  personality: Personality;
  overrides: Modifier;
  mood: Mood;
  definition: MoodDefinition;
  /** The six parameters before this message; null when nothing is known of them. */
  previous: Parameters | null;
  affinity: Affinity;
  /** What the message moved, and the ledger's entries that say why; nothing when it was felt before. */
  delta: number;
  reason: string;
  events: AffinityEvent[];
  /** Whether `mood` was stored just now: not when the message was felt before, nor when moods are switched off. */
  isMoodNew: boolean;
};
type Parts = Pick<TurnParts, 'storage' | 'clock' | 'ids' | 'settings' | 'characters' | 'keywords'>;
type Felt = { session: Session; message: Message; signals: MessageSignals; language: Language };

/** @param felt `signals`: what the analysers say of the message */
export async function feel(parts: Parts, felt: Felt): Promise<Feeling> {
  const [personality, overrides] = await Promise.all([parts.characters.definition(felt.session.personality), parts.characters.overridesOf(felt.session.user_id, felt.session.personality)]);
  for (;;) {
    const feeling = await tryToFeel(parts, felt, personality, overrides);
    if (feeling) return feeling;
  }
}

/** Null when another session moved the relationship at the same time: it must be read again. */
async function tryToFeel(parts: Parts, { session, message, signals, language }: Felt, personality: Personality, overrides: Modifier): Promise<Feeling | null> {
  const { storage } = parts;
  const pair = { user_id: session.user_id, personality: session.personality };
  const now = parts.clock.now();
  const [ownMood, lastMood, known, ownEntries, [lastEntry]] = await Promise.all([
    storage.moods.forMessage(message.id), storage.moods.latestOf(pair), storage.affinity.get(pair.user_id, pair.personality), storage.affinity.ofMessages([message.id]), storage.affinity.events({ ...pair, limit: 1 }),
  ]);
  const { isMoodOn, isAffinityOn } = parts.settings();
  const config = moodsOf(personality);
  const levels = levelsOf(personality);
  const before = known ?? newAffinity(pair.user_id, pair.personality, now);
  const definitionOf = (id: string) => config.moods.find((mood) => mood.id === id) ?? config.moods.find((mood) => mood.id === config.restingMood)!;
  const atRest = { mood: config.restingMood, intensity: config.restingIntensity, cause: 'off', expression: definitionOf(config.restingMood).expression };
  const feltBefore = (mood: Mood, previous: Parameters | null): Feeling => ({
    personality, overrides, mood, definition: definitionOf(mood.mood), previous, affinity: withKnownLevel(before, levels), delta: 0, reason: '', events: [], isMoodNew: false,
  });
  // The character of the first reply: the parameters move from where they were then.
  if (ownMood) return isMoodOn ? feltBefore(ownMood, await parametersBefore(storage, pair, ownMood)) : feltBefore({ ...ownMood, ...atRest }, null);

  // A message that was never felt, and is now that others have been, or that took the place of others: what it moves comes after what they moved.
  const isLate = (isMoodOn && lastMood !== null && lastMood.id > message.id) || (isAffinityOn && lastEntry !== undefined && lastEntry.id > message.id);
  const state = isMoodOn ? nextMood(config, lastMood, signals, lastMood ? now - lastMood.created_at : 0, parts.keywords) : atRest;
  const moved = isAffinityOn ? applyMessage(affinityRulesOf(personality), levels, before, signals, now, language, parts.keywords) : { affinity: withKnownLevel(before, levels), entries: [] };
  const definition = definitionOf(state.mood);
  const previous = isMoodOn && lastMood ? storedParameters(lastMood.parameters) : null;
  const parameters = parametersOf({ personality, level: moved.affinity.level, mood: { id: definition.id, intensity: state.intensity, definition }, overrides, previous });
  const id = isLate ? parts.ids.next() : message.id;
  const mood: Mood = { id, session_id: session.id, message_id: message.id, ...pair, ...state, source: 'rules', parameters, created_at: now };
  if (isLate && ownEntries.some(({ kind }) => kind === 'interaction')) return feltBefore(isMoodOn && lastMood ? lastMood : mood, previous);
  const events = moved.entries.map((entry, index): AffinityEvent => ({ id: index === 0 ? id : parts.ids.next(), ...pair, message_id: message.id, ...entry, reverts: null, created_at: now }));
  const changes: Change[] = [
    ...(isMoodOn ? [{ op: 'insert', entity: 'mood', record: mood } as const] : []),
    ...events.map((record) => ({ op: 'insert', entity: 'affinity_event', record }) as const),
    ...(isAffinityOn ? [known
      ? { op: 'update', entity: 'affinity', id: before.id, set: withoutId(moved.affinity), expect: { points: known.points, messages: known.messages, updated_at: known.updated_at } } as const
      : { op: 'insert', entity: 'affinity', record: moved.affinity } as const] : []),
    // Switched off it does not move, but nobody was silent either.
    ...(!isAffinityOn && known ? [{ op: 'update', entity: 'affinity', id: known.id, set: { last_interaction_at: Math.max(now, known.last_interaction_at ?? now) } } as const] : []),
  ];
  try {
    // Safe on the disk with the reply at the latest: without one, the message is felt anew when it is answered.
    if (changes.length > 0) await storage.commit(changes, { isRepeatable: true });
  } catch (error) {
    if (!isLuminoraError(error) || error.code !== 'conflict') throw error;
    const present = await storage.affinity.get(pair.user_id, pair.personality);
    if (present?.points !== known?.points || present?.messages !== known?.messages || present?.updated_at !== known?.updated_at) return null;
    // Nothing else moved: the conflict is this message's own rows, it was felt before.
    return feltBefore(mood, previous);
  }
  const first = events[0];
  return { personality, overrides, mood, definition, previous, affinity: moved.affinity, delta: events.reduce((sum, event) => sum + event.delta, 0), reason: first?.reason ?? '', events, isMoodNew: isMoodOn };
}

/** The parameters in force when a mood came; null where nothing is known of them. */
async function parametersBefore(storage: TurnParts['storage'], pair: { user_id: string; personality: string }, mood: Mood): Promise<Parameters | null> {
  const [earlier] = await storage.moods.list({ ...pair, before: mood.id, limit: 1 });
  return earlier ? storedParameters(earlier.parameters) : null;
}

/** Where nothing moves it, a level that the personality does not have (any more) is the one its points stand for. */
function withKnownLevel(affinity: Affinity, levels: readonly Level[]): Affinity {
  if (levels.some(({ name }) => name === affinity.level)) return affinity;
  const level = levels.findLast(({ affinity_range: [from] }) => from <= affinity.points) ?? levels[0]!;
  return { ...affinity, level: level.name };
}

function withoutId({ id: _id, ...fields }: Affinity): Omit<Affinity, 'id'> {
  return fields;
}
