// What must stay on this machine is taken out of a prompt that leaves it: facts marked so, the messages and episodes behind them, secrets, and notes and summaries that hold any of these.
import type { Fact, Message, RecalledItem } from '../../../contract/entities.ts';
import { quotationsOf, quoteForPrompt, tellsSecret } from '../../memory/index.ts';
import type { PrivateMemories } from '../../memory/index.ts';

type Sent = { recalled: RecalledItem[]; pinned: readonly Fact[]; history: readonly Message[]; /** What stands for the messages before the history. */ summary: string | null };
/** How many of each kind were left out. */
export type Withheld = { facts: number; messages: number; notes: number; summary: number };
export const nothingWithheld: Withheld = { facts: 0, messages: 0, notes: 0, summary: 0 };

export const countOf = (withheld: Withheld): number => withheld.facts + withheld.messages + withheld.notes + withheld.summary;

/** As the guard's findings in the trace, from which "Why this reply?" says what kind stayed. */
export function findingsOf(withheld: Withheld): string[] {
  return (['facts', 'messages', 'notes', 'summary'] as const).filter((kind) => withheld[kind] > 0).map((kind) => `local-${kind}-withheld`);
}

/**
 * Pure. What the user and the companion said in the prompt's own stretch of the conversation stays: it is the user's to send. Earlier notes go where they quote anything private, and the
 * summary where a private message of this session lies before the stretch that is sent.
 * @param mine what is private; null when it cannot be told: then nothing remembered is sent but facts that are known not to be marked (with `localOnly` null, none at all)
 * @param localOnly the facts for this companion that are marked; null when they are not known
 */
export function withoutPrivate(sent: Sent, question: Pick<Message, 'session_id' | 'depth'>, mine: PrivateMemories | null, localOnly: readonly Fact[] | null): Sent & { withheld: Withheld } {
  const { recalled, pinned, history, summary } = sent;
  const ids = new Set([...(localOnly ?? []), ...(mine?.facts ?? []), ...(mine?.messages ?? []), ...(mine?.episodes ?? [])].map(({ id }) => id));
  const isPrivate = (item: RecalledItem): boolean => {
    if (item.kind === 'lore') return false;
    if (item.kind === 'fact') return localOnly === null || ids.has(item.id) || (mine === null && item.past !== undefined);
    return mine === null || ids.has(item.id) || tellsSecret(item.text);
  };
  const quotations = mine && localOnly ? quotationsOf({ ...mine, facts: [...mine.facts, ...localOnly] }) : null;
  const isNotePrivate = (note: string): boolean => quotations === null || quotations.some((quotation) => note.includes(quotation)) || tellsSecret(note);
  const shown = new Set(history.map(({ id }) => id));
  const start = history[0]?.depth ?? question.depth;
  const isBefore = (message: Message): boolean => message.session_id === question.session_id && message.is_active && message.depth < start;
  const isSummaryPrivate = summary !== null && (quotations === null || mine === null || mine.messages.some(isBefore) || tellsSecret(summary));
  const kept = {
    recalled: recalled.filter((item) => !isPrivate(item)), pinned: pinned.filter(({ id }) => localOnly !== null && !ids.has(id)),
    history: history.map((message) => (message.context !== null && isNotePrivate(message.context) ? { ...message, context: null } : message)),
    summary: isSummaryPrivate ? null : summary,
  };
  // What stood in a note, or a summary, that goes is sent with this turn.
  const texts = kept.history.flatMap(({ context }) => context ?? []).concat(kept.summary ?? []);
  const isInPrompt = (item: RecalledItem): boolean => item.reason === 'pinned' || shown.has(item.message_id ?? item.id) || texts.some((text) => text.includes(quoteForPrompt(item.text)));
  const resent = kept.recalled.map((item) => (item.is_in_prompt && item.kind !== 'lore' && !isInPrompt(item) ? { ...item, is_in_prompt: false } : item));
  const gone = recalled.filter(isPrivate);
  const facts = gone.filter(({ kind }) => kind === 'fact').length;
  return {
    ...kept, recalled: resent,
    withheld: { facts: facts + pinned.length - kept.pinned.length, messages: gone.length - facts, notes: kept.history.filter((message, index) => message !== history[index]).length, summary: isSummaryPrivate ? 1 : 0 },
  };
}
