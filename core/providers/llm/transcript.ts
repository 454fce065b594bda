// The prompt of a base model: a plain transcript that it continues. A base model knows no chat template; it knows what dialogues look like.
import type { ChatMessage } from './llm.ts';

const labels = { user: 'User', assistant: 'Assistant' } as const;

/** Where the reply ends: as soon as the model writes somebody's next line, or leaves the dialogue with an empty one. */
export const transcriptStops: readonly string[] = ['\nUser:', '\nAssistant:', '\nSystem:', '\n\n'];

/** A line that looks like a speaker's label is set in, so that no text can add a turn of its own. */
function withoutLabels(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^(?=(?:User|Assistant|System):)/gm, ' ').trim();
}

/**
 * System texts first, then one paragraph per turn, ending with the label the model continues. The beginning stays byte for byte the same
 * from turn to turn as long as the messages do, so that a kept context is used again.
 */
export function renderTranscript(messages: readonly ChatMessage[]): string {
  const system = messages.filter((message) => message.role === 'system').map((message) => withoutLabels(message.content));
  const turns = messages.filter((message) => message.role !== 'system').map((message) => `${labels[message.role === 'user' ? 'user' : 'assistant']}: ${withoutLabels(message.content)}`);
  return `${[...system, turns.join('\n')].filter((part) => part !== '').join('\n\n')}\nAssistant:`.trimStart();
}
