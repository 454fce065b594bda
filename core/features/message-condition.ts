// Whether a message is what a mood's trigger or a relationship's rule asks for.
import type { MessageCondition } from '../contract/mood-config.ts';
import { foldWords } from '../lib/fold-words.ts';

/** What the analysers say of a message, with its text. */
export type MessageSignals = {
  text: string;
  /** The strongest of the 28 labels, and every label above its threshold, strongest first. */
  emotion: string;
  emotions: readonly string[];
  sentiment: string;
  /** -1 to 1. */
  sentiment_score: number;
  interactions: readonly string[];
  life_event: { kind: string; score: number } | null;
  /** 0 to 10. */
  importance: number;
};

/** Every field of the condition must hold, each in any of its values; an empty condition holds for nothing. */
export function conditionHolds(condition: MessageCondition, message: MessageSignals): boolean {
  const { emotions, interactions, life_events, sentiments, keywords, minimum_importance, minimum_characters } = condition;
  if (Object.values(condition).every((wanted) => wanted === undefined)) return false;
  const anyOf = <Name extends string>(wanted: readonly Name[] | undefined, found: readonly string[]) => wanted === undefined || wanted.some((name) => found.includes(name));
  return anyOf(emotions, message.emotions) && anyOf(interactions, message.interactions) && anyOf(sentiments, [message.sentiment])
    && anyOf(life_events, message.life_event === null ? ['none'] : [message.life_event.kind])
    && (keywords === undefined || saysAny(message.text, keywords))
    && (minimum_importance === undefined || message.importance >= minimum_importance)
    && (minimum_characters === undefined || message.text.length >= minimum_characters);
}

/** Whole words, in order; case, accents and punctuation do not count. */
function saysAny(text: string, keywords: readonly string[]): boolean {
  const said = ` ${foldWords(text)} `;
  return keywords.some((keyword) => {
    const wanted = foldWords(keyword);
    return wanted !== '' && said.includes(` ${wanted} `);
  });
}
