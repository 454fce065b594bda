// What each message of a window weighs for an episode, and which kind of moment it would make.
import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import type { Message } from '../../../contract/entities.ts';
import type { Classification, Episode } from '../../../contract/episodes.ts';
import { normalizeForAnalysis } from '../../../safety/normalize.ts';
import { cuesOf, isOnlyImagined } from './cues.ts';
import type { Cue } from './cues.ts';
import { feelingsOf, namesFeeling, valenceOf } from './feelings.ts';
import { readLifeEvent } from './life-events.ts';
import { topicsOf } from './topics.ts';

/** A message with what the analysers said of it; null when it was not classified. */
export type Told = { message: Pick<Message, 'id' | 'speaker' | 'content' | 'created_at'>; classification: Classification | null };

export type Weighed = {
  id: string;
  speaker: Message['speaker'];
  /** Analysis copy. */
  text: string;
  created_at: number;
  /** 0 to 10. */
  weight: number;
  /** The least an episode about it weighs. */
  atLeast: number;
  /** Null: nothing that makes an episode. */
  type: Episode['type'] | null;
  /** Null without a life event. */
  event: string | null;
  feelings: string[];
  topics: string[];
  cues: Cue[];
  interactions: readonly string[];
  /** -1 to 1. */
  sentiment: number;
  /** -1, 0, 1: what it is as a whole, for telling two happenings apart. */
  valence: -1 | 0 | 1;
};

type Reading = { type: Episode['type']; atLeast: number; /** Of what is only felt. */ atMost?: number; feeling: string | null };

/** What an outright turn of phrase makes of a message, weightiest first. */
const cueReadings: readonly (readonly [Cue, Reading])[] = [
  ['loss', { type: 'emotional_moment', atLeast: 8.5, feeling: 'sad' }],
  ['confession', { type: 'confession', atLeast: 6.5, feeling: null }],
  ['hardship', { type: 'emotional_moment', atLeast: 7, feeling: 'sad' }],
  ['milestone', { type: 'milestone', atLeast: 6, feeling: null }],
  ['achievement', { type: 'achievement', atLeast: 6, feeling: 'proud' }],
  ['conflict', { type: 'conflict', atLeast: 5.5, feeling: 'angry' }],
  ['promise', { type: 'bonding', atLeast: 5, feeling: null }],
  ['bonding', { type: 'bonding', atLeast: 5, feeling: 'loving' }],
];

/** 0 to 10: what is felt without anything having happened weighs no more. */
const mostFelt = { bad: 7, good: 5.5 };
/** A word about somebody else is none to the companion. */
const ofAnother = /^\W*(?:es|son|est[aá]n?|mi|mis|he|she|they|it|my)(?!\p{L})/iu;
/** What is said warmly to the companion. */
const warm: ReadonlySet<string> = new Set(['affection', 'compliment', 'thanks']);
/** From this sentiment (0 to 1) and importance (0 to 10) on a feeling alone makes a moment; a glad one needs more, for people are glad of everything. */
const strong = { bad: { sentiment: 0.5, importance: 5 }, good: { sentiment: 0.6, importance: 6 } };

/** Characters of a message that are read: a moment is told in fewer. */
const mostCharacters = 8000;

export type Weigher = (told: Told) => Weighed;

/** `weigh` that knows the latest messages: each is looked at again with every one that follows it. */
export function createWeigher(): Weigher {
  const known = new LRUCache<string, { told: Told; weighed: Weighed }>({ max: 200 });
  return (told) => {
    const before = known.get(told.message.id);
    if (before && before.told.message.content === told.message.content && isDeepStrictEqual(before.told.classification, told.classification)) return before.weighed;
    const weighed = weigh(told);
    known.set(told.message.id, { told, weighed });
    return weighed;
  };
}

export function weigh({ message, classification }: Told): Weighed {
  const text = normalizeForAnalysis(message.content.slice(0, mostCharacters));
  const cues = cuesOf(text);
  const topics = topicsOf(text);
  const happened = readLifeEvent(classification?.life_event ?? null, text, topics);
  const event = happened ? classification!.life_event : null;
  const sentiment = classification?.sentiment_score ?? 0;
  const importance = classification?.importance_score ?? 0;
  const felt = feelingsOf(classification ? [classification.emotion, ...classification.emotions] : []);
  const reading = message.speaker === 'user' && !isOnlyImagined(text) ? readingOf({ happened, cues, felt, text, sentiment, importance, interactions: classification?.interactions ?? [], isPersonal: classification?.privacy !== 'public' }) : null;
  const feelings = reading?.feeling && !felt.includes(reading.feeling) ? [reading.feeling, ...felt] : felt;
  const valence = reading?.feeling ? valenceOf(reading.feeling) : Math.abs(sentiment) >= 0.25 ? (Math.sign(sentiment) as -1 | 1) : 0;
  return {
    id: message.id, speaker: message.speaker, text, created_at: message.created_at, weight: Math.min(reading?.atMost ?? 10, Math.max(importance, reading?.atLeast ?? 0)), atLeast: reading?.atLeast ?? 0,
    type: reading?.type ?? null, event, feelings, topics, cues, interactions: classification?.interactions ?? [], sentiment, valence,
  };
}

function readingOf(signs: { happened: Reading | null; cues: readonly Cue[]; felt: readonly string[]; text: string; sentiment: number; importance: number; interactions: readonly string[]; isPersonal: boolean }): Reading | null {
  const told = cueReadings.find(([cue]) => signs.cues.includes(cue))?.[1] ?? null;
  const { happened } = signs;
  // What is said outright decides the kind; what the analysers heard, how much it weighs. "I have never told anyone that my father died" is a confession of weight.
  if (told && happened) return { type: told.type, atLeast: Math.max(told.atLeast, happened.atLeast), feeling: told.feeling ?? happened.feeling };
  if (happened ?? told) return happened ?? told;
  if (signs.interactions.includes('insult') && !ofAnother.test(signs.text)) return { type: 'conflict', atLeast: 5, feeling: 'angry' };
  // A feeling about oneself or one's people, and in words: what a film or a king does, or a lost key, moves nobody for long.
  const least = signs.sentiment < 0 ? strong.bad : strong.good;
  if (!signs.isPersonal || signs.felt.length === 0 || Math.abs(signs.sentiment) < least.sentiment || signs.importance < least.importance) return null;
  if (signs.sentiment > 0 && signs.interactions.some((type) => warm.has(type))) return { type: 'bonding', atLeast: 0, atMost: mostFelt.good, feeling: 'loving' };
  return namesFeeling(signs.text) ? { type: 'emotional_moment', atLeast: 0, atMost: signs.sentiment < 0 ? mostFelt.bad : mostFelt.good, feeling: null } : null;
}
