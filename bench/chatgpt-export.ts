// An export of ChatGPT as large as wanted, made as it is read: branches, long conversations, and facts about the one who asks.
import { sentences } from './corpus.ts';

const words = sentences(2000, 3);
/** Said first in each conversation, in turn: the years change. */
const told = ['My name is Clara.', 'Vivo en Valencia.', 'I live in Bristol.', 'I work as a nurse.', 'Mi perro se llama Bruno.', 'I am allergic to peanuts.', 'Me encanta el senderismo.', 'My favorite color is green.', 'Me mudo a Granada.', 'I play the piano.'];
/** Messages of one conversation: most are short, one in two hundred is very long. */
const lengthOf = (number: number) => (number % 200 === 7 ? 8000 : 4 + (number * 37) % 90);

function conversation(number: number): string {
  const length = lengthOf(number);
  const startedAt = 1_600_000_000 + number * 3600;
  const nodes = Array.from({ length }, (_, index) => {
    // Every tenth answer was asked for twice.
    const parent = index === 0 ? 'root' : index % 10 === 5 ? `m${index - 2}` : `m${index - 1}`;
    const isUser = index % 2 === 0;
    const text = Array.from({ length: isUser ? 2 : 12 }, (_, part) => words[(number * 31 + index * 7 + part) % words.length]!).join(' ');
    const said = index === 0 ? `${told[number % told.length]!} ${text}` : text;
    return [`m${index}`, { id: `m${index}`, parent, children: [], message: { id: `m${index}`, author: { role: isUser ? 'user' : 'assistant', name: null, metadata: {} }, create_time: startedAt + index * 20, update_time: null, content: { content_type: 'text', parts: [said] }, status: 'finished_successfully', end_turn: true, weight: 1, metadata: isUser ? {} : { model_slug: 'gpt-4o' }, recipient: 'all' } }];
  });
  return JSON.stringify({ title: `Conversation ${number}`, create_time: startedAt, update_time: startedAt + length * 20, mapping: Object.fromEntries([['root', { id: 'root', message: null, parent: null, children: ['m0'] }], ...nodes]), conversation_id: `conversation-${number}`, current_node: `m${length - 1}` });
}

/** @param size bytes, or a little more. The same for the same size. */
export async function* chatgptExport(size: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for (let number = 0; bytes < size; number += 1) {
    const text = Buffer.from(`${number === 0 ? '[' : ','}${conversation(number)}`);
    bytes += text.length;
    for (let at = 0; at < text.length; at += 65_536) yield text.subarray(at, at + 65_536);
  }
  yield Buffer.from(']');
}
