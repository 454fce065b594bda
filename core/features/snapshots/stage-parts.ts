// Reads every part of an opened ZIP once: checksums, every line, references. What passes lies in the staging folder; nothing else has been touched.
import { createHash } from 'node:crypto';
import { breathe } from '../../lib/breathe.ts';
import { createLineCheck } from './check-line.ts';
import { kinds, kindsOf, recordsPath, schemaPath } from './entities.ts';
import { limits } from './limits.ts';
import { formatName, formatVersion, manifestPath, manifestSchema, type Manifest } from './manifest.ts';
import type { ZipPart } from './open-zip-file.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { printable } from '../../lib/printable.ts';
import { assertWanted, refusal } from './refuse.ts';
import type { Staging } from './staging.ts';
import type { SnapshotDeps } from './write-snapshot.ts';

const names = new Set([manifestPath, ...kinds.flatMap(({ entity }) => [recordsPath(entity), schemaPath(entity)])]);
/** Names a snapshot of this version may have. */
export const isSnapshotName = (name: string): boolean => names.has(name);

/** @throws LuminoraError `invalid_input`; `storage_from_future` when a newer program wrote it */
export async function readManifest(parts: ReadonlyMap<string, ZipPart>): Promise<Manifest> {
  const part = parts.get(manifestPath);
  if (part === undefined || part.size > limits.manifestBytes) throw refusal(manifestPath, part === undefined ? 'It is missing: this ZIP is no snapshot.' : 'It is too large.');
  const chunks: Uint8Array[] = [];
  for await (const chunk of part.read()) chunks.push(chunk);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (cause) {
    throw refusal(manifestPath, 'It is not JSON.', undefined, cause);
  }
  const told = value as { format?: unknown; version?: unknown; product_version?: unknown } | null;
  if (told?.format === formatName && typeof told.version === 'number' && told.version > formatVersion) {
    throw new LuminoraError('storage_from_future', `The snapshot was written by a newer Luminora (${printable(String(told.product_version).slice(0, 40))}, format ${told.version}; this one reads up to ${formatVersion}). Update the program. Nothing was changed.`);
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) throw refusal(manifestPath, `${printable((parsed.error.issues[0]?.path ?? []).map(String).join('.').slice(0, 200))}: ${printable((parsed.error.issues[0]?.message ?? '').slice(0, 300))}.`);
  return parsed.data;
}

/** Checks every part against the manifest and puts the lines, as the new owner's, into the staging list "all". */
export async function stageParts(manifest: Manifest, parts: ReadonlyMap<string, ZipPart>, staging: Staging, context: { userId: string; now: number; signal: AbortSignal | undefined; onBytes: SnapshotDeps['onBytes'] }): Promise<void> {
  const listed = new Map(manifest.parts.map((part) => [part.path, part]));
  // Snapshots of before a kind was there have no part of it.
  const held = kindsOf(manifest.includes, manifest.is_anonymised).filter(({ entity, cameLater }) => cameLater !== true || listed.has(recordsPath(entity)) || parts.has(recordsPath(entity)));
  const expected = held.flatMap(({ entity }) => [recordsPath(entity), schemaPath(entity)]);
  const missing = expected.find((path) => !listed.has(path) || !parts.has(path));
  if (missing !== undefined) throw refusal(missing, 'It is missing.');
  const extra = [...parts.keys(), ...listed.keys()].find((path) => path !== manifestPath && !expected.includes(path));
  if (extra !== undefined || listed.size !== manifest.parts.length) throw refusal(extra ?? manifestPath, 'The manifest and the files of the ZIP do not agree.');
  const total = manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const checks = createLineCheck(manifest, context.userId, context.now);
  for (const { entity } of held) {
    await readPart(schemaPath(entity), null);
    const writer = await staging.writer('all', entity);
    try {
      await readPart(recordsPath(entity), (json, complain) => writer.add(JSON.stringify(checks.check(entity, json, complain))));
    } finally {
      await writer.end();
    }
  }

  async function readPart(path: string, use: ((json: string, complain: (message: string, cause?: unknown) => never) => Promise<void>) | null): Promise<void> {
    const told = listed.get(path)!;
    const part = parts.get(path)!;
    if (part.size !== told.bytes) throw refusal(path, `It has ${part.size} bytes; the manifest says ${told.bytes}.`);
    const hash = createHash('sha256');
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let rest: Uint8Array[] = [];
    let restBytes = 0;
    let line = 0;
    // What a line says is complained of only when the part is what its writer wrote: damage is told as damage.
    let complaint: unknown = null;
    const one = async (bytes: Uint8Array): Promise<void> => {
      line += 1;
      const complain = (message: string, cause?: unknown): never => {
        throw refusal(path, message, line, cause);
      };
      let json = '';
      try {
        json = decoder.decode(bytes);
      } catch (cause) {
        complain('It is not UTF-8.', cause);
      }
      await use?.(json, complain);
    };
    const keep = (bytes: Uint8Array) => {
      rest.push(bytes);
      restBytes += bytes.length;
    };
    for await (const chunk of part.read()) {
      assertWanted(context.signal);
      hash.update(chunk);
      done += chunk.length;
      context.onBytes?.(done, total);
      if (use === null || complaint !== null) continue;
      try {
        let from = 0;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
          keep(chunk.subarray(from, at));
          if (restBytes > limits.lineBytes) throw refusal(path, 'The line is too long.', line + 1);
          await one(rest.length === 1 ? rest[0]! : Buffer.concat(rest));
          rest = [];
          restBytes = 0;
          from = at + 1;
        }
        if (from < chunk.length) keep(chunk.slice(from));
        if (restBytes > limits.lineBytes) throw refusal(path, 'The line is too long.', line + 1);
      } catch (error) {
        complaint = error;
      }
      await breathe();
    }
    if (hash.digest('hex') !== told.sha256) throw refusal(path, 'It is damaged: its checksum is not the one of the manifest.');
    if (complaint !== null) throw complaint;
    if (restBytes > 0) throw refusal(path, 'The last line breaks off.', line + 1);
    if (line !== told.records) throw refusal(path, `It has ${line} records; the manifest says ${told.records}.`);
  }
}
