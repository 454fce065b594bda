// Bringing the past: conversations of other programs become sessions, and what they tell waits in the inbox.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { errorDataSchema } from './errors.ts';
import { timestampSchema } from './entities.ts';
import { snapshotPieceBytes } from './snapshots.ts';

export const importStates = ['uploading', 'waiting', 'running', 'done', 'failed', 'cancelled'] as const;
const count = z.number().int().min(0);
/** Largest file, in bytes. */
export const maximumImportBytes = 4096 * 1024 * 1024 - 1;
const importId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'the id of an import');

export const importSchema = z.object({
  id: importId,
  user_id: z.string(),
  file_name: z.string(),
  state: z.enum(importStates),
  /** Of the file: its size, how much was read, and of the upload the pieces received. */
  bytes: count, done_bytes: count, pieces: count, received: count,
  conversations: count, messages: count,
  /** Imported before, and left as they are. */
  already_there: count,
  left_out: count,
  /** The first of what was left out, and why. */
  findings: z.array(z.object({ place: z.string(), message: z.string() })),
  /** Conversations by the program they came from. */
  sources: z.record(z.string(), count),
  /** Ids of the first sessions it made, to go on from there. */
  first_sessions: z.array(z.string()).max(10),
  /** Facts waiting in the inbox because of it; grows for a while after the end. */
  proposals: count,
  /** Conversations that are still to be read for facts. */
  to_read: count.optional(),
  error: errorDataSchema.nullable(),
  created_at: timestampSchema,
});
export type Import = z.infer<typeof importSchema>;

const id = z.object({ id: importId });
export const importsContract = {
  /** Of this run of the program, newest first. */
  list: oc.route({ method: 'GET', path: '/imports', summary: 'Imports', tags: ['Imports'] }).output(z.object({ imports: z.array(importSchema) })),
  get: oc.route({ method: 'GET', path: '/imports/{id}', summary: 'How far an import is', tags: ['Imports'] }).input(id).output(importSchema),
  begin: oc.route({ method: 'POST', path: '/imports', successStatus: 201, summary: 'Begin to send a file', tags: ['Imports'] })
    .input(z.object({ user_id: z.string().min(1).max(200).default('default'), file_name: z.string().max(300).default(''), bytes: z.number().int().min(1).max(maximumImportBytes) }))
    .output(importSchema.extend({ piece_bytes: count })),
  putPiece: oc.route({ method: 'PUT', path: '/imports/{id}/pieces/{index}', summary: 'Send a piece; the same again takes its place', tags: ['Imports'] })
    .input(id.extend({ index: z.coerce.number().int().min(0).max(2048), data: z.base64().max(Math.ceil(snapshotPieceBytes / 3) * 4) })).output(z.object({ received: count, pieces: count })),
  /** Reads the file in the background; `import-progress` events tell how far it is. One at a time. `personality`: the companion all sessions are with; left out, a companion of the chat's own name, or the default one. */
  start: oc.route({ method: 'POST', path: '/imports/{id}/start', summary: 'Take the conversations in', tags: ['Imports'] })
    .input(id.extend({ personality: z.string().min(1).max(128).optional(), /** Whether facts are proposed. */ propose: z.boolean().default(true) })).output(importSchema),
  /** What was imported whole stays, with `undo` it goes too; nothing is half done. Also removes an upload. */
  cancel: oc.route({ method: 'POST', path: '/imports/{id}/cancel', summary: 'Stop an import', tags: ['Imports'] }).input(id.extend({ undo: z.boolean().default(false) })).output(importSchema),
  /** Deletes the sessions an import made, and what was proposed of them. */
  undo: oc.route({ method: 'POST', path: '/imports/{id}/undo', summary: 'Take an import back', tags: ['Imports'] }).input(id).output(z.object({ deleted: count })),
};
