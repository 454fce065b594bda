// What one message is: the analysers' answers as one row.
import type { Fact, Message } from '../../../contract/entities.ts';
import type { Classification } from '../../../contract/episodes.ts';
import type { Analysis } from '../analysis.ts';
import { categoryOf } from './category.ts';
import { importanceLevel } from './importance-level.ts';
import { privacyOf } from './privacy.ts';

/** The part of a classification that depends on the text alone: equal for equal texts. */
export type ClassifiedText = Omit<Classification, 'id' | 'user_id' | 'session_id' | 'created_at'>;

/** Less sure than this (0 to 1) a life event is not kept: half of those below it are none. */
const sureEvent = 0.7;

/** @param facts categories of the facts the text tells; `nearest`: the category its vector lies in */
export function classifyText(text: string, analysis: Analysis, known: { facts: readonly Fact['category'][]; nearest: Fact['category'] | null; contentHash: string; analyser: string }): ClassifiedText {
  const score = Math.min(10, Math.max(0, analysis.importance));
  const lifeEvent = analysis.life_event && analysis.life_event.score >= sureEvent ? analysis.life_event.kind : null;
  return {
    content_hash: known.contentHash, analyser: known.analyser,
    category: categoryOf(text, { facts: known.facts, lifeEvent, nearest: known.nearest }),
    importance: importanceLevel(score), importance_score: score,
    emotion: analysis.emotion, emotions: [...analysis.emotions],
    sentiment: analysis.sentiment, sentiment_score: Math.min(1, Math.max(-1, analysis.sentiment_score)),
    interactions: [...analysis.interactions], life_event: lifeEvent, privacy: privacyOf(text), language: analysis.language,
  };
}

/** A message's row from what its text is. */
export function classificationFor(message: Pick<Message, 'id' | 'user_id' | 'session_id'>, text: ClassifiedText, now: number): Classification {
  return { ...text, id: message.id, user_id: message.user_id, session_id: message.session_id, created_at: now };
}
