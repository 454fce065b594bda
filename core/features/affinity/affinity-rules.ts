// What one message is worth to the relationship. Few and small points; caps and milestones come with the full ledger.
import type { Sentiment } from '../../contract/entities.ts';

export type AffinityEntry = { rule: string; delta: number; reason: string };

const entries: Record<Sentiment, AffinityEntry> = {
  very_positive: { rule: 'sentiment', delta: 1, reason: 'a very warm message' },
  positive: { rule: 'sentiment', delta: 0.5, reason: 'a warm message' },
  neutral: { rule: 'conversation', delta: 0.1, reason: 'time spent together' },
  negative: { rule: 'sentiment', delta: 0, reason: 'a sad or worried message' },
  very_negative: { rule: 'sentiment', delta: 0, reason: 'a very sad or angry message' },
};

export function affinityEntry(sentiment: Sentiment): AffinityEntry {
  return entries[sentiment];
}

/** Points stay between 0 and 100, to a tenth. */
export function addPoints(points: number, delta: number): number {
  return Math.round(Math.min(100, Math.max(0, points + delta)) * 10) / 10;
}
