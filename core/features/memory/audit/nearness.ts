// How near values are in meaning, for the rule of near duplicates: asked of the embedding model before the rules run, which are pure.
import type { Fact } from '../../../contract/entities.ts';
import type { Embedder } from '../embedder.ts';
import { createCentring } from '../episodes/centring.ts';
import { factKey } from '../facts/fact-keys.ts';
import type { AuditMaterial } from './material.ts';
import { byKey } from './rules/near-duplicates.ts';

/** Values that are embedded in one audit: a few seconds of a processor. Beyond them words alone tell. */
const mostValues = 600;
const batch = 32;

export async function createNearness(embedder: Pick<Embedder, 'embed' | 'spaceId'>, facts: readonly Fact[], signal?: AbortSignal): Promise<AuditMaterial['nearness']> {
  const values = [...byKey(facts)].flatMap(([key, group]) => (factKey(key)?.value === 'phrase' ? group : [])).slice(0, mostValues);
  const spaceId = await embedder.spaceId();
  if (spaceId === null) return null;
  const centring = createCentring({ ...embedder, replace: () => undefined });
  const vectors = new Map<string, Float32Array>();
  for (let start = 0; start < values.length; start += batch) {
    signal?.throwIfAborted();
    const group = values.slice(start, start + batch);
    const raw = await embedder.embed(group.map(({ value }) => String(value)), 'passage', signal);
    if (!raw) return null;
    for (const [index, vector] of raw.entries()) {
      const centred = await centring.centre(spaceId, vector, 'passage');
      if (centred) vectors.set(group[index]!.id, centred);
    }
  }
  return (one, other) => {
    const [a, b] = [vectors.get(one.id), vectors.get(other.id)];
    return a && b ? a.reduce((sum, value, index) => sum + value * b[index]!, 0) : -1;
  };
}
