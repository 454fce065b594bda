// Everything read off one message on this machine: one vector, shared by all heads, and the text.
import type { EmotionLabel } from '../../contract/emotions.ts';
import type { Sentiment } from '../../contract/entities.ts';
import type { InteractionType, LifeEventKind } from '../../contract/interactions.ts';
import { identifyLanguage, type IdentifiedLanguage } from '../../lib/language.ts';
import { findTimes } from '../time-expressions/find-times.ts';
import type { TimeSpan } from '../time-expressions/time-span.ts';
import { blendSentiment } from './blend-sentiment.ts';
import { cueIndex, cuesOf } from './cues.ts';
import { importanceOf } from './importance.ts';
import type { LabelReading } from './label-head.ts';
import type { Heads } from './load-heads.ts';

export type Analysis = {
  /** Null when nothing tells. */
  language: IdentifiedLanguage | null;
  /** The likeliest of the 28 GoEmotions labels; neutral while the emotion head is off. */
  emotion: EmotionLabel;
  /** Every label above its threshold, likeliest first, neutral left out. */
  emotions: EmotionLabel[];
  sentiment: Sentiment;
  /** -1 to 1. */
  sentiment_score: number;
  /** Surest first; none when nothing stands out. */
  interactions: { type: InteractionType; /** 0 to 1. */ score: number }[];
  /** Null when nothing of weight is told. */
  life_event: { kind: Exclude<LifeEventKind, 'none'>; /** 0 to 1. */ score: number } | null;
  /** 0 to 10. */
  importance: number;
  times: TimeSpan[];
  /** version(spaceId): what another version said is said anew. */
  analyser: string;
};

export type AnalysisInput = {
  /** The analysis copy of the text (normalizeForAnalysis). */
  text: string;
  /** The message's own vector and its space; null while no embedding works. A vector of a space the heads do not read is left alone. */
  vector: Float32Array | null;
  spaceId: string | null;
  /** When it was written, milliseconds since the Unix epoch. */
  now: number;
  /** IANA name for counting days; UTC when left out. */
  timeZone?: string;
  /** How many facts the message taught, when that is known. */
  facts?: number;
};

export type Analyser = {
  /** Names rules, weights and whether the vector counted. */
  version(spaceId: string | null): string;
  /** Never throws for any text. */
  analyse(input: AnalysisInput): Analysis;
};

export type AnalyserParts = {
  heads: Heads;
  /** The embedding space whose vectors the heads were trained on; null: texts alone. */
  spaceId: string | null;
  /** Names the weights in the version, for example a hash of models/heads/checksums.json. */
  weights?: string;
};

/** Raised when the rules around the heads change what they say. */
const rules = 1;
/** Probability from which an event is told, if it is also likelier than none: of oneself or one's people in few words, in more words (which touch on more), and of nobody near. */
const toldEvent = { plain: 0.4, long: 0.65, ofOthers: 0.8 };
const longWords = 14;

export function createAnalyser({ heads, spaceId: ownSpace, weights = '' }: AnalyserParts): Analyser {
  const on = [heads.emotion && 'e', heads.sentiment && 's', heads.interaction && 'i', heads.lifeEvent && 'l'].filter((letter) => letter !== null).join('');
  const isOwn = (spaceId: string | null): boolean => spaceId !== null && spaceId === ownSpace;
  const version = (spaceId: string | null): string => ['heads', rules, on || 'none', weights, isOwn(spaceId) ? 'vector' : 'text'].filter((part) => part !== '').join('-');

  return {
    version,
    analyse(input) {
      const { text, now } = input;
      const vector = isOwn(input.spaceId) ? input.vector : null;
      const language = identifyLanguage(text);
      const cues = cuesOf(text);
      const emotion = heads.emotion?.read({ text, vector }) ?? null;
      const sentiment = heads.sentiment?.read({ vector, language, cues }) ?? null;
      const interaction = heads.interaction?.read({ vector, language, cues }) ?? null;
      const event = heads.lifeEvent?.read({ vector, language, cues }) ?? null;

      const interactions = interaction ? interaction.labels.map((type) => ({ type, score: round(interaction.scores[type]) })) : [];
      const lifeEvent = event ? eventOf(event, text, cues) : null;
      const felt = sentiment ? blendSentiment(sentiment.scores, emotion?.scores ?? null) : { sentiment: 'neutral' as const, score: 0 };
      const score = round(felt.score);
      const times = findTimes(text, { now, language: language === 'other' ? null : language, ...(input.timeZone === undefined ? {} : { timeZone: input.timeZone }) });
      const emotions = emotion?.labels.filter((label) => label !== 'neutral') ?? [];
      return {
        language, emotion: emotion?.label ?? 'neutral', emotions, sentiment: felt.sentiment, sentiment_score: score, interactions, life_event: lifeEvent,
        importance: importanceOf({
          text, now, lifeEvent, sentiment: score, emotion: emotions[0] === undefined ? 0 : emotion!.scores[emotions[0]], interactions, times, facts: input.facts ?? 0,
        }),
        times, analyser: version(input.spaceId),
      };
    },
  };
}

function eventOf(reading: LabelReading<LifeEventKind>, text: string, cues: Float32Array): Analysis['life_event'] {
  const { label } = reading;
  if (label === 'none') return null;
  const isNear = cues[cueIndex.first_person]! > 0 || cues[cueIndex.people]! > 0;
  const isLong = text.split(/\s+/, longWords + 2).length > longWords;
  const needed = !isNear ? toldEvent.ofOthers : isLong ? toldEvent.long : toldEvent.plain;
  return reading.scores[label] < needed ? null : { kind: label, score: round(reading.scores[label]) };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
