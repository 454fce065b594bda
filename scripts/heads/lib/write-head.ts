// Writes a head's weight file in the form core/inference/heads/format.ts reads, and enters it in the folder's list of checksums.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DenseLayer } from '../../../core/inference/heads/dense.ts';
import { checksumsFile, type HeadHeader } from '../../../core/inference/heads/format.ts';

export type TensorToWrite = { name: string; shape: number[]; values: Float32Array; type: 'float32' | 'int8' };

/** The two tensors of a layer, its weights rounded to int8 (one scale per tensor) unless told otherwise. */
export const layerTensors = (name: string, layer: DenseLayer, type: 'float32' | 'int8' = 'int8'): TensorToWrite[] => [
  { name: `${name}.weights`, shape: [layer.outputs, layer.inputs], values: layer.weights, type },
  { name: `${name}.bias`, shape: [layer.outputs], values: layer.bias, type: 'float32' },
];

/** Rounds to int8 by the largest absolute value, or by `limit` when given (larger values are cut). */
export function quantize(values: Float32Array, limit?: number): { values: Int8Array; scale: number } {
  const largest = limit ?? values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest > 0 ? largest / 127 : 1;
  return { values: Int8Array.from(values, (value) => Math.max(-127, Math.min(127, Math.round(value / scale)))), scale };
}

/** Writes `<name>.json`, `<name>.bin` and the entry in checksums.json. Same input, same bytes. */
export async function writeHead(folder: string, head: Pick<HeadHeader, 'name' | 'labels' | 'embedding' | 'settings' | 'licence' | 'attribution'>, tensors: readonly TensorToWrite[]): Promise<void> {
  const chunks: Uint8Array[] = [];
  const entries: HeadHeader['tensors'] = [];
  let offset = 0;
  for (const { name, shape, values, type } of tensors) {
    const small = type === 'int8' ? quantize(values) : null;
    const numbers = small?.values ?? values;
    const bytes = new Uint8Array(Math.ceil(numbers.byteLength / 4) * 4);
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    entries.push({ name, type, shape, offset, ...(small ? { scale: small.scale } : {}) });
    chunks.push(bytes);
    offset += bytes.byteLength;
  }
  const header: HeadHeader = { format: 'luminora-head', version: 1, ...head, tensors: entries, bytes: offset };
  await mkdir(folder, { recursive: true });
  const files = { [`${head.name}.json`]: Buffer.from(`${JSON.stringify(header, null, 2)}\n`), [`${head.name}.bin`]: Buffer.concat(chunks) };
  const listPath = join(folder, checksumsFile);
  const known = existsSync(listPath) ? (JSON.parse(await readFile(listPath, 'utf8')) as { files: { path: string; size_bytes: number; sha256: string }[] }).files : [];
  const list = known.filter((file) => !(file.path in files));
  for (const [path, content] of Object.entries(files)) {
    await writeFile(join(folder, path), content);
    list.push({ path, size_bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') });
  }
  list.sort((a, b) => (a.path < b.path ? -1 : 1));
  await writeFile(listPath, `${JSON.stringify({ files: list }, null, 2)}\n`);
}
