// How much of a conversation goes word for word, and what stands for the rest. When the beginning moves it moves far, to the end of a summarised stretch, and then stays for many turns.
import type { Message } from '../../../contract/entities.ts';
import type { Summary } from '../../../contract/summaries.ts';
import { estimateTokens } from '../../../lib/estimate-tokens.ts';
import type { Language } from '../../../lib/language.ts';
import { summaryBlock } from '../../summaries/index.ts';
import type { SummarySettings, ToldSummary } from '../../summaries/index.ts';

/** What is known of the turns before the prompt's first. */
export type EarlierTurns = Pick<SummarySettings, 'every' | 'recentMessages' | 'tokenBudget'> & {
  /** What stands for them since the beginning last moved; sent again byte for byte. */
  block: string | null;
  /** Summaries of the branch before the question; null when they were not read. */
  summaries: readonly ToldSummary[] | null;
};
export type FittedHistory = {
  kept: readonly Message[];
  tokens: number;
  /** What stands for the turns before `kept`. */
  block: string | null;
  /** True when beginning and block are new and must be stored. */
  hasMoved: boolean;
};

/** Most messages of history in one prompt; beyond it is cut as for the budget. */
export const maximumHistory = 200;
/** Largest share of the room (what the budget leaves beside the frozen head and the question) for what stands for earlier turns: 1 / this. */
const blockShare = 3;

/** True when the beginning may have to move, or turns before it have nothing that stands for them: then summaries are worth reading. */
export function asksForSummaries(history: readonly Message[], { block, every, recentMessages, tokenBudget }: EarlierTurns): boolean {
  return tokenBudget > 0 && (history.length > recentMessages + 2 * every || (block === null && history.length > 0 && history[0]!.depth > 0));
}

/**
 * Pure. Without `earlier` a history that outgrows its room is cut to half of it at once. With it the beginning also moves when the history is two stretches longer than what is kept
 * word for word, as long as summaries tell of all that goes.
 * @param costs tokens of each message of the history
 */
export function fitHistory(history: readonly Message[], costs: readonly number[], room: number, language: Language, earlier: EarlierTurns | null): FittedHistory {
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const most = Math.floor(room / blockShare);
  const block = earlier?.block && estimateTokens(earlier.block) <= most ? earlier.block : null;
  const isTooMuch = total + sizeOf(block) > room || history.length > maximumHistory;
  const blockBefore = (start: number): string | null => {
    const first = history[start]?.depth ?? Number.POSITIVE_INFINITY;
    return earlier?.summaries ? summaryBlock(earlier.summaries.filter(({ last_depth }) => last_depth < first), { tokenBudget: Math.min(earlier.tokenBudget, most), language }) : null;
  };
  const from = (start: number): FittedHistory => ({ kept: history.slice(start), tokens: costs.slice(start).reduce((sum, cost) => sum + cost, 0), block: blockBefore(start), hasMoved: true });
  const starts = earlier?.summaries ? stretchStarts(history, earlier.summaries) : [];

  if (!isTooMuch) {
    const isLong = earlier !== null && history.length > earlier.recentMessages + 2 * earlier.every;
    const start = isLong ? starts.findLast((index) => history.length - index >= earlier.recentMessages) : undefined;
    if (start !== undefined) return from(start);
    const late = earlier?.block === null ? blockBefore(0) : null;
    if (late !== null && total + sizeOf(late) <= room) return { kept: history, tokens: total, block: late, hasMoved: true };
    return { kept: history, tokens: total, block, hasMoved: false };
  }
  const fits = (start: number, tokens: number) => tokens + (earlier?.summaries ? Math.min(earlier.tokenBudget, most) : 0) <= room / 2 && history.length - start <= maximumHistory / 2;
  let start = 0;
  let tokens = total;
  while (start < history.length && (!fits(start, tokens) || history[start]!.speaker !== 'user')) {
    tokens -= costs[start]!;
    start += 1;
  }
  // The first end of a stretch that leaves as little is better than the middle of one.
  return from(starts.find((index) => index >= start && index < history.length) ?? start);
}

const sizeOf = (block: string | null) => (block === null ? 0 : estimateTokens(block));

/** Where in the history a stretch ends, as far as summaries tell of everything before; what has no words needs none. */
function stretchStarts(history: readonly Message[], summaries: readonly Summary[]): number[] {
  const starts: number[] = [];
  const first = history[0]?.depth ?? 0;
  let told = first;
  for (const { first_depth, last_depth } of summaries.toSorted((one, other) => one.first_depth - other.first_depth)) {
    if (last_depth < told) continue;
    if (history.slice(told - first, Math.max(0, first_depth - first)).some(({ content }) => content.trim() !== '')) break;
    told = last_depth + 1;
    if (told - first < history.length) starts.push(told - first);
  }
  return starts;
}
