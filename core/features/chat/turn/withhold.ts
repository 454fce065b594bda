// Facts marked as staying on this machine are taken out of a prompt that leaves it.
import type { Fact, Message, RecalledItem } from '../../../contract/entities.ts';
import { factSentence, quoteForPrompt } from '../../memory/index.ts';

type Sent = { recalled: RecalledItem[]; pinned: readonly Fact[]; history: readonly Message[] };

/**
 * Pure. Notes sent with earlier questions, when the model was on this machine, go where they hold such a fact. What the user wrote stays: it is theirs to send.
 * @param localOnly null when they are not known: then no earlier note is sent
 */
export function withoutLocalFacts({ recalled, pinned, history }: Sent, localOnly: readonly Fact[] | null): Sent & { withheld: number } {
  const ids = new Set(localOnly?.map(({ id }) => id));
  const sentences = localOnly?.flatMap((fact) => (['en', 'es'] as const).map((language) => quoteForPrompt(factSentence(fact, language))));
  const holds = (context: string): boolean => sentences?.some((sentence) => context.includes(sentence)) ?? true;
  const sent = {
    recalled: recalled.filter((item) => item.kind !== 'fact' || !ids.has(item.id)), pinned: pinned.filter(({ id }) => !ids.has(id)),
    history: history.map((message) => (message.context !== null && holds(message.context) ? { ...message, context: null } : message)),
  };
  const notes = sent.history.filter((message, index) => message !== history[index]).length;
  return { ...sent, withheld: recalled.length - sent.recalled.length + pinned.length - sent.pinned.length + notes };
}
