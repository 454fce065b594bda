// Backups: whole copies of the database, made now and then and put back with one word.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { timestampSchema } from './entities.ts';

/** automatic: by the clock. manual: on request. migration: before the tables changed. restore: before another backup was put back. */
export const backupKinds = ['automatic', 'manual', 'migration', 'restore'] as const;
export const backupSchema = z.object({
  /** The file's name in the data folder's backups/. */
  id: z.string().min(1).max(100), kind: z.enum(backupKinds), created_at: timestampSchema, bytes: z.number().int().min(0), schema: z.number().int().min(0),
});
export type Backup = z.infer<typeof backupSchema>;

const id = z.object({ id: z.string().regex(/^[a-z0-9-]{1,90}\.db$/, 'the name of a backup') });
export const backupsContract = {
  /** Newest first. `next_at`: when the next automatic one is due; null when they are switched off. */
  list: oc.route({ method: 'GET', path: '/backups', summary: 'Backups', tags: ['Backups'] }).output(z.object({ backups: z.array(backupSchema), next_at: timestampSchema.nullable() })),
  create: oc.route({ method: 'POST', path: '/backups', successStatus: 201, summary: 'Make a backup now', tags: ['Backups'] }).output(backupSchema),
  /** Checked whole first; all or nothing. Refused while a reply is being written. What is there now is kept as `backup`: restoring that undoes it. */
  restore: oc.route({ method: 'POST', path: '/backups/{id}/restore', summary: 'Put a backup back', tags: ['Backups'] }).input(id).output(z.object({ restored: backupSchema, backup: backupSchema })),
  remove: oc.route({ method: 'DELETE', path: '/backups/{id}', summary: 'Delete a backup', tags: ['Backups'] }).input(id).output(z.object({ deleted: z.boolean() })),
};
