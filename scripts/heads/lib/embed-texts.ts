// The product's own vectors of many texts: the default embedding of the catalogue, as a message gets it in a turn.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findEmbeddingEntry, loadCatalogue } from '../../../core/inference/catalogue.ts';
import { createFileVerifier } from '../../../core/inference/checksum.ts';
import { loadTextEncoder } from '../../../core/inference/text-encoder.ts';
import { sha256 } from '../../../core/lib/hash.ts';
import { normalizeForAnalysis } from '../../../core/safety/normalize.ts';

export type Embedding = { model: string; revision: string; dimension: number };
/** Vectors one behind the other, `dimension` numbers each, in the order of the texts. */
export type EmbeddedTexts = { embedding: Embedding; vectors: Float32Array };

/**
 * Embeds texts as step 3 of a turn does (query prefix, int8 weights, mean pooling, unit length).
 * @param cacheFolder keeps the vectors by the content of model and texts; null: compute always
 */
export async function embedTexts(modelsFolder: string, texts: readonly string[], cacheFolder: string | null, progress: (line: string) => void = () => {}): Promise<EmbeddedTexts> {
  const catalogue = await loadCatalogue(modelsFolder);
  const entry = findEmbeddingEntry(catalogue, catalogue.defaults.embedding);
  const folder = join(modelsFolder, entry.folder);
  const revision = entry.files.find((file) => file.path === entry.weights)!.sha256;
  const embedding = { model: entry.id, revision, dimension: entry.dimension };
  const cached = cacheFolder === null ? null : join(cacheFolder, `${sha256(JSON.stringify([embedding, texts])).slice(0, 24)}.f32`);
  if (cached !== null && existsSync(cached)) {
    const bytes = new Uint8Array(await readFile(cached));
    return { embedding, vectors: new Float32Array(bytes.buffer) };
  }
  const verifier = createFileVerifier(null);
  for (const file of entry.files) await verifier.verify(join(folder, file.path), file);
  const encoder = await loadTextEncoder({ folder, weights: entry.weights, dimension: entry.dimension, maxTokens: entry.max_tokens, isNormalized: entry.is_normalized, devices: [], threads: 1 });
  const vectors = new Float32Array(texts.length * entry.dimension);
  for (const [index, text] of texts.entries()) {
    vectors.set(await encoder.encode(entry.query_prefix + normalizeForAnalysis(text)), index * entry.dimension);
    if ((index + 1) % 2000 === 0) progress(`embedded ${index + 1} of ${texts.length}`);
  }
  await encoder.close();
  if (cached !== null) {
    await mkdir(cacheFolder!, { recursive: true });
    await writeFile(cached, vectors);
  }
  return { embedding, vectors };
}
