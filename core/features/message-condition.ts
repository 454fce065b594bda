// Whether a message is what a mood's trigger or a relationship's rule asks for.
import type { MessageCondition } from '../contract/mood-config.ts';
import { foldWords } from '../lib/fold-words.ts';
import { areThanksMeant } from './meant-thanks.ts';

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

/** Keywords are looked for in this many characters of a message, from its beginning. */
const mostCharacters = 4000;

/** A keyword as it is looked for: folded, with its words, of which a message lacks one of nearly all. */
type FoldedKeyword = { phrase: string; words: readonly string[] };
/** The keywords of a condition, folded. */
export type ReadKeywords = (keywords: readonly string[]) => readonly FoldedKeyword[];

const foldAll: ReadKeywords = (keywords) => keywords.flatMap((keyword) => {
  const phrase = foldWords(keyword);
  return phrase === '' ? [] : [{ phrase, words: phrase.split(' ') }];
});

/** Remembers what it folded for as long as the list it came from lives: a personality may bring 40,000 keywords for moods and as many for its rules, and they are asked at every message. */
export function createKeywordReader(): ReadKeywords {
  const folded = new WeakMap<readonly string[], readonly FoldedKeyword[]>();
  return (keywords) => {
    const known = folded.get(keywords) ?? foldAll(keywords);
    folded.set(keywords, known);
    return known;
  };
}

/** Every field of the condition must hold, each in any of its values; an empty condition holds for nothing. */
export function conditionHolds(condition: MessageCondition, message: MessageSignals): boolean {
  return conditionCheck(message)(condition);
}

/** For asking many conditions of one message: its words are read once. @param read one that remembers, where the same conditions are asked of many messages */
export function conditionCheck(message: MessageSignals, read: ReadKeywords = foldAll): (condition: MessageCondition) => boolean {
  let said: { text: string; words: ReadonlySet<string> } | undefined;
  /** Whole words, in order; case, accents and punctuation do not count. */
  const saysAny = (keywords: readonly string[]) => {
    const { text, words: known } = (said ??= wordsOf(message.text));
    return read(keywords).some(({ phrase, words }) => words.every((word) => known.has(word)) && (words.length === 1 || text.includes(` ${phrase} `)));
  };
  let isThanking: boolean | undefined;
  const does = (type: string) => message.interactions.includes(type) && (type !== 'thanks' || (isThanking ??= areThanksMeant(message.text)));
  const anyOf = <Name extends string>(wanted: readonly Name[] | undefined, found: readonly string[]) => wanted === undefined || wanted.some((name) => found.includes(name));
  return (condition) => {
    const { emotions, interactions, life_events, sentiments, keywords, minimum_importance, minimum_characters } = condition;
    if (Object.values(condition).every((wanted) => wanted === undefined)) return false;
    return anyOf(emotions, message.emotions) && (interactions === undefined || interactions.some(does)) && anyOf(sentiments, [message.sentiment])
      && anyOf(life_events, message.life_event === null ? ['none'] : [message.life_event.kind])
      && (minimum_importance === undefined || message.importance >= minimum_importance)
      && (minimum_characters === undefined || message.text.length >= minimum_characters)
      && (keywords === undefined || saysAny(keywords));
  };
}

function wordsOf(message: string): { text: string; words: ReadonlySet<string> } {
  const folded = foldWords(message.slice(0, mostCharacters));
  return { text: ` ${folded} `, words: new Set(folded.split(' ')) };
}
