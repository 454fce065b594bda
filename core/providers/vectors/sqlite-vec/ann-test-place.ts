// What the tests of the approximate index open stores with, and the vectors they fill them with.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../../lib/log.ts';
import type { VectorHit, VectorItem, VectorQuery } from '../vectors.ts';
import { toUnit } from './checks.ts';
import { createSqliteVecStore, type SqliteVecStore } from './store.ts';

export type AnnPlace = { folder: string; events: string[]; open(threshold?: number, settleMs?: number): SqliteVecStore; cleanUp(): void };

/** A fresh folder; `events` are what the stores opened there logged. */
export function makeAnnPlace(): AnnPlace {
  const folder = mkdtempSync(join(tmpdir(), 'luminora-ann-'));
  const events: string[] = [];
  const note = (event: string): void => { events.push(event); };
  const log: Log = { debug: note, info: note, warn: note, error: note, child: () => log };
  return {
    folder, events,
    open: (threshold = 50, settleMs = 60_000) => createSqliteVecStore(folder, join(folder, 'vectors.db'), log, { threshold, settleMs }),
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same numbers for the same seed, 0 to 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Vectors around `clusters` centres, as sentences of as many subjects lie. */
export function clusteredVectors(dimension: number, clusters: number, random: () => number): () => Float32Array {
  const bell = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: clusters }, () => Float32Array.from({ length: dimension }, bell));
  return () => {
    const centre = centres[Math.floor(random() * clusters)];
    return Float32Array.from({ length: dimension }, (_, part) => (centre?.[part] ?? 0) + 0.7 * bell());
  };
}

export function makeItem(index: number, vector: Float32Array, part: Partial<VectorItem> = {}): VectorItem {
  return { owner_id: `m${String(index).padStart(6, '0')}`, user_id: 'ana', session_id: `s${index % 50}`, vector, ...part };
}

/** The answer of a plain comparison with every item. */
export function compareAll(items: Iterable<VectorItem>, query: VectorQuery): VectorHit[] {
  const asked = toUnit(query.vector);
  const hits: VectorHit[] = [];
  for (const { owner_id, user_id, session_id, vector } of items) {
    if (user_id !== query.user_id || (query.session_id !== undefined && session_id !== query.session_id)) continue;
    let product = 0;
    let squares = 0;
    for (let part = 0; part < vector.length; part += 1) {
      product += vector[part]! * asked[part]!;
      squares += vector[part]! * vector[part]!;
    }
    hits.push({ owner_id, similarity: product / Math.sqrt(squares) });
  }
  return hits.sort((a, b) => b.similarity - a.similarity || (a.owner_id < b.owner_id ? -1 : 1)).slice(0, query.limit);
}

export async function approximateAnswers(store: SqliteVecStore): Promise<number> {
  return ((await store.health()).details['approximate'] as { answers: number }).answers;
}

export async function annStates(store: SqliteVecStore): Promise<string[]> {
  return ((await store.health()).details['approximate'] as { indexes: { state: string; vectors: number }[] }).indexes.map((index) => `${index.state} ${index.vectors}`);
}
