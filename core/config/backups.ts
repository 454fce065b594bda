// backups: whole copies of the database, made now and then.
import * as z from 'zod';
import { whole } from './fields.ts';

export const backupsSchema = z.looseObject({
  enabled: z.boolean().default(true).describe('Copy everything now and then, when something has changed'),
  every_hours: whole(1, 8760).default(24).describe('Hours between two copies'),
  keep: whole(1, 365).default(7).describe('Automatic copies kept, the newest ones'),
});
