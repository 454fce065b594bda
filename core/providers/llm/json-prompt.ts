// How a request for JSON is put to a model that may be very small: say what to do, show one example, then ask.
import type { ChatMessage, JsonRequest } from './llm.ts';

const builtInExample = { input: 'Soy Ana, tengo 31 años y trabajo de enfermera.', output: { name: 'Ana', age: 31, work: 'enfermera' } };

/** The messages of the request with its example (or a general one) as an earlier exchange. */
export function jsonMessages(request: JsonRequest): ChatMessage[] {
  const system = request.messages.filter((message) => message.role === 'system');
  const turns = request.messages.filter((message) => message.role !== 'system');
  const example = request.example ?? builtInExample;
  const instruction: ChatMessage = { role: 'system', content: 'The assistant answers every message with one JSON object and nothing else, using only what the message says.' };
  return [
    ...(system.length > 0 ? system : [instruction]),
    { role: 'user', content: example.input },
    { role: 'assistant', content: JSON.stringify(example.output) },
    ...turns,
  ];
}
