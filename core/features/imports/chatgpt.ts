// The export of ChatGPT: each conversation is a tree of nodes, `mapping`, and `current_node` says which branch was on screen.
import { finishConversation } from './finish.ts';
import type { Reader, Reading } from './imported.ts';
import { bracketed } from './text.ts';
import { timeOf } from './times.ts';
import type { TreeNode } from './tree.ts';
import { isRecord, listOf, recordOf, stringOf, wordOf } from './values.ts';

/** Marks of citations, in characters nobody writes. */
const citation = /\ue200[^\ue200\ue201]*\ue201/g;
/** Thoughts, settings and what tools answered: not said to anybody. */
const unsaid = new Set(['thoughts', 'reasoning_recap', 'user_editable_context', 'model_editable_context', 'execution_output', 'tether_browsing_display', 'tether_browsing_code', 'system_error', 'system_message', 'app_pairing_content']);

export const readChatgpt: Reader = (value, reading) => {
  if (!isRecord(value['mapping'])) return null;
  const { mapping } = value;
  const parentOf = new Map<string, string>();
  for (const [id, node] of Object.entries(mapping)) for (const child of listOf(recordOf(node)['children'])) if (typeof child === 'string') parentOf.set(child, id);
  const nodes = Object.entries(mapping).map(([id, node]): TreeNode => {
    const { parent, message } = recordOf(node);
    return { id, parent: typeof parent === 'string' ? parent : parentOf.get(id) ?? null, message: isRecord(message) ? messageOf(message, reading) : null };
  });
  const conversation = finishConversation({
    source: 'chatgpt', source_id: wordOf(value['conversation_id']) ?? wordOf(value['id']), title: stringOf(value['title']), created_at: value['create_time'], updated_at: value['update_time'], nodes, leaf_id: wordOf(value['current_node']),
  }, reading);
  return conversation ? [conversation] : [];
};

function messageOf(message: Record<string, unknown>, { now }: Reading): TreeNode['message'] {
  const { role } = recordOf(message['author']);
  const metadata = recordOf(message['metadata']);
  const recipient = message['recipient'] ?? 'all';
  if ((role !== 'user' && role !== 'assistant') || recipient !== 'all' || metadata['is_visually_hidden_from_conversation'] === true || metadata['is_user_system_message'] === true) return null;
  const attached = listOf(metadata['attachments']).map((file) => bracketed('file', wordOf(recordOf(file)['name'])));
  return {
    speaker: role, content: [contentOf(recordOf(message['content'])), ...attached].filter((text) => text !== '').join('\n'),
    created_at: timeOf(message['create_time'], now), model: role === 'assistant' ? wordOf(metadata['model_slug']) : null,
  };
}

function contentOf(content: Record<string, unknown>): string {
  const type = stringOf(content['content_type']);
  if (unsaid.has(type)) return '';
  const text = stringOf(content['text']);
  if (type === 'code') return text === '' ? '' : `\`\`\`\n${text}\n\`\`\``;
  const parts = listOf(content['parts']).map(partOf).filter((part) => part.trim() !== '');
  return (parts.length > 0 ? parts.join('\n') : text).replaceAll(citation, '');
}

function partOf(part: unknown): string {
  if (typeof part === 'string') return part;
  if (!isRecord(part)) return '';
  const type = stringOf(part['content_type']);
  if (typeof part['text'] === 'string') return part['text'];
  if (type.includes('audio_video')) return '[audio]';
  for (const kind of ['image', 'audio', 'video']) if (type.includes(kind)) return `[${kind}]`;
  return bracketed(type === '' ? 'attachment' : type.slice(0, 40), null);
}
