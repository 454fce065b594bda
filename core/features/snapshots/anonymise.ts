// Records without who they are about. Every string goes through the stand-ins but those that are known to be codes of ours.
import { encodeTime } from 'ulid';
import type { RecordOwner, StorageProvider } from '../../providers/storage/storage.ts';
import type { Line, SnapshotEntity } from './entities.ts';
import { createNameFinder, foldName } from './name-finder.ts';
import { pagesOf } from './pages.ts';
import { assertWanted } from './refuse.ts';
import { createIdStandIns, createStandIns } from './stand-ins.ts';

/** Written into the manifest: whoever passes the file on should know. */
export const cannotPromise = [
  'Names are told by how they are written: one that was only ever typed in small letters, and is no fact, stays; some words that are no names are exchanged.',
  'What was said stays: a story, a job, an illness or a way of writing can tell who somebody is without a name.',
  'Times, single digits, numbers in words, companions’ names and ids stay.',
  'The texts and pictures of companions, lorebooks, wishes, vectors, what waits for approval and what was forgotten are left out.',
] as const;

/** Codes of ours, by the name of their field: never words of a person. */
const codes = new Set([
  'personality', 'speaker', 'status', 'scope', 'category', 'source', 'mood', 'cause', 'expression', 'level', 'kind', 'rule', 'day', 'type', 'sentiment', 'emotion', 'emotions', 'interactions', 'life_event', 'privacy', 'language',
  'analyser', 'importance', 'stage', 'layer', 'parameter', 'code', 'model', 'provider', 'guard',
]);
const references = new Set(['id', 'session_id', 'message_id', 'user_message_id', 'parent_id', 'active_leaf_id', 'prompt_start_id', 'superseded_by', 'reverts', 'source_message_ids', 'client_message_id', 'first_message_id', 'last_message_id']);
const hashes = new Set(['content_hash', 'prefix_hash']);
/** Where people write. */
const texts: Partial<Record<SnapshotEntity, readonly string[]>> = { session: ['title', 'prompt_summary', 'project'], message: ['content'], summary: ['content'], fact: ['value'], episode: ['title', 'summary'] };

export type Anonymiser = { userId: string; line(entity: SnapshotEntity, line: Line): Line };

/** Reads everything once, for the ids and the names; lines are then changed one by one. */
export async function createAnonymiser(storage: StorageProvider, owner: RecordOwner, entities: readonly SnapshotEntity[], madeAt: number, signal?: AbortSignal): Promise<Anonymiser> {
  // Only of those the user talks with: somebody's dog may be called as another companion is.
  const met = new Set<unknown>();
  for await (const page of pagesOf(storage, 'session', owner)) for (const line of page) met.add(line['personality']);
  const companions = (await storage.personalities.list()).filter(({ id }) => met.has(id)).flatMap(({ id, name }) => [id, ...name.split(/[^\p{L}\p{M}]+/u)]);
  const names = createNameFinder(new Set(companions.map(foldName)));
  const ids = new Set<string>();
  for (const entity of entities) {
    for await (const page of pagesOf(storage, entity, owner)) {
      assertWanted(signal);
      for (const line of page) {
        if (entity !== 'affinity') ids.add(line.id);
        for (const field of texts[entity] ?? []) for (const text of stringsIn(line[field])) names.read(text);
        if (entity === 'fact' && (line['category'] === 'relationships' || /(^|_)name$/.test(String(line['key'])))) for (const text of stringsIn(line['value'])) names.learn(text);
      }
    }
  }
  names.learn(owner.user_id);
  const standIns = createStandIns(names.isName);
  const idOf = createIdStandIns(ids, encodeTime(Math.max(0, madeAt), 10));
  const userId = 'anonymous';

  const change = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return changeText(value, field);
    if (typeof value === 'number') return field === 'value' ? standIns.number(value) : value;
    if (Array.isArray(value)) return (field === 'tags' ? value.filter((tag) => !String(tag).startsWith('date:')) : value).map((item) => change(item, field));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item, name)]));
    return value;
  };
  const changeText = (value: string, field: string): string => {
    if (field === 'user_id') return userId;
    if (field === 'location') return '';
    if (hashes.has(field)) return standIns.hash(value);
    const id = idOf(value);
    if (id !== undefined) return id;
    if (references.has(field)) return standIns.hash(value).slice(0, 26);
    return codes.has(field) ? value : standIns.text(value);
  };
  return {
    userId,
    line(entity, line) {
      const changed = change(line, '') as Line;
      return entity === 'affinity' ? { ...changed, id: `${userId}/${String(line['personality'])}` } : changed;
    },
  };
}

function stringsIn(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
