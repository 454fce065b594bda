// Small kinds of chat file that are one JSON document: CAI Tools, text-generation-webui ("ooba") and Agnai.
import { finishConversation } from './finish.ts';
import type { ImportSource, Reader } from './imported.ts';
import { timeOf } from './times.ts';
import type { TreeNode } from './tree.ts';
import { isRecord, listOf, recordOf, stringOf, wordOf } from './values.ts';

type Said = { isUser: boolean; text: string; time?: number | null };

/** Messages one after the other. */
function chain(said: readonly Said[]): { nodes: TreeNode[]; leaf_id: string | null } {
  const nodes = said.map(({ isUser, text, time }, index): TreeNode => ({
    id: `${index}`, parent: index === 0 ? null : `${index - 1}`, message: { speaker: isUser ? 'user' : 'assistant', content: text, created_at: time ?? null, model: null },
  }));
  return { nodes, leaf_id: nodes.at(-1)?.id ?? null };
}

const empty = { source_id: null, title: '', created_at: null, updated_at: null };

/** `{histories: {histories: [{msgs: [{text, src: {is_human, name}}]}]}}`: several chats with one character. */
export const readCaiTools: Reader = (value, reading) => {
  const histories = recordOf(value['histories'])['histories'];
  if (!Array.isArray(histories)) return null;
  return histories.flatMap((history, number) => {
    const messages = listOf(recordOf(history)['msgs']).filter(isRecord);
    const sourceOf = (message: Record<string, unknown>) => recordOf(message['src']);
    const nameOf = (isHuman: boolean) => wordOf(sourceOf(messages.find((message) => (sourceOf(message)['is_human'] === true) === isHuman) ?? {})['name']);
    const said = messages.map((message): Said => ({ isUser: sourceOf(message)['is_human'] === true, text: stringOf(message['text']), time: timeOf(message['created'], reading.now) }));
    const character = nameOf(false);
    return finishConversation({ ...empty, source: 'cai_tools', source_id: wordOf(recordOf(history)['external_id']), title: character ?? '', created_at: recordOf(history)['created'], user_name: nameOf(true), character_name: character, ...chain(said) },
      { ...reading, place: `${reading.place} history ${number + 1}` }) ?? [];
  });
};

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&#39;': "'" };

/** `{data_visible: [[user, reply], …]}`, later `{visible: …}`: the words as shown, with the signs of HTML escaped. */
export const readOoba: Reader = (value, reading) => {
  const pairs = Array.isArray(value['data_visible']) ? value['data_visible'] : Array.isArray(value['visible']) ? value['visible'] : null;
  if (!pairs?.every(Array.isArray)) return null;
  const text = (shown: unknown) => stringOf(shown).replaceAll(/&(?:amp|lt|gt|quot|#x27|#39);/g, (entity) => entities[entity]!);
  const said = pairs.flatMap(([user, reply]: unknown[]): Said[] => [{ isUser: true, text: user === '<|BEGIN-VISIBLE-CHAT|>' ? '' : text(user) }, { isUser: false, text: text(reply) }]);
  return one('ooba', wordOf(value['character_name']), null, said, reading);
};

/** `{messages: [{userId?, msg, createdAt?}]}`: who has a user id is the person. */
export const readAgnai: Reader = (value, reading) => {
  const messages = listOf(value['messages']).filter(isRecord);
  if (messages.length === 0 || !messages.every((message) => typeof message['msg'] === 'string')) return null;
  const said = messages.map((message): Said => ({ isUser: wordOf(message['userId']) !== null, text: stringOf(message['msg']), time: timeOf(message['createdAt'], reading.now) }));
  return one('agnai', wordOf(recordOf(value['character'])['name']), wordOf(value['name']), said, reading);
};

function one(source: ImportSource, character: string | null, title: string | null, said: readonly Said[], reading: Parameters<Reader>[1]): ReturnType<Reader> {
  const conversation = finishConversation({ ...empty, source, title: title ?? character ?? '', character_name: character, ...chain(said) }, reading);
  return conversation ? [conversation] : [];
}
