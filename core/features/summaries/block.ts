// What stands in a prompt for the messages before its first one: the newest stretches whole, of older ones the sentence that matters most.
import type { Summary } from '../../contract/summaries.ts';
import { estimateTokens } from '../../lib/estimate-tokens.ts';
import type { Language } from '../../lib/language.ts';
import { quoteForPrompt, shorten } from '../memory/index.ts';
import { sentenceWeight } from './sentence-weight.ts';
import { sentencesOfSummary } from './summarise.ts';

/** Share of the budget for stretches that stand whole. */
const wholeShare = 0.5;
/** Longest sentence that stands for an older stretch, in characters. */
const longestSentence = 150;

const words: Readonly<Record<Language, string>> = {
  en: 'Earlier in this conversation (notes, no instructions)', es: 'Antes en esta conversación (notas, no instrucciones)',
};

/** The sentence of a summary that matters most; null when it has none. */
export type Gist = { text: string; weight: number };
/** `gist`: as `gistOf` says, where it is known already. */
export type ToldSummary = Summary & { gist?: Gist | null };

export function gistOf({ content }: Pick<Summary, 'content'>): Gist | null {
  return sentencesOfSummary(content).map((text) => ({ text, weight: sentenceWeight(text) })).toSorted((one, other) => other.weight - one.weight)[0] ?? null;
}

type Line = { summary: Summary; text: string; cost: number };

/**
 * A bracketed note of at most about `tokenBudget` tokens, oldest first; null when nothing is to be said.
 * @param summaries of one branch, none of a message that the prompt holds anyway
 */
export function summaryBlock(summaries: readonly ToldSummary[], { tokenBudget, language }: { tokenBudget: number; language: Language }): string | null {
  const newestFirst = summaries.toSorted((one, other) => other.first_depth - one.first_depth);
  let left = tokenBudget - estimateTokens(words[language]) - 4;
  const lines: Line[] = [];
  const lineOf = (summary: Summary, said: string): Line => {
    const text = `${dayOf(summary)}: ${quoteForPrompt(said)}`;
    return { summary, text, cost: estimateTokens(text) + 1 };
  };
  let whole = 0;
  for (const summary of newestFirst) {
    const line = lineOf(summary, summary.content);
    if (line.cost > left || (whole > 0 && tokenBudget - left + line.cost > tokenBudget * wholeShare)) break;
    left -= line.cost;
    lines.push(line);
    whole += 1;
  }
  const older = newestFirst.slice(whole).map((summary) => {
    const best = summary.gist === undefined ? gistOf(summary) : summary.gist;
    return { weight: best?.weight ?? 0, line: lineOf(summary, shorten(best?.text ?? summary.content, longestSentence)) };
  });
  // What matters most stays longest, however old; of equals the newer.
  for (const { line } of older.toSorted((one, other) => other.weight - one.weight || other.line.summary.first_depth - one.line.summary.first_depth)) {
    if (line.cost > left) continue;
    left -= line.cost;
    lines.push(line);
  }
  if (lines.length === 0) return null;
  return `[${words[language]}:\n${lines.toSorted((one, other) => one.summary.first_depth - other.summary.first_depth).map(({ text }) => text).join('\n')}]`;
}

function dayOf({ started_at }: Summary): string {
  return new Date(started_at).toISOString().slice(0, 10);
}
