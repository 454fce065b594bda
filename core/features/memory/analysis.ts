// What memory asks of the analysers of a message: its own narrow view of them, so that rules here can be read and tested without a model.
import type { Sentiment } from '../../contract/entities.ts';

/** What the analysers say of one text. */
export type Analysis = {
  /** "es", "en" or another code; null when nothing tells. */
  language: string | null;
  /** The strongest of the 28 GoEmotions labels. */
  emotion: string;
  /** Every label above its threshold, strongest first. */
  emotions: readonly string[];
  sentiment: Sentiment;
  /** -1 to 1. */
  sentiment_score: number;
  /** Kinds of interaction it shows (thanks, insult, question), surest first. */
  interactions: readonly string[];
  /** What of weight happened in the writer's life; null when nothing did. */
  life_event: { kind: string; score: number } | null;
  /** 0 to 10: how much the text matters to the writer. */
  importance: number;
};

export type AnalysisInput = {
  /** The analysis copy of the text. */
  text: string;
  /** Its vector, and the space that belongs to; both null while no embedding model works. */
  vector: Float32Array | null;
  spaceId: string | null;
  /** When it was said, in milliseconds since the Unix epoch. */
  now: number;
};

export type MemoryAnalyser = {
  /** Names the analysers and their version in a space, null being words alone: what another version said is said anew. */
  version(spaceId: string | null): string;
  analyse(input: AnalysisInput): Analysis;
};
