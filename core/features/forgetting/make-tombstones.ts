// What is kept of something forgotten: keyed hashes of its wordings and the vector of its meaning, never its words.
import { createHmac } from 'node:crypto';
import type { Fact } from '../../contract/entities.ts';
import type { ForgetTarget } from '../../contract/forgetting.ts';
import type { Clock } from '../../lib/clock.ts';
import { foldWords } from '../../lib/fold-words.ts';
import type { IdSource } from '../../lib/ids.ts';
import type { Tombstone } from '../../providers/storage/changes.ts';
import { factKey, foldValue, type Embedder } from '../memory/index.ts';
import { keyAndValue, mostWords, tellingWording } from './wordings.ts';

/** What of a wording a hash is of; the letter stands before the hash. */
export const hashKinds = { fact: 'f', key: 'k', words: 'w', text: 't', session: 's' } as const;

/** HMAC-SHA-256 keyed with the tombstone's id, so that no two tombstones can be compared and no list of words be looked up for all. */
export function hashFor(id: string, kind: string, wording: string): string {
  return `${kind}:${createHmac('sha256', id).update(`${kind}\n${wording}`).digest('base64url')}`;
}
/** Of words that may stand anywhere in a text; how many they are says which runs of words to compare. */
export const wordsKind = (count: number): string => `${hashKinds.words}${count}`;

export type Forgotten =
  | { type: 'fact'; fact: Pick<Fact, 'key' | 'value' | 'category'> }
  | { type: 'text'; text: string }
  | { type: 'name'; name: string }
  | { type: 'session'; id: string };

type Parts = { clock: Clock; ids: IdSource; embedder: Pick<Embedder, 'spaceId' | 'embed'> };

/** One tombstone for each. Without a model now they know wordings alone. */
export async function makeTombstones(parts: Parts, act: { forgetting_id: string; user_id: string; kind: ForgetTarget['kind'] }, forgotten: readonly Forgotten[]): Promise<Tombstone[]> {
  const meanings = forgotten.map(meaningOf);
  const said = meanings.filter((text) => text !== null);
  const vectors = said.length === 0 ? null : await parts.embedder.embed(said, 'query');
  const space = vectors ? await parts.embedder.spaceId() : null;
  let next = 0;
  return forgotten.map((one, index): Tombstone => {
    const vector = meanings[index] === null || !vectors ? null : (vectors[next++] ?? null);
    const id = parts.ids.next();
    return { id, ...act, category: one.type === 'fact' ? one.fact.category : null, created_at: parts.clock.now(), hashes: hashesOf(id, one), space_id: vector && space, vector: space === null ? null : vector };
  });
}

/** The words whose nearness counts: a fact's value, for what surrounds it in a sentence is the same for all of its key. Names, numbers and days have none. */
export function meaningOf(forgotten: Forgotten): string | null {
  if (forgotten.type === 'text') return forgotten.text;
  if (forgotten.type !== 'fact') return null;
  const { key, value } = forgotten.fact;
  const kind = factKey(key)?.value ?? 'phrase';
  const text = Array.isArray(value) ? value.join(', ') : value;
  return typeof text === 'string' && kind === 'phrase' && /\p{L}{3}/u.test(text) ? text : null;
}

function hashesOf(id: string, forgotten: Forgotten): string[] {
  if (forgotten.type === 'session') return [hashFor(id, hashKinds.session, forgotten.id)];
  if (forgotten.type === 'text') return [hashFor(id, hashKinds.text, foldWords(forgotten.text))];
  if (forgotten.type === 'name') return wordHashes(id, foldWords(forgotten.name));
  const wording = tellingWording(forgotten.fact);
  return [hashFor(id, hashKinds.fact, keyAndValue(forgotten.fact)), hashFor(id, hashKinds.key, forgotten.fact.key), ...oneWord(id, forgotten.fact), ...(wording === null ? [] : wordHashes(id, wording))];
}

function wordHashes(id: string, wording: string): string[] {
  const count = wording.split(' ').length;
  return count > mostWords ? [] : [hashFor(id, wordsKind(count), wording)];
}

/** One word has little meaning of its own, and much lies near it: that it is one is marked, so that nearer is asked for. */
function oneWord(id: string, { value }: Pick<Fact, 'value'>): string[] {
  return typeof value === 'string' && !foldWords(foldValue(value)).includes(' ') ? [hashFor(id, 'one', '')] : [];
}
