// A conversation out of its nodes: times, title and limits, the same for every kind.
import { sha256 } from '../../lib/hash.ts';
import { limits } from './limits.ts';
import type { ImportedConversation, ImportSource, Reading } from './imported.ts';
import { cleanTitle } from './text.ts';
import { timeOf } from './times.ts';
import { mendTree } from './tree.ts';
import type { TreeNode } from './tree.ts';
import { wordOf } from './values.ts';

export type Unfinished = {
  source: ImportSource;
  /** Null where the file has none: a hash of what was said stands for it. */
  source_id: string | null;
  title: string;
  created_at: unknown;
  updated_at: unknown;
  user_name?: unknown;
  character_name?: unknown;
  nodes: readonly TreeNode[];
  leaf_id: string | null;
};

/** Null, with a finding, when nothing in it can be kept. */
export function finishConversation(from: Unfinished, reading: Reading): ImportedConversation | null {
  if (from.nodes.length > limits.messages) {
    reading.warn(reading.place, `The conversation holds ${from.nodes.length} messages; ${limits.messages} is the most. It was left out.`);
    return null;
  }
  const firstTime = from.nodes.find(({ message }) => typeof message?.created_at === 'number')?.message?.created_at ?? null;
  const startedAt = timeOf(from.created_at, reading.now) ?? firstTime ?? reading.now;
  const messages = mendTree(from.nodes, from.leaf_id, startedAt);
  if (messages.length === 0) {
    reading.warn(reading.place, 'The conversation holds no words of a person or of a model. It was left out.');
    return null;
  }
  const lastTime = messages.reduce((last, { created_at }) => Math.max(last, created_at), startedAt);
  const said = () => sha256(JSON.stringify([from.user_name ?? null, from.character_name ?? null, from.created_at ?? null, messages.map(({ parent_source_id, speaker, content }) => [parent_source_id, speaker, content])]));
  return {
    source: from.source, source_id: from.source_id ?? said(), title: cleanTitle(from.title), created_at: startedAt, updated_at: Math.max(lastTime, timeOf(from.updated_at, reading.now) ?? 0),
    user_name: wordOf(from.user_name), character_name: wordOf(from.character_name), messages,
  };
}
