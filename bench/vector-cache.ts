// Vectors of many texts, kept in a file between runs: making fifty thousand takes minutes, and no bench measures it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EmbeddingModel } from '../core/providers/embeddings/embeddings.ts';
import { sha256 } from '../core/lib/hash.ts';

const batch = 64;

/** One vector per text, from the file where it is of these texts and this model, else made and written. `folder` is made when missing. */
export async function cachedVectors(folder: string, model: EmbeddingModel, texts: readonly string[], say: (line: string) => void): Promise<Float32Array[]> {
  const { id, dimension } = model.space();
  const file = `${folder}/${sha256(`${id}\n${texts.join('\n')}`).slice(0, 24)}.f32`;
  const bytes = await readFile(file).catch(() => null);
  if (bytes?.byteLength === texts.length * dimension * 4) {
    const all = new Float32Array(new Uint8Array(bytes).buffer);
    return texts.map((_, index) => all.subarray(index * dimension, (index + 1) * dimension));
  }
  const all = new Float32Array(texts.length * dimension);
  for (let start = 0; start < texts.length; start += batch) {
    if (start % 6400 === 0) say(`  making vectors, once: ${start} of ${texts.length}`);
    const vectors = await model.embed(texts.slice(start, start + batch), 'passage');
    vectors.forEach((vector, offset) => all.set(vector, (start + offset) * dimension));
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, new Uint8Array(all.buffer));
  return texts.map((_, index) => all.subarray(index * dimension, (index + 1) * dimension));
}
