// Step 5: what memory has to say to this message. The search itself is the memory feature's.
import type { Message, Session } from '../../../contract/entities.ts';
import type { Language } from '../../../lib/language.ts';
import type { Recalled } from '../../memory/index.ts';
import type { TurnParts } from './turn-parts.ts';

/** Never throws. @param vector looked up by words while it is being made. @param history the turns the prompt will hold anyway, `summary` what stands for those before them. `localOnly` is null when it cannot be told. */
export async function recallForTurn(
  parts: Pick<TurnParts, 'recall' | 'settings' | 'log'>,
  turn: { session: Session; message: Message; text: string; vector: Float32Array | null | Promise<Float32Array | null>; history: readonly Message[]; summary: string | null; language: Language },
): Promise<Pick<Recalled, 'items' | 'pinned'> & { localOnly: Recalled['localOnly'] | null }> {
  const settings = parts.settings();
  try {
    return await parts.recall({
      user_id: turn.session.user_id, personality: turn.session.personality, project: turn.session.project, text: turn.text, vector: turn.vector, language: turn.language, message_id: turn.message.id,
      promptMessageIds: new Set(turn.history.map((message) => message.id)),
      promptContexts: [...turn.history.flatMap((message) => (message.context === null ? [] : [message.context])), ...(turn.summary ? [turn.summary] : [])],
      limit: settings.recallLimit, tokenBudget: settings.recallTokenBudget,
    });
  } catch (error) {
    // A companion that cannot remember just now still answers; the trace shows an empty recall and the log why.
    parts.log.error('turn-recall-failed', { reason: String(error) });
    return { items: [], pinned: [], localOnly: null };
  }
}
