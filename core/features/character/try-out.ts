// A conversation with a companion that leaves no trace: for the editor.
import { toErrorData } from '../../contract/errors.ts';
import type { ErrorData } from '../../contract/errors.ts';
import type { ChatMessage, LanguageModel } from '../../providers/llm/llm.ts';
import type { CompiledCharacter } from './compile/index.ts';

export type TryOutEvent = { type: 'text-delta'; text: string } | { type: 'end'; model: string; error: ErrorData | null };
type Said = { speaker: 'user' | 'assistant'; content: string };

const maximumReplyTokens = 320;

/** Streams the reply, then one `end`; never throws. */
export async function* tryOut(model: () => Promise<LanguageModel>, character: CompiledCharacter, said: { history: readonly Said[]; message: string }, signal: AbortSignal | undefined): AsyncGenerator<TryOutEvent> {
  let name = '';
  try {
    const answering = await model();
    const identity = await answering.identity();
    name = `${identity.id}/${identity.model}`;
    for await (const event of answering.chat({ messages: messagesOf(character, said), maxTokens: maximumReplyTokens, cacheKey: 'try-out', ...(signal ? { signal } : {}) })) {
      if (event.type === 'text-delta') yield event;
    }
    yield { type: 'end', model: name, error: null };
  } catch (error) {
    yield { type: 'end', model: name, error: toErrorData(error) };
  }
}

/** As in a turn: the frozen head with its examples as dialogue, what was said, and the mood beside the last words. */
function messagesOf(character: CompiledCharacter, { history, message }: { history: readonly Said[]; message: string }): ChatMessage[] {
  const note = character.note === '' ? '' : `[${character.note}]\n`;
  const closing = character.closing === '' ? '' : `\n\n[${character.closing}]`;
  return [
    { role: 'system', content: character.text },
    ...character.examples.flatMap(({ input, output }): ChatMessage[] => [{ role: 'user', content: input }, { role: 'assistant', content: output }]),
    ...history.map(({ speaker, content }): ChatMessage => ({ role: speaker, content })),
    { role: 'user', content: `${note}${message}${closing}` },
  ];
}
