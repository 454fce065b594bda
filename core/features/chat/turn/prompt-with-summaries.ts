// Step 7 with what stands for turns that left the prompt: read only when the prompt's beginning may move, once in many turns.
import type { Message, Session } from '../../../contract/entities.ts';
import { asksForSummaries } from './fit-history.ts';
import { buildPrompt } from './step-07-prompt.ts';
import type { Prompt, PromptInput } from './step-07-prompt.ts';
import type { TurnParts } from './turn-parts.ts';

/** What stands for the turns before this history: stored with the session, and true only of the branch that the prompt's first message is on. */
export function standingSummary(parts: Pick<TurnParts, 'settings'>, session: Session, history: readonly Message[]): string | null {
  return parts.settings().summaries.isOn && history[0] !== undefined && history[0].id === session.prompt_start_id ? session.prompt_summary : null;
}

/**
 * Summaries that cannot be read are left out; the turn goes on.
 * @param summary what stands for earlier turns and may be sent @param maySend whether a new one may, given the first message that stays
 */
export async function promptWithSummaries(
  parts: Pick<TurnParts, 'settings' | 'summaries' | 'log'>, session: Session, input: Omit<PromptInput, 'earlier'>, summary: { standing: string | null; isWithheld: boolean; maySend: (block: string, start: number) => boolean },
): Promise<Prompt> {
  const { isOn, ...settings } = parts.settings().summaries;
  if (!isOn) return buildPrompt(input);
  const earlier = { ...settings, block: summary.standing, summaries: null };
  const plain = buildPrompt({ ...input, earlier });
  if (summary.isWithheld || (plain.start === null && !asksForSummaries(input.history, earlier))) return plain;
  const summaries = await parts.summaries.before(session.id, input.message.depth).catch((error: unknown) => {
    parts.log.error('summaries-not-read', { session: session.id, reason: String(error) });
    return [];
  });
  if (summaries.length === 0) return plain;
  const prompt = buildPrompt({ ...input, earlier: { ...earlier, summaries } });
  const { start } = prompt;
  if (start === null || start.summary === null) return prompt;
  const index = input.history.findIndex(({ id }) => id === start.id);
  return summary.maySend(start.summary, index < 0 ? input.history.length : index) ? prompt : plain;
}
