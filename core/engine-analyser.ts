// The analysers of a message, as memory and the turn ask them: the trained heads shipped with the product, on the vectors of the embedding model in force.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddingSpace } from './contract/entities.ts';
import type { MemoryAnalyser } from './features/memory/index.ts';
import { createAnalyser } from './inference/heads/analyse.ts';
import { loadHeads } from './inference/heads/load-heads.ts';
import { sha256 } from './lib/hash.ts';
import type { Log } from './lib/log.ts';

export type EngineAnalyser = MemoryAnalyser & {
  /** Told when an embedding model has loaded: only vectors of the model the heads were trained on are read by them. */
  useSpace(space: Omit<EmbeddingSpace, 'created_at'>): void;
};

type Embedding = { model: string; revision: string; dimension: number };

function isOf(trained: Embedding, space: Embedding): boolean {
  return trained.model === space.model && trained.revision === space.revision && trained.dimension === space.dimension;
}

/** Never throws: a head that is missing or damaged is off, and the log says so. */
export async function loadAnalyser(productFolder: string, log: Log): Promise<EngineAnalyser> {
  const folder = join(productFolder, 'models', 'heads');
  const heads = await loadHeads(folder, log);
  const weights = await readFile(join(folder, 'checksums.json'), 'utf8').then((text) => sha256(text).slice(0, 8), () => 'none');
  let analyser = createAnalyser({ heads, spaceId: null, weights });
  return {
    useSpace(space) {
      if (Object.values(heads).some((head) => head && isOf(head.embedding, space))) analyser = createAnalyser({ heads, spaceId: space.id, weights });
    },
    version: (spaceId) => analyser.version(spaceId),
    analyse(input) {
      const { interactions, ...analysis } = analyser.analyse(input);
      return { ...analysis, interactions: interactions.map(({ type }) => type) };
    },
  };
}
