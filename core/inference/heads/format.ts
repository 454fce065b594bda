// The weight file of a head: a readable JSON page (<name>.json) and its numbers (<name>.bin), both listed with their SHA-256 in checksums.json.
// A file that is missing, cut short, changed or of another shape is a LuminoraError; nothing unchecked is computed with.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import { modelFileSchema } from '../catalogue.ts';
import { createFileVerifier, type FileVerifier } from '../checksum.ts';

const tensorSchema = z.object({
  name: z.string().regex(/^[a-z0-9_.]+$/),
  type: z.enum(['float32', 'int8']),
  /** Rows first. */
  shape: z.array(z.number().int().min(1)).min(1).max(2),
  /** First byte in the .bin; a multiple of four. */
  offset: z.number().int().min(0).multipleOf(4),
  /** int8 only: what a stored number is multiplied by. */
  scale: z.number().positive().optional(),
});

export const headHeaderSchema = z.object({
  format: z.literal('luminora-head'),
  version: z.literal(1),
  name: z.string().min(1),
  /** The answers of the output, in order. */
  labels: z.array(z.string().min(1)).min(1),
  /** The embedding whose vectors the weights were fitted to; null: the head reads text alone. */
  embedding: z.object({ model: z.string(), revision: z.string(), dimension: z.number().int().min(1) }).nullable(),
  tensors: z.array(tensorSchema),
  /** What the head's own reader needs besides tensors (thresholds, sizes); it checks it with its own schema. */
  settings: z.record(z.string(), z.unknown()),
  licence: z.string(),
  attribution: z.string(),
  bytes: z.number().int().min(0),
});
export type HeadHeader = z.infer<typeof headHeaderSchema>;

/** One array of numbers of a head: values times scale. */
export type HeadTensor = { name: string; shape: readonly number[]; values: Float32Array | Int8Array; scale: number };

export type HeadFile = {
  header: HeadHeader;
  /** The tensor of that name and shape (-1 stands for any size); throws model_damaged when it is not there or shaped otherwise. */
  tensor(name: string, shape: readonly number[]): HeadTensor;
};

const damaged = (name: string, what: string, cause?: unknown) =>
  new LuminoraError('model_damaged', `The weights of the head "${name}" are damaged (${what}). Install the program again.`, { details: { head: name }, ...(cause === undefined ? {} : { cause }) });

/** Reads a head from the text of its JSON and the bytes of its numbers. Throws model_damaged. */
export function parseHead(name: string, json: string, bytes: Uint8Array): HeadFile {
  let header: HeadHeader;
  try {
    header = headHeaderSchema.parse(JSON.parse(json));
  } catch (error) {
    throw damaged(name, 'its description cannot be read', error);
  }
  if (header.name !== name) throw damaged(name, `it describes "${header.name}"`);
  if (header.bytes !== bytes.byteLength) throw damaged(name, `${bytes.byteLength} bytes instead of ${header.bytes}`);
  const tensors = new Map(header.tensors.map((entry) => [entry.name, readTensor(name, entry, bytes)]));
  return {
    header,
    tensor(wanted, shape) {
      const found = tensors.get(wanted);
      if (!found) throw damaged(name, `"${wanted}" is missing`);
      if (found.shape.length !== shape.length || found.shape.some((size, index) => shape[index] !== -1 && size !== shape[index])) {
        throw damaged(name, `"${wanted}" is ${found.shape.join(' x ')} instead of ${shape.join(' x ')}`);
      }
      return found;
    },
  };
}

function readTensor(name: string, entry: HeadHeader['tensors'][number], bytes: Uint8Array): HeadTensor {
  const count = entry.shape.reduce((product, size) => product * size, 1);
  const length = count * (entry.type === 'int8' ? 1 : 4);
  if (entry.offset + length > bytes.byteLength) throw damaged(name, `"${entry.name}" ends behind the file`);
  // A copy (a Buffer's own slice is none): the numbers are aligned wherever the bytes came from. All machines we run on are little-endian.
  const own = new Uint8Array(bytes.subarray(entry.offset, entry.offset + length));
  const values = entry.type === 'int8' ? new Int8Array(own.buffer) : new Float32Array(own.buffer);
  if (values instanceof Float32Array && !values.every(Number.isFinite)) throw damaged(name, `"${entry.name}" holds a number that is none`);
  return { name: entry.name, shape: entry.shape, values, scale: entry.scale ?? 1 };
}

const checksumsSchema = z.object({ files: z.array(modelFileSchema) });
export const checksumsFile = 'checksums.json';

/**
 * Loads `<name>.json` and `<name>.bin` of a folder of heads (models/heads) after comparing both with its checksums.json.
 * Throws model_missing when a file is not there, model_damaged when it is not the published one.
 */
export async function loadHead(folder: string, name: string, verifier: FileVerifier = createFileVerifier(null)): Promise<HeadFile> {
  const listed = await readFile(join(folder, checksumsFile), 'utf8').catch((error: unknown) => {
    throw new LuminoraError('model_missing', `The list ${join(folder, checksumsFile)} is not there. Install the program again.`, { cause: error, details: { folder } });
  });
  let files: z.infer<typeof checksumsSchema>['files'];
  try {
    files = checksumsSchema.parse(JSON.parse(listed)).files;
  } catch (error) {
    throw damaged(name, `${checksumsFile} cannot be read`, error);
  }
  const paths = [`${name}.json`, `${name}.bin`];
  for (const path of paths) {
    const entry = files.find((file) => file.path === path);
    if (!entry) throw damaged(name, `${checksumsFile} does not list ${path}`);
    await verifier.verify(join(folder, path), entry);
  }
  const [json, bytes] = await Promise.all([readFile(join(folder, paths[0]!), 'utf8'), readFile(join(folder, paths[1]!))]);
  return parseHead(name, json, bytes);
}
