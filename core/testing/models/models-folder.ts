// A folder of shipped models with embedding models of random weights, and the catalogue that lists them.
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddingModelRow } from '../../inference/catalogue.ts';
import { writeRandomModel } from './random-model.ts';

export type RandomEntry = { id: string; dimension: number; seed?: number; query_prefix?: string; passage_prefix?: string };

/** One folder per entry below `folder`, and catalogue.json; the first entry is the default. */
export async function writeModelsFolder(folder: string, entries: readonly RandomEntry[], words: readonly string[]): Promise<void> {
  const models = [];
  for (const { id, dimension, seed = dimension, query_prefix = '', passage_prefix = '' } of entries) {
    const { files, weights } = await writeRandomModel(join(folder, id), { dimension, words, seed });
    models.push({
      kind: 'embedding', id, title: `Random ${dimension}`, description: 'Random weights, for tests.', languages: [], folder: id,
      licence: { name: 'none', url: 'https://example.org', notice: '', needs_acceptance: false },
      variants: [{ precision: 'fp32', files, weights }], sources: [{ kind: 'bundled' }], uses: ['chat_memory', 'documents'],
      dimension, max_tokens: 256, query_prefix, passage_prefix, pooling: 'mean', vector_output: null, is_normalized: true, scripts: ['Latin'],
    });
  }
  await writeFile(join(folder, 'catalogue.json'), JSON.stringify({ version: 2, hub: { base_url: 'https://example.org' }, defaults: { embedding: entries[0]!.id, llm: 'none' }, models }));
}

/** The model's weights once more, told to be of another precision. Changes the row, not the catalogue's file. */
export async function addPrecision(folder: string, model: EmbeddingModelRow, precision: EmbeddingModelRow['variants'][number]['precision']): Promise<void> {
  const [original] = model.variants;
  const weights = `onnx/model_${precision}.onnx`;
  await copyFile(join(folder, model.folder, original!.weights), join(folder, model.folder, weights));
  model.variants.push({ precision, weights, files: original!.files.map((file) => (file.path === original!.weights ? { ...file, path: weights } : file)) });
}
