// The export of Claude: each conversation is a list of messages; newer exports also name each one's parent.
import { finishConversation } from './finish.ts';
import type { Reader, Reading } from './imported.ts';
import { bracketed } from './text.ts';
import { timeOf } from './times.ts';
import type { TreeNode } from './tree.ts';
import { isRecord, listOf, recordOf, stringOf, wordOf } from './values.ts';

export const readClaude: Reader = (value, reading) => {
  if (!Array.isArray(value['chat_messages'])) return null;
  const messages = value['chat_messages'].filter(isRecord);
  const idOf = (message: Record<string, unknown>, index: number) => wordOf(message['uuid']) ?? `${index}`;
  const isTree = messages.some((message) => typeof message['parent_message_uuid'] === 'string');
  const nodes = messages.map((message, index): TreeNode => ({
    id: idOf(message, index), parent: isTree ? wordOf(message['parent_message_uuid']) : index === 0 ? null : idOf(messages[index - 1]!, index - 1), message: messageOf(message, reading),
  }));
  const last = nodes.at(-1)?.id ?? null;
  const conversation = finishConversation({
    source: 'claude', source_id: wordOf(value['uuid']), title: stringOf(value['name']), created_at: value['created_at'], updated_at: value['updated_at'], nodes, leaf_id: wordOf(value['current_leaf_message_uuid']) ?? last,
  }, reading);
  return conversation ? [conversation] : [];
};

function messageOf(message: Record<string, unknown>, { now }: Reading): TreeNode['message'] {
  const { sender } = message;
  if (sender !== 'human' && sender !== 'assistant') return null;
  const said = listOf(message['content']).map(partOf).filter((part) => part.trim() !== '').join('\n\n');
  const files = [...listOf(message['attachments']), ...listOf(message['files']), ...listOf(message['files_v2'])].map((file) => bracketed('file', wordOf(recordOf(file)['file_name'])));
  return {
    speaker: sender === 'human' ? 'user' : 'assistant', content: [said === '' ? stringOf(message['text']) : said, ...new Set(files)].filter((text) => text.trim() !== '').join('\n'),
    created_at: timeOf(message['created_at'], now), model: sender === 'assistant' ? wordOf(message['model']) : null,
  };
}

/** Thoughts and tools are not said to anybody. */
function partOf(part: unknown): string {
  if (!isRecord(part)) return stringOf(part);
  const type = stringOf(part['type']);
  if (type === 'text') return stringOf(part['text']);
  return ['image', 'audio', 'video', 'document'].includes(type) ? `[${type}]` : '';
}
