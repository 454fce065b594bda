// Files of every kind, in the shape their makers write, with words of our own.
import { zipSync } from 'fflate';
import type { ImportedConversation, ImportFinding } from '../imported.ts';
import { readConversations } from '../read-conversations.ts';

export const now = Date.UTC(2026, 0, 1);

/** Bytes as a stream of small pieces of uneven length, so that every border falls somewhere once. */
export async function* streamOf(content: string | Uint8Array, most = 1000): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0, length = 1; at < bytes.length; at += length) {
    length = (length * 7 + 3) % most + 1;
    yield bytes.subarray(at, at + length);
  }
}

export async function readAll(content: string | Uint8Array, most?: number): Promise<{ conversations: ImportedConversation[]; findings: ImportFinding[] }> {
  const conversations: ImportedConversation[] = [];
  const findings: ImportFinding[] = [];
  for await (const { conversation, finding } of readConversations(streamOf(content, most), { now })) {
    if (conversation) conversations.push(conversation);
    if (finding) findings.push(finding);
  }
  return { conversations, findings };
}

type Said = { role?: string; content?: unknown; recipient?: string; metadata?: Record<string, unknown>; at?: number | null };

/** One node of a ChatGPT mapping; its text, or a whole message. */
export function chatgptNode(id: string, parent: string | null, said: string | Said | null, children: string[] = []): Record<string, unknown> {
  const message = typeof said === 'string' ? { role: 'user', content: { content_type: 'text', parts: [said] } } : said;
  return {
    id, parent, children,
    message: message && {
      id, author: { role: message.role ?? 'assistant', name: null, metadata: {} }, create_time: message.at === undefined ? 1_700_000_000.25 : message.at, update_time: null, content: message.content, status: 'finished_successfully',
      end_turn: true, weight: 1, metadata: message.metadata ?? {}, recipient: message.recipient ?? 'all',
    },
  };
}

export function chatgptConversation(id: string, nodes: readonly Record<string, unknown>[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return { title: `Talk ${id}`, create_time: 1_700_000_000, update_time: 1_700_000_900.5, mapping: Object.fromEntries(nodes.map((node) => [node['id'], node])), conversation_id: id, current_node: nodes.at(-1)?.['id'], moderation_results: [], ...more };
}

/** A root without words, a hidden system message, then alternating messages. */
export function chatgptTalk(id: string, texts: readonly string[]): Record<string, unknown> {
  const parts = texts.map((text, index) => chatgptNode(`${id}-${index}`, index === 0 ? `${id}-system` : `${id}-${index - 1}`,
    { role: index % 2 === 0 ? 'user' : 'assistant', content: { content_type: 'text', parts: [text] }, metadata: index % 2 === 0 ? {} : { model_slug: 'gpt-4o' }, at: 1_700_000_000 + index }));
  return chatgptConversation(id, [chatgptNode(`${id}-root`, null, null, [`${id}-system`]), chatgptNode(`${id}-system`, `${id}-root`, { role: 'system', content: { content_type: 'text', parts: [''] } }), ...parts]);
}

export function claudeConversation(id: string, messages: readonly Record<string, unknown>[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return { uuid: id, name: `Talk ${id}`, summary: '', created_at: '2024-05-01T10:00:00.123456Z', updated_at: '2024-05-01T11:00:00.000000Z', account: { uuid: 'account' }, chat_messages: messages, ...more };
}

export function claudeMessage(uuid: string, sender: 'human' | 'assistant', text: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { uuid, text, content: [{ start_timestamp: null, stop_timestamp: null, type: 'text', text, citations: [] }], sender, created_at: '2024-05-01T10:00:05.000000Z', updated_at: '2024-05-01T10:00:05.000000Z', attachments: [], files: [], ...more };
}

export const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

export const zipOf = (files: Record<string, string>): Uint8Array => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])));
