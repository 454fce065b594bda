// Snapshots: everything of a user, or of a user and one companion, as one ZIP; made, fetched and sent in pieces, looked at before it is taken in.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { timestampSchema } from './entities.ts';

/** What may be left out. Companions, their pictures, lorebooks, wishes and the relationship with them always come along. */
export const snapshotParts = ['conversations', 'facts', 'episodes', 'vectors', 'traces'] as const;
export type SnapshotPart = (typeof snapshotParts)[number];
export const snapshotFormatName = 'luminora-snapshot';
/** Raised when a reader of before would misread what is written. */
export const snapshotFormatVersion = 1;
/** Bytes of a piece; the last one of a file may be shorter. */
export const snapshotPieceBytes = 4 * 1024 * 1024;
/** Largest file, in bytes. */
export const maximumSnapshotBytes = 4096 * 1024 * 1024 - 1;

const count = z.number().int().min(0);
export const snapshotManifestSchema = z.object({
  format: z.literal(snapshotFormatName),
  version: z.literal(snapshotFormatVersion),
  /** Of the program that wrote it; for people, nothing depends on it. */
  product_version: z.string().max(64),
  made_at: timestampSchema,
  user_id: z.string().max(128),
  /** One companion's part of the user's data, or null for all of it. */
  personality: z.string().max(128).nullable(),
  includes: z.array(z.enum(snapshotParts)).max(snapshotParts.length),
  is_anonymised: z.boolean(),
  /** What anonymising cannot promise, for whoever opens the file. */
  notes: z.array(z.string().max(1000)).max(20),
  /** Every other file of the ZIP. `records`: lines, one record each; 0 for schemas. */
  parts: z.array(z.object({ path: z.string().max(100), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: count, records: count })).max(100),
});
export type SnapshotManifest = z.infer<typeof snapshotManifestSchema>;

const snapshotId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'the id of a snapshot');
const id = z.object({ id: snapshotId });
const user = z.string().min(1).max(128);

export const snapshotSchema = z.object({
  id: snapshotId,
  /** made: on request; upload: sent from outside, gone at the next start; backup: what was there before a snapshot took its place. */
  kind: z.enum(['made', 'upload', 'backup']),
  /** A name for the file when it is kept elsewhere. */
  file_name: z.string(), bytes: count, pieces: count, created_at: timestampSchema, manifest: snapshotManifestSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const snapshotModes = ['merge', 'replace'] as const;
/** merge: what is here stays as it is, what is missing is added. replace: what the user had (of what the snapshot covers) goes first. */
export type SnapshotMode = (typeof snapshotModes)[number];

export const snapshotPreviewSchema = z.object({
  mode: z.enum(snapshotModes),
  /** By kind of record. changed: here and different, the snapshot's is taken; kept: here and different, what is here stays; removed: here and not in the snapshot; left_out: not taken in, or without its words, for it was forgotten here. */
  entities: z.array(z.object({ entity: z.string(), added: count, same: count, changed: count, kept: count, removed: count, left_out: count.default(0) })),
  /** Some of the records that are here and in the snapshot and differ; all are counted above. */
  conflicts: z.array(z.object({ entity: z.string(), id: z.string() })),
});
export type SnapshotChanges = z.infer<typeof snapshotPreviewSchema>;

const index = z.coerce.number().int().min(0).max(2048);
/** `user_id`: whose the records will be; the snapshot's own user when left out. */
const taking = id.extend({ mode: z.enum(snapshotModes), user_id: user.optional() });

export const snapshotsContract = {
  list: oc.route({ method: 'GET', path: '/snapshots', summary: 'Snapshots kept in the data folder, newest first', tags: ['Snapshots'] }).output(z.object({ snapshots: z.array(snapshotSchema) })),
  /** Leaving ends it, and leaves no file. */
  create: oc.route({ method: 'POST', path: '/snapshots', successStatus: 201, summary: 'Make a snapshot', tags: ['Snapshots'] })
    .input(z.object({ user_id: user.default('default'), personality: z.string().min(1).max(128).optional(), includes: z.array(z.enum(snapshotParts)).optional(), anonymised: z.boolean().default(false) }))
    .output(snapshotSchema),
  piece: oc.route({ method: 'GET', path: '/snapshots/{id}/pieces/{index}', summary: 'A piece of the file, as base64', tags: ['Snapshots'] })
    .input(id.extend({ index })).output(z.object({ index: count, pieces: count, data: z.string() })),
  beginUpload: oc.route({ method: 'POST', path: '/snapshots/uploads', successStatus: 201, summary: 'Begin to send a snapshot', tags: ['Snapshots'] })
    .input(z.object({ bytes: z.number().int().min(1).max(maximumSnapshotBytes) })).output(z.object({ id: snapshotId, piece_bytes: count, pieces: count })),
  putPiece: oc.route({ method: 'PUT', path: '/snapshots/uploads/{id}/pieces/{index}', summary: 'Send a piece; the same again takes its place', tags: ['Snapshots'] })
    .input(id.extend({ index, data: z.base64().max(Math.ceil(snapshotPieceBytes / 3) * 4) })).output(z.object({ received: count, pieces: count })),
  /** What is no snapshot, or a newer program's, is refused and removed. The whole file is checked by `preview` and by `apply`. */
  finishUpload: oc.route({ method: 'POST', path: '/snapshots/uploads/{id}/finish', summary: 'All pieces were sent', tags: ['Snapshots'] }).input(id).output(snapshotSchema),
  preview: oc.route({ method: 'POST', path: '/snapshots/{id}/preview', summary: 'Check a snapshot and tell what taking it in would do; changes nothing', tags: ['Snapshots'] }).input(taking).output(snapshotPreviewSchema),
  /** All or nothing. Refused while a reply is being written. Before replacing, what is there now is kept as `backup`: applying that with `replace` undoes it. */
  apply: oc.route({ method: 'POST', path: '/snapshots/{id}/apply', summary: 'Take a snapshot in', tags: ['Snapshots'] }).input(taking).output(snapshotPreviewSchema.extend({ backup: snapshotSchema.nullable() })),
  remove: oc.route({ method: 'DELETE', path: '/snapshots/{id}', summary: 'Delete a snapshot, or an upload that is under way', tags: ['Snapshots'] }).input(id).output(z.object({ deleted: z.boolean() })),
};
