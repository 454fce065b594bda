// A chat of SillyTavern (and of sites that write the same): a first line about the chat, then one message a line; swipes are other replies at the same place.
import { finishConversation } from './finish.ts';
import type { ImportedConversation, Reading } from './imported.ts';
import { timeOf } from './times.ts';
import type { TreeNode } from './tree.ts';
import { isRecord, listOf, recordOf, stringOf, wordOf } from './values.ts';

/** A line that opens a chat, or is a message of one. */
export function isSillytavernLine(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && ('mes' in value || 'chat_metadata' in value || ('user_name' in value && 'character_name' in value));
}

/** @param lines the parsed lines, damaged ones left out; null when they are of another kind */
export function readSillytavern(lines: readonly unknown[], reading: Reading): ImportedConversation[] | null {
  const [first] = lines;
  if (!isSillytavernLine(first)) return null;
  const header = 'mes' in first ? {} : first;
  const messages = lines.filter((line): line is Record<string, unknown> => isRecord(line) && 'mes' in line);
  const speakers = new Set(messages.filter((line) => line['is_user'] !== true && line['is_system'] !== true).map((line) => wordOf(line['name'])));
  const nodes: TreeNode[] = [];
  let parent: string | null = null;
  for (const [index, line] of messages.entries()) parent = addLine(nodes, line, { index, parent, isGroup: speakers.size > 1, now: reading.now });
  const named = wordOf(header['character_name']) ?? [...speakers][0] ?? null;
  const conversation = finishConversation({
    source: 'sillytavern', source_id: null, title: named ?? '', created_at: timeOf(header['create_date'], reading.now) === null ? messages[0]?.['send_date'] : header['create_date'], updated_at: null,
    user_name: header['user_name'] ?? messages.find((line) => line['is_user'] === true)?.['name'], character_name: named, nodes, leaf_id: parent,
  }, reading);
  return conversation ? [conversation] : [];
}

/** Adds the message and its swipes; returns the id that the next line follows. */
function addLine(nodes: TreeNode[], line: Record<string, unknown>, { index, parent, isGroup, now }: { index: number; parent: string | null; isGroup: boolean; now: number }): string {
  const speaker = line['is_user'] === true ? 'user' : 'assistant';
  const prefix = isGroup && speaker === 'assistant' ? `${wordOf(line['name']) ?? '?'}: ` : '';
  const sentAt = timeOf(line['send_date'], now);
  const isHidden = line['is_system'] === true;
  const node = (id: string, words: string, time: number | null, extra: unknown): TreeNode => ({
    id, parent, message: isHidden || words.trim() === '' ? null : { speaker, content: prefix + words, created_at: time, model: speaker === 'assistant' ? wordOf(recordOf(extra)['model']) : null },
  });
  const extra = recordOf(line['extra']);
  const pictures = 'image' in extra || listOf(extra['media']).length > 0 ? '[image]' : '';
  const words = [textOf(line['mes']), pictures].filter((text) => text !== '').join('\n');
  const swipes = speaker === 'assistant' ? listOf(line['swipes']) : [];
  const shown = swipes.length === 0 ? 0 : Math.min(swipes.length - 1, Math.max(0, Math.trunc(Number(line['swipe_id']) || 0)));
  for (const [number, swipe] of swipes.entries()) {
    const info = recordOf(listOf(line['swipe_info'])[number]);
    if (number !== shown) nodes.push(node(`${index}.${number}`, textOf(swipe), timeOf(info['send_date'], now) ?? sentAt, info['extra']));
    else nodes.push(node(`${index}`, words, sentAt, extra));
  }
  if (swipes.length === 0) nodes.push(node(`${index}`, words, sentAt, extra));
  return `${index}`;
}

/** Some sites wrap the words once more. */
function textOf(value: unknown): string {
  return isRecord(value) ? stringOf(value['message']) : stringOf(value);
}
